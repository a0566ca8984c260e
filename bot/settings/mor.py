"""The settings of MOR: how it is reached, and how much it is asked."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from bot.settings.values import FileAtHome, WebAddress, Zone


class MorSettings(BaseSettings):
    """How MOR is reached and asked. A part of `Settings`."""

    # It may contain a password, so no repr has it.
    mor_url: WebAddress = Field(
        repr=False,
        description=(
            "MOR's base address, usually ending in `/billing`, for example "
            "`https://mor.example.com/billing`"
        ),
    )
    mor_key_admin: SecretStr = Field(
        SecretStr(""), description="The admin's API Secret Key (in MOR: Settings > Setup > API)"
    )
    mor_recipe: Literal["documented", "key-only", "user-only", "disabled"] = Field(
        "documented",
        description="How MOR wants the hash: `documented`, `key-only`, `user-only` or `disabled`",
    )
    mor_timezone: Zone | None = Field(
        None,
        description=(
            "The zone of MOR's clock, for example `Europe/Vilnius`. Unset, the offset "
            "beside each call is trusted"
        ),
    )
    mor_timeout: float = Field(
        30, gt=0, le=600, description="Seconds MOR may stay silent before it counts as too slow"
    )
    mor_parallel: int = Field(
        4,
        ge=1,
        le=64,
        description=(
            "Requests to MOR at the same time, of all replicas together: each takes its share, at "
            "least one. Processes that send no digests (`DIGEST_TICK=0`) are not counted"
        ),
    )
    mor_breaker_failures: int = Field(
        5,
        ge=1,
        le=1000,
        description=(
            "Unanswered requests in a row after which MOR is left alone. People are then "
            "told at once that MOR is away"
        ),
    )
    mor_breaker_seconds: float = Field(
        30,
        gt=0,
        le=3600,
        description=(
            "Seconds for which MOR is left alone. Then one question is let through as a test"
        ),
    )
    questions_at_once: int = Field(
        2,
        ge=1,
        le=64,
        description=(
            "Questions of one person that are sent to MOR at the same time. More of them wait"
        ),
    )
    questions_per_minute: int = Field(
        30, ge=1, le=10_000, description="Questions that one person may ask in a minute"
    )
    mor_ca_file: FileAtHome = Field(
        "",
        description=(
            "A PEM file with the authority that signed MOR's certificate. Unset, those "
            "that the machine trusts are used"
        ),
    )
