"""The words of the domain. Everything here is a value: immutable, comparable, without behaviour
that reaches outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Call(NamedTuple):
    """One local call as MOR lists it. MOR gives no id: two equal rows are two calls.

    `at` is aware. Text fields are MOR's own, untrusted and possibly empty.
    """

    at: datetime
    originator_device: str
    originator_caller_id: str
    originator_ip: str
    originator_channel: str
    terminator_user: str
    terminator_device: str
    terminator_ip: str


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time: `start` belongs to it, `end` does not. Both are aware.

    Whole seconds only, since MOR knows no finer ones. Raises ValueError for a naive bound or
    where `end` is not after `start` (compared as instants, so a repeated hour is told apart).
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a period needs aware bounds")
        if self.start.microsecond or self.end.microsecond:
            raise ValueError("a period has whole seconds")
        if self.seconds <= 0:
            raise ValueError("a period needs an end after its start")

    @property
    def seconds(self) -> int:
        """Elapsed seconds. (Subtracting two datetimes of one zone would compare wall clocks.)"""
        return int(self.end.timestamp()) - int(self.start.timestamp())


class Role(StrEnum):
    """A MOR role. Accountants are not supported."""

    ADMIN = "admin"
    RESELLER = "reseller"
    USER = "user"


MOR_ADMIN_ID = 0  # MOR's own administrator, who owns the resellers and the direct users


@dataclass(frozen=True, slots=True)
class Account:
    """The MOR user in whose name a person asks.

    `user_id` is None for an admin linked without an id of his own. `owner_id` is the MOR id of
    whoever owns the account: 0 for the admin, else a reseller. `foreign_refused` says that
    MOR was seen to refuse ids that are not his; a reseller without it is held to his own id.
    """

    username: str
    user_id: int | None
    role: Role
    owner_id: int = MOR_ADMIN_ID
    foreign_refused: bool = False

    @property
    def key_id(self) -> int:
        """Whose secret key signs: 0 the admin's, else that reseller's."""
        if self.role is Role.RESELLER and self.user_id is not None:
            return self.user_id
        return MOR_ADMIN_ID if self.role is Role.ADMIN else self.owner_id


class WhoKind(StrEnum):
    """How a question names the person it is about."""

    ME = "me"
    ID = "id"
    NAME = "name"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a question is about, as typed. `value` is a MOR id in digits, a MOR username, a Slack
    user id for a mention, and empty for ME.
    """

    kind: WhoKind
    value: str = ""


class FilterKey(StrEnum):
    """What a filter looks at: IP either side, channel and caller id of the originator,
    `device` the originator's or terminator's device, `to` the terminator's user or device.
    """

    DEVICE = "device"
    IP = "ip"
    CHANNEL = "channel"
    CALLERID = "callerid"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Filter:
    """`key:pattern`; `%` in the pattern stands for any run of characters, case does not matter."""

    key: FilterKey
    pattern: str


class Group(StrEnum):
    """What calls are counted by. `USER` is the terminator's display name, which is not unique."""

    HOUR = "hour"
    DAY = "day"
    DEVICE = "device"
    IP = "ip"
    USER = "user"


class Output(StrEnum):
    """In what form the answer is wanted."""

    TABLE = "table"
    CHART = "chart"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Query:
    """A question that was understood. `phrase` is the period as typed ("" means today), so that
    it can be read afresh later; `period` is what it meant at the asker's clock.
    """

    who: Who
    phrase: str
    period: Period
    filters: tuple[Filter, ...] = ()
    group: Group | None = None
    output: Output = Output.TABLE
    oldest_first: bool = False


class Count(NamedTuple):
    """How often something occurred. `key` is a label, or for hours and days their start as an
    aware datetime in the asker's zone.
    """

    key: str | datetime
    calls: int


@dataclass(frozen=True, slots=True)
class Series:
    """Calls over time in points that follow one another, the silent ones with 0.

    A point is `step` hours or days (`unit`) of the clock in the asker's zone, from its key on.
    """

    unit: Group
    step: int
    points: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader of calls wants to know. All figures are over the calls that passed the
    filters, whatever the size of the page.

    `page` holds the first `page_size` calls in the asked order. `busiest_hour` is None without
    calls; among equals the earliest wins. `groups` is empty when none were asked for; hours and
    days come in time order (silent ones left out), the others by count, then name.
    `devices` counts the distinct labels seen on either side, empty ones left out. `over_time` and
    `top_devices`, those with most calls, are what a chart has room for, whatever the groups.
    """

    total: int
    unfiltered_total: int
    devices: int
    busiest_hour: Count | None
    page: Sequence[Call]
    page_size: int
    group: Group | None = None
    groups: Sequence[Count] = ()
    over_time: Series = Series(Group.HOUR, 1, ())
    top_devices: Sequence[Count] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The MOR user a question turned out to be about; `name` is empty where it is not known."""

    user_id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its outcome, ready to be drawn.

    Times are drawn in `zone` (an IANA name). `zone_assumed` says that it was not the person's own
    but the configured default. `asked_at` is aware. The report holds the calls of page
    `page_number`; the others can be had under `id`, unless it is empty.
    """

    account: Account
    target: Target
    query: Query
    report: Report
    zone: str
    zone_assumed: bool
    asked_at: datetime
    id: str = ""
    page_number: int = 1
