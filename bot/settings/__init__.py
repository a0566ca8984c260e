"""Settings: the environment and a `.env` file, read once at the start.

`Settings.load` reports all problems at once and never a value, because it may be a secret.
docs/settings.md is made from the descriptions here.
"""

import socket
import zlib
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.errors import ConfigError
from bot.ids import Identity, read_member
from bot.settings.digests import DigestSettings
from bot.settings.mor import MorSettings
from bot.settings.values import (
    DatabaseUrl,
    HomeFolder,
    ListeningAddress,
    SlackPeople,
    WebAddress,
    Zone,
    home,
    listed_words,
    missing_for_slack,
    read_environment,
    reseller_keys,
    setting_problem,
    usable,
)


class Settings(DigestSettings, MorSettings):
    """What an operator can set. Field names are the environment variables, in lower case.

    Besides these, `MOR_KEY_RESELLER_<id>` gives the secret key of the reseller with that MOR id;
    they are collected in `reseller_keys`.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        hide_input_in_errors=True,
        frozen=True,
        validate_default=False,  # "" is a default, but as a value it means "not set"
    )

    slack_bot_token: SecretStr = Field(
        SecretStr(""), description="The Slack app's Bot User OAuth Token, `xoxb-…`"
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""), description="The Slack app's Signing Secret. Not needed with Socket Mode"
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""),
        description=(
            "An app-level token, `xapp-…` with `connections:write`. If set, morbot uses "
            "Socket Mode and needs no public address"
        ),
    )
    slack_api_url: WebAddress = Field(
        "https://slack.com/api",
        repr=False,
        description="Slack's Web API; another one for a sandbox",
    )
    slack_command: str = Field(
        "/localcalls",
        pattern=r"^/[a-z0-9_-]{1,31}$",
        description=("The slash command's name. Staging needs another one than production"),
    )
    share_externally: bool = Field(
        False,
        description=(
            "Whether answers and digests may go to channels that people of other companies read"
        ),
    )
    bot_admins: SlackPeople = Field(
        "",
        description=(
            "Who may link people in Slack and is told of every change: Slack member IDs "
            "separated by commas, for example `U0INGRID1`, or `T0HARBOR1/U0NILS001` for another "
            "workspace. `morbot link admin` adds more. Somebody who becomes a guest or leaves no "
            "longer counts"
        ),
    )
    link_unconfirmed_days: int = Field(
        7,
        ge=1,
        le=36_500,
        description=(
            "Days after which a link that MOR could not confirm is suspended, until MOR confirms it"
        ),
    )
    audit_days: int = Field(
        1095,
        ge=1,
        le=36_500,
        description=("Days for which the audit log is kept. Each deletion is an entry, too"),
    )
    access_request_days: int = Field(
        90, ge=1, le=36_500, description="Days for which requests for access are kept"
    )
    morbot_home: HomeFolder = Field(
        "",
        description=(
            "The folder of `.env`, of the database and of all files with a relative name. Unset, "
            "the folder in which morbot is started. Set it in the environment, not in `.env`"
        ),
    )
    database_url: DatabaseUrl = Field(
        "sqlite+aiosqlite:///morbot.db",
        validate_default=True,
        repr=False,
        description="Where links and the audit log are stored",
    )
    answer_days: int = Field(
        30,
        ge=1,
        le=36_500,
        description="Days for which the buttons below an answer work. Calls are never stored",
    )
    unlinked_search_days: int = Field(
        90,
        ge=1,
        le=36_500,
        description="Days for which the saved searches of somebody without a link are kept",
    )
    host: ListeningAddress = Field(
        "127.0.0.1", description="The address morbot listens on, behind your HTTPS proxy"
    )
    port: int = Field(
        3000, ge=0, le=65535, description="The port it listens on; 0 takes any free one"
    )
    watch_host: ListeningAddress = Field(
        "127.0.0.1",
        description=(
            "The address on which it serves health and metrics. They are for your own systems, so "
            "do not use a public one"
        ),
    )
    watch_port: int = Field(
        3001, ge=0, le=65535, description="The port for health and metrics; 0 takes any free one"
    )
    start_timeout: float = Field(
        60, ge=0, le=3600, description="Seconds for which a start waits for Slack to answer"
    )
    stop_grace: float = Field(
        0,
        ge=0,
        le=600,
        description=(
            "Seconds for which a stopping process still accepts questions, while `/readyz` already "
            "reports that it is not ready. With several replicas, set the time that your load "
            "balancer needs to notice"
        ),
    )
    stop_timeout: float = Field(
        25, ge=0, le=600, description="Seconds that questions in flight get when morbot is stopped"
    )
    default_timezone: Zone = Field(
        "UTC", description="The zone of people for whom Slack reports none"
    )
    longest_period_admin: int = Field(
        92, ge=1, le=36_500, description="The longest period, in days, that an admin may ask about"
    )
    longest_period_reseller: int = Field(92, ge=1, le=36_500, description="The same for a reseller")
    longest_period_user: int = Field(92, ge=1, le=36_500, description="The same for a user")
    # Not read from RESELLER_KEYS: `load` collects them.
    reseller_keys: Annotated[dict[int, SecretStr], NoDecode] = Field(
        default_factory=dict, exclude=True
    )

    @field_validator("*", mode="before")
    @classmethod
    def _usable(cls, value: Any, info: ValidationInfo) -> Any:
        if info.field_name == "bot_admins" and isinstance(value, str):
            value = " ".join(value.split())  # a list may go over several lines
        return usable(value)

    @classmethod
    def load(cls, env_file: Path | None = Path(".env"), **given: Any) -> Self:
        """Read all settings. `given` ones override the environment, which overrides the file.

        Raises ConfigError with every problem found.
        """
        keys, problems = reseller_keys(read_environment(env_file))
        try:
            settings = cls(
                _env_file=env_file and home() / env_file, **{"reseller_keys": keys, **given}
            )
        except ValidationError as error:
            faults = error.errors(include_input=False, include_context=False)
            problems = [
                setting_problem(str(fault["loc"][0]).upper(), fault["type"], fault["msg"])
                for fault in faults
            ] + problems
        if problems:
            raise ConfigError(problems)
        return settings

    @classmethod
    def load_for_slack(cls, env_file: Path | None = Path(".env")) -> Self:
        """Read all settings and check what Slack needs. Raises ConfigError with every problem."""
        missing = missing_for_slack(read_environment(env_file))
        try:
            settings = cls.load(env_file)
        except ConfigError as error:
            raise ConfigError([*error.problems, *missing]) from None
        if missing:
            raise ConfigError(missing)
        return settings

    @property
    def missing_for_slack(self) -> list[str]:
        """The problems of what Slack needs and is not set."""
        secrets = {
            "SLACK_APP_TOKEN": self.slack_app_token,
            "SLACK_BOT_TOKEN": self.slack_bot_token,
            "SLACK_SIGNING_SECRET": self.slack_signing_secret,
        }
        return missing_for_slack(
            {name: secret.get_secret_value() for name, secret in secrets.items()}
        )

    @property
    def mor_keys(self) -> dict[int, SecretStr]:
        """The secret key of each owner. 0 is the admin, other owners are resellers' MOR ids."""
        keys = dict(self.reseller_keys)
        if self.mor_key_admin.get_secret_value():
            keys[0] = self.mor_key_admin
        return keys

    @property
    def bot_admin_ids(self) -> list[Identity]:
        """The bot admins of the settings. An empty org is the bot's own."""
        return [member for one in listed_words(self.bot_admins) if (member := read_member(one))]

    @property
    def replica_name(self) -> str:
        """The name of this process, the same after a restart in the same place."""
        where = zlib.crc32(f"{home().absolute()} {self.database_url}".encode())
        return self.replica or f"{socket.gethostname()[:40]}-{where:08x}"

    @property
    def longest_periods(self) -> dict[str, int]:
        """The longest period, in days, that somebody of a role may ask about, by role name."""
        return {
            "admin": self.longest_period_admin,
            "reseller": self.longest_period_reseller,
            "user": self.longest_period_user,
        }
