"""The chart of an answer, in a few sizes: the best first, the smallest last.

Without groups there are two charts, of the calls over time and of the busiest devices; else one, of
the groups. Messages have a limit of characters, so names with the fewest calls may go.
"""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.ask.blocks.tables import Sized
from bot.ask.texts import answers as say
from bot.calls.model import Answer, Count, Group, Report, Series
from bot.calls.series import MOST_POINTS, over_time
from bot.slack.kit import times
from bot.slack.kit.chart import TEXT_WIDTH, Pairs, chart, text_chart
from bot.slack.kit.message import Block

_DEVICES = 10  # beside a chart over time
_NARROW = 40
_TIMES = (Group.HOUR, Group.DAY)

_Titled = tuple[str, Pairs]


def calls_chart(answer: Answer, *, plain: bool) -> Sized:
    """Draw the charts, with the notes that belong below them."""
    timed, timed_notes = _timed(answer)
    names = _names(answer.report)
    for number, width in _sizes(len(names), plain=plain):
        named, named_notes = _named(answer.report, names[:number])
        charts: list[Block] = [
            text_chart(*one, width) if plain else chart(*one) for one in (*timed, *named)
        ]
        yield charts, [*timed_notes, *named_notes]


def _sizes(names: int, *, plain: bool) -> Iterator[tuple[int, int]]:
    """Yield how many names there are, and how wide bars of text are."""
    yield names, TEXT_WIDTH
    if plain:
        yield names, _NARROW
    while names > 1:
        names = names * 9 // 10
        yield names, _NARROW


def _timed(answer: Answer) -> tuple[list[_Titled], list[str]]:
    """Return the chart over time, if there is one, and its notes."""
    report, zone = answer.report, ZoneInfo(answer.zone)
    if report.group is None:
        series: Series = report.over_time
    elif report.group in _TIMES:
        series = over_time(report.groups, answer.query.period, zone, report.group)
    else:
        return [], []
    title = say.calls_per(series.unit, series.step)
    notes = [say.bars_combined(series.unit, series.step)] if series.step > 1 else []
    return [(title, times.points(series, zone))], notes


def _names(report: Report) -> Sequence[Count]:
    if report.group is None:
        return report.top_devices[:_DEVICES]
    return () if report.group in _TIMES else report.groups[:MOST_POINTS]


def _named(report: Report, names: Sequence[Count]) -> tuple[list[_Titled], list[str]]:
    """Return the chart of the names with most calls, if there are any, and its notes."""
    if not names:
        return [], []
    group = report.group or Group.DEVICE
    total = len(report.groups) if report.group else report.devices
    notes = [say.names_left_out(len(names), total, group)] if len(names) < total else []
    notes.append(say.NAMES_NOT_UNIQUE if group is Group.USER else say.BOTH_SIDES)
    return [(say.busiest_names(group), [(str(name), calls) for name, calls in names])], notes
