"""The name and content of a file in any format: columns with headings, and rows to read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.ask.files.spool import CallSpool
from bot.ask.texts import answers as say
from bot.calls.model import Answer, Count, Group, Period

Cell = str | int | date | datetime
"""A datetime is aware and in the sheet's zone; a date is a day there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, the column's width in characters, and whether it holds times."""

    heading: str
    width: int
    times: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a file. `size` is its number of rows.

    `title` says whose calls they are, `first` and `last` are the days that they are from, both
    inclusive, in `zone`.
    """

    title: str
    first: date
    last: date
    zone: ZoneInfo
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    size: int


_CALL_COLUMNS = (
    Column(say.WHEN, 20, times=True),
    Column(say.FROM_DEVICE, 24),
    Column(say.CALLER_ID, 26),
    Column(say.FROM_IP, 16),
    Column(say.CHANNEL, 24),
    Column(say.TO_USER, 24),
    Column(say.TO_DEVICE, 24),
    Column(say.TO_IP, 16),
)
_WIDTHS = {Group.HOUR: 20, Group.DAY: 12}


def sheet_of(answer: Answer, spool: CallSpool) -> Sheet:
    """Return the groups of an answer, or without groups all its calls, which are in the spool."""
    zone, group = ZoneInfo(answer.zone), answer.query.group
    first, last = _days_of(answer.query.period, zone)
    title = say.title(answer.target.name, answer.target.user_id)
    if group is None:
        calls = spool.rows(zone, oldest_first=answer.query.oldest_first)
        return Sheet(title, first, last, zone, _CALL_COLUMNS, calls, len(spool))
    columns = (
        Column(say.GROUP_HEADINGS[group], _WIDTHS.get(group, 32), group is Group.HOUR),
        Column(say.CALLS, 10),
    )
    counts = answer.report.groups
    rows = (_count_row(count, group, zone) for count in counts)
    return Sheet(title, first, last, zone, columns, rows, len(counts))


def file_name(answer: Answer) -> str:
    """Return `local-calls_user-5_2026-11-16_2026-11-22.csv`, with both days inclusive.

    With groups it is `local-calls_user-5_by-day_2026-11-16_2026-11-22.csv`. Nothing in it comes
    from MOR.
    """
    query = answer.query
    first, last = _days_of(query.period, ZoneInfo(answer.zone))
    group = [f"by-{query.group}"] if query.group else []
    whose = f"user-{answer.target.user_id}"
    return "_".join(["local-calls", whose, *group, f"{first}", f"{last}.{query.output}"])


def _days_of(period: Period, zone: ZoneInfo) -> tuple[date, date]:
    """Return the first and the last day that a period touches in a zone, both inclusive."""
    end = datetime.fromtimestamp(int(period.end.timestamp()) - 1, zone)
    return period.start.astimezone(zone).date(), end.date()


def _count_row(count: Count, group: Group, zone: ZoneInfo) -> tuple[Cell, int]:
    if isinstance(count.key, str):
        return count.key, count.calls
    here = count.key.astimezone(zone)
    return here.date() if group is Group.DAY else here, count.calls
