"""The settings of digests, and of the replicas that send them."""

from pydantic import Field
from pydantic_settings import BaseSettings


class DigestSettings(BaseSettings):
    """When digests are sent, and by whom. A part of `Settings`."""

    digest_shortest_interval: int = Field(
        60, ge=1, le=525_600, description="Minutes that must lie between two runs of a digest"
    )
    digests_per_person: int = Field(
        20, ge=1, le=10_000, description="Digests that one person may have"
    )
    digest_tick: int = Field(
        60,
        ge=0,
        le=60,
        description=(
            "Seconds between two checks for due digests, at most 60; `0` sends none from "
            "this process"
        ),
    )
    digest_grace: float = Field(
        60,
        gt=0,
        le=1440,
        description=(
            "Minutes that a digest may be late after an outage. A later one is listed as missed"
        ),
    )
    digest_parallel: int = Field(
        4, ge=1, le=64, description="Digests that this process reads and posts at the same time"
    )
    digest_post_limit: float = Field(
        60,
        gt=0,
        le=600,
        description=(
            "Seconds to wait for Slack's answer to a post. After that nobody knows "
            "whether it was posted, and its owner is told"
        ),
    )
    digest_history_days: int = Field(
        90,
        ge=1,
        le=36_500,
        description="Days for which the outcome of each run, and each deleted digest, is kept",
    )
    replica: str = Field(
        "",
        max_length=60,
        pattern=r"^[A-Za-z0-9._-]*$",
        description=(
            "The name of this process among several on the same PostgreSQL, the same "
            "after a restart. Unset, it is made from the host's name and the database"
        ),
    )
    replica_silence: float = Field(
        30,
        gt=0,
        le=600,
        description=(
            "Seconds without a heartbeat of a process after which others take over its digests "
            "and unanswered questions"
        ),
    )
