"""What a file holds, whatever its kind: named columns and rows, read once from front to end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.ask.files.spool import Spool
from bot.ask.texts import answers
from bot.calls.model import Answer, Count, Group, Period

Cell = str | int | date | datetime
"""A datetime is aware and in the sheet's zone; a date is a day there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide its column is drawn, in characters, and whether it is one of times."""

    heading: str
    width: int
    times: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`first` and `last` are the days it is about, both included, in `zone`; `title` says whose
    calls they are. `size` is the number of rows.
    """

    title: str
    first: date
    last: date
    zone: ZoneInfo
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    size: int


_CALL_COLUMNS = (
    Column(answers.WHEN, 20, times=True),
    Column(answers.FROM_DEVICE, 24),
    Column(answers.CALLER_ID, 26),
    Column(answers.FROM_IP, 16),
    Column(answers.CHANNEL, 24),
    Column(answers.TO_USER, 24),
    Column(answers.TO_DEVICE, 24),
    Column(answers.TO_IP, 16),
)
_WIDTHS = {Group.HOUR: 20, Group.DAY: 12}


def sheet_of(answer: Answer, spool: Spool) -> Sheet:
    """The groups of an answer that has some; else all its calls, as they lie in the spool."""
    zone, group = ZoneInfo(answer.zone), answer.query.group
    first, last = days_of(answer.query.period, zone)
    title = answers.title(answer.target.name, answer.target.user_id)
    if group is None:
        calls = spool.rows(zone, oldest_first=answer.query.oldest_first)
        return Sheet(title, first, last, zone, _CALL_COLUMNS, calls, len(spool))
    columns = (
        Column(answers.GROUP_HEADINGS[group], _WIDTHS.get(group, 32), group is Group.HOUR),
        Column(answers.CALLS, 10),
    )
    counts = answer.report.groups
    rows = (_count_row(count, group, zone) for count in counts)
    return Sheet(title, first, last, zone, columns, rows, len(counts))


def days_of(period: Period, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day that a period touches in a zone, both included."""
    end = datetime.fromtimestamp(int(period.end.timestamp()) - 1, zone)
    return period.start.astimezone(zone).date(), end.date()


def _count_row(count: Count, group: Group, zone: ZoneInfo) -> tuple[Cell, int]:
    if isinstance(count.key, str):
        return count.key, count.calls
    here = count.key.astimezone(zone)
    return here.date() if group is Group.DAY else here, count.calls
