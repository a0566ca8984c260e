"""The values of the domain: immutable, comparable, without side effects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Call(NamedTuple):
    """One local call as MOR lists it. MOR gives no id: two equal rows are two calls.

    `at` is aware. Text fields are MOR's own: untrusted and possibly empty.
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
    """A half-open period: `start` is inclusive, `end` exclusive. Both are aware.

    Whole seconds only, as in MOR. Raises ValueError for a naive bound, or if `end` is not after
    `start` (compared as instants, so a repeated hour is no problem).
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
        """Elapsed seconds. Subtracting two datetimes of one zone would compare wall clocks."""
        return int(self.end.timestamp()) - int(self.start.timestamp())


class Role(StrEnum):
    """A MOR role. Accountants are not supported."""

    ADMIN = "admin"
    RESELLER = "reseller"
    USER = "user"


MOR_ADMIN_ID = 0  # MOR's own administrator, who owns the resellers and the direct users


@dataclass(frozen=True, slots=True)
class Account:
    """The MOR user that a person asks as.

    `user_id` is None for an admin linked without a MOR user. `owner_id` is the MOR id of the
    account's owner: 0 for the admin, else a reseller. `foreign_refused` means that MOR was seen
    to refuse this account foreign ids; a reseller without it may only use their own id.
    """

    username: str
    user_id: int | None
    role: Role
    owner_id: int = MOR_ADMIN_ID
    foreign_refused: bool = False

    @property
    def key_id(self) -> int:
        """The owner of the secret key that signs: 0 for the admin, else a reseller."""
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
    """The person a question is about, as typed. `value` is a MOR id in digits, a MOR username, a
    Slack user id for a mention, and empty for ME.
    """

    kind: WhoKind
    value: str = ""


class FilterKey(StrEnum):
    """The field of a filter: `ip` and `device` are either side's, `channel` and `callerid` the
    originator's, `to` is the terminator's user or device.
    """

    DEVICE = "device"
    IP = "ip"
    CHANNEL = "channel"
    CALLERID = "callerid"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Filter:
    """`key:pattern`; `%` in the pattern matches any characters, case does not matter."""

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
    """The form of an answer."""

    TABLE = "table"
    CHART = "chart"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed question. `phrase` is the period as typed ("" means today), so that it can be read
    again later; `period` is what it meant when it was asked. `typed` is the whole text, empty if
    nobody typed just this.
    """

    who: Who
    phrase: str
    period: Period
    filters: tuple[Filter, ...] = ()
    group: Group | None = None
    output: Output = Output.TABLE
    oldest_first: bool = False
    typed: str = field(default="", compare=False)


class Count(NamedTuple):
    """The number of calls of a group. `key` is a label, or for hours and days their start as an
    aware datetime in the asker's zone.
    """

    key: str | datetime
    calls: int


@dataclass(frozen=True, slots=True)
class Series:
    """Calls over time in consecutive points, also those without calls.

    A point covers `step` hours or days (`unit`) of the asker's zone, from its key on.
    """

    unit: Group
    step: int
    points: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The summary of calls. All figures cover all calls that passed the filters, not only a page.

    `page` holds the first `page_size` calls in the query's order. `busiest_hour` is None without
    calls; of equal hours the earliest wins. `groups` is empty if none were asked for; hours and
    days are in time order (those without calls are left out), the others by count, then name.
    `devices` counts the distinct non-empty labels of either side. `over_time` and `top_devices`
    (those with most calls) fit into a chart and do not depend on the groups.
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
    """The MOR user that a question is about; `full_name` is what MOR calls them, if known."""

    user_id: int
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its report, ready to be shown.

    Times are shown in `zone` (an IANA name). `zone_assumed` means that it is not the person's own
    but the configured default. `asked_at` is aware. The report holds the calls of page
    `page_number`; the other pages are stored under `id`, unless it is empty.
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
