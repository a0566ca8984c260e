"""What a setting may look like: how its value is read, and what is said of one that is refused.

A value is never shown, because it may be a secret.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, SecretStr
from pydantic_core import PydanticUseDefault

from bot.errors import ConfigError
from bot.ids import read_member, read_mor_id
from bot.zone_names import zone_names

_RESELLER_KEY = re.compile("MOR_KEY_RESELLER_([0-9]+)", re.IGNORECASE)
# A lone surrogate stands for a byte that is not UTF-8.
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_EXAMPLE = "for example https://mor.example.com/billing"


def usable(value: Any) -> Any:
    """Return the value without the blanks and line ends around it.

    Raises PydanticUseDefault for an empty one, which means that the setting is not set, and
    ValueError for characters that no setting has.
    """
    if not isinstance(value, str):
        return value
    value = value.strip()
    if not value:
        raise PydanticUseDefault
    if _UNUSABLE.search(value):
        raise ValueError("it has a line break or another character that cannot be used")
    return value


def _known_zone(typed: str) -> str:
    name = zone_names().get(typed.casefold(), typed)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("not a known time zone, for example Europe/Vilnius") from error
    return name


def _web_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:  # a port or a host in brackets that is none
        host = None
    if not host or not re.fullmatch(r"https?://\S+", address):
        raise ValueError(f"not a web address, {_EXAMPLE}")
    return address.rstrip("/")


def _listening_address(host: str) -> str:
    try:
        host.encode("idna")
    except UnicodeError:
        raise ValueError("not an address of this machine, for example 127.0.0.1") from None
    return host


def home() -> Path:
    """Return the folder in which `.env`, the database and all relative names are looked for.

    Raises ConfigError if there is no such folder.
    """
    folder = Path(os.environ.get("MORBOT_HOME", "").strip())
    try:
        found = folder.is_dir()
    except OSError:  # its name is too long
        found = False
    if not found:
        raise ConfigError([setting_problem("MORBOT_HOME", "", "there is no such folder")])
    return folder


def _home_folder(name: str) -> str:
    if name != os.environ.get("MORBOT_HOME", "").strip():
        raise ValueError("set it in the environment; .env is looked for in its folder")
    return name


def _file_at_home(name: str) -> str:
    return str(home() / name) if name else name


def _database_at_home(url: str) -> str:
    """Return the URL of a SQLite file with a relative name with its path from here."""
    scheme, slashes, name = url.partition(":///")
    if not (slashes and scheme.startswith("sqlite")) or name.startswith((":memory:", "file:")):
        return url
    return f"{scheme}{slashes}{_file_at_home(name)}"


def _slack_people(listed: str) -> str:
    if not all(map(read_member, listed_words(listed))):
        raise ValueError(
            "not a list of Slack member IDs, for example U012AB3CD, T012AB3CD/U045EF6GH"
        )
    return listed


Zone = Annotated[str, AfterValidator(_known_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
ListeningAddress = Annotated[str, AfterValidator(_listening_address)]
HomeFolder = Annotated[str, AfterValidator(_home_folder)]
FileAtHome = Annotated[str, AfterValidator(_file_at_home)]
DatabaseUrl = Annotated[str, AfterValidator(_database_at_home)]
SlackPeople = Annotated[str, AfterValidator(_slack_people)]


def listed_words(words: str) -> list[str]:
    """Return what stands between commas."""
    return [word for each in words.split(",") if (word := each.strip())]


def read_environment(env_file: Path | None) -> Mapping[str, str | None]:
    """Return the variables of the file and of the environment, which wins.

    A relative name of the file is looked for in `home`. Raises ConfigError.
    """
    try:
        return {**(dotenv_values(home() / env_file) if env_file else {}), **os.environ}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigError([f"{env_file} cannot be read: {reason}."]) from None


def reseller_keys(environment: Mapping[str, str | None]) -> tuple[dict[int, SecretStr], list[str]]:
    """Return the key of each `MOR_KEY_RESELLER_<id>`, and the problems of those with none."""
    keys, problems = {}, []
    for name, value in environment.items():
        found = _RESELLER_KEY.fullmatch(name)
        reseller = read_mor_id(found[1]) if found else None
        if reseller is not None:
            try:
                keys[reseller] = SecretStr(usable(value or ""))
            except PydanticUseDefault:
                continue  # empty: not set
            except ValueError as error:
                problems.append(setting_problem(name.upper(), "", str(error)))
    return keys, problems


def setting_problem(name: str, kind: str, reason: str) -> str:
    """Return the problem of a setting. The value itself is never shown."""
    if kind == "missing":
        return f"{name} is not set."
    return f"{name} cannot be used: {reason.removeprefix('Value error, ')}."


def setting_needed(name: str, why: str) -> str:
    """Return the problem of a setting that only some commands need."""
    return f"{name} is not set: {why}."


def missing_for_slack(values: Mapping[str, str | None]) -> list[str]:
    """List what Slack needs and is not set. Socket Mode needs no signing secret."""
    given = {name for name, value in values.items() if value and value.strip()}
    needed = ["SLACK_BOT_TOKEN"]
    if "SLACK_APP_TOKEN" not in given:
        needed.append("SLACK_SIGNING_SECRET")
    return [
        setting_needed(name, "morbot run needs it to talk to Slack")
        for name in needed
        if name not in given
    ]
