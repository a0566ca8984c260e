"""The sections of a digest: its numbers, its chart, its lists. Each has notes for the end.

With `bars` a chart is text in lines of that width.
"""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.ask import texts as answers
from bot.ask.blocks import filters_line
from bot.ask.tables_and_charts import name_axes, time_axes
from bot.calls import series
from bot.calls.model import Group, Output, Period, Series
from bot.digests import posting_texts as say
from bot.digests.report import MOST_ADDRESSES, MOST_PAIRS, DigestContent, NewAddresses
from bot.slack import texts as slack_texts
from bot.slack.kit import times
from bot.slack.kit.chart import Axes, Pairs, chart, text_chart
from bot.slack.kit.escape import cut, label
from bot.slack.kit.message import Block, Part, bold, bullets, lines, plain

Section = tuple[list[Block], list[str]]

NOTHING: Section = ([], [])

_CHARTED = 6  # names in a chart
_FAULT = 150  # characters of an error's sentence
_TIMES = (Group.HOUR, Group.DAY)
_DAY = timedelta(days=1)


def totals(content: DigestContent) -> str:
    """Return how many calls, and how that differs from before."""
    answer, before = content.answer, content.before
    report = answer.report
    if answer.query.filters:
        said = answers.passed_filters(report.total, report.unfiltered_total)
    else:
        said = slack_texts.counted(report.total, "call")
    if before is None or before.calls is None:
        return said
    earlier = _period_before(content, before.period)
    return f"{said}, {say.change(report.total, before.calls, earlier)}"


def summary(content: DigestContent) -> Block:
    """Show period, zone and filters, then the totals, or that there are no calls."""
    answer = content.answer
    zone = ZoneInfo(answer.zone)
    return lines(
        [bold(times.bounds(answer.query.period, zone))],
        [plain(times.in_words(answer.query.period, zone))],
        filters_line(answer.query.filters),
        *(_numbers(content, zone) if answer.report.total else _empty(content)),
    )


def _numbers(content: DigestContent, zone: ZoneInfo) -> Iterable[list[Part]]:
    report = content.answer.report
    more = [slack_texts.counted(report.devices, "device")]
    busiest = report.busiest_hour
    if busiest is not None and not isinstance(busiest.key, str):
        start = times.moment(busiest.key, zone, seconds=False)
        more.append(answers.busiest_hour(start, busiest.calls))
    yield [bold(totals(content))]
    yield [plain(" · ".join(more))]
    yield _unread(content)


def _empty(content: DigestContent) -> Iterable[list[Part]]:
    report, before = content.answer.report, content.before
    if content.ahead:
        yield [bold(answers.NOT_BEGUN)]
    elif report.unfiltered_total:
        yield [bold(answers.nothing_passed_filters(report.unfiltered_total))]
    else:
        yield [bold(answers.NO_CALLS)]
    if before is not None and before.calls is not None:
        yield [plain(say.were(before.calls, _period_before(content, before.period)))]
    yield _unread(content)


def _unread(content: DigestContent) -> list[Part]:
    before = content.before
    if before is None or before.calls is not None:
        return []
    return [plain(say.unread(_period_before(content, before.period), cut(before.fault, _FAULT)))]


def _period_before(content: DigestContent, before: Period) -> str:
    """Return the earlier period in words."""
    period = content.answer.query.period
    adjoining = before.end.timestamp() == period.start.timestamp()
    return say.before(_days_apart(content, before), before.seconds, adjoining=adjoining)


def _days_apart(content: DigestContent, before: Period) -> int:
    """Return how many days by the wall clock two periods are apart; 0 if not whole days."""
    zone = ZoneInfo(content.answer.zone)
    starts = (content.answer.query.period.start, before.start)
    first, earlier = (at.astimezone(zone).replace(tzinfo=None) for at in starts)
    days, rest = divmod(first - earlier, _DAY)
    return 0 if rest else days


def over_time(content: DigestContent, bars: int | None = None) -> Section:
    """Show calls over time, by hour or day if that is asked for; nothing for a single bar."""
    answer = content.answer
    report, zone = answer.report, ZoneInfo(answer.zone)
    timed: Series = report.over_time
    if report.group in _TIMES:
        timed = series.over_time(report.groups, answer.query.period, zone, report.group)
    if not report.total or len(timed.points) == 1:
        return NOTHING
    notes = [answers.bars_combined(timed.unit, timed.step)] if timed.step > 1 else []
    title = answers.calls_per(timed.unit, timed.step)
    axes = time_axes(timed, zone)
    return [_chart(title, times.points(timed, zone), axes, bars)], notes


def busiest(content: DigestContent, number: int, width: int, bars: int | None = None) -> Section:
    """Show the devices with most calls, or what else is counted: as a list, or as a chart if one is
    asked for.
    """
    report = content.answer.report
    group = Group.DEVICE
    counts = report.top_devices
    if report.group is not None and report.group not in _TIMES:
        group, counts = report.group, [one for one in report.groups if one.key]
    if not counts or not number:
        return NOTHING
    notes = [answers.NAMES_NOT_UNIQUE if group is Group.USER else answers.BOTH_SIDES]
    if content.answer.query.output is Output.CHART:
        named = [(str(name), calls) for name, calls in counts[: min(number * 2, _CHARTED)]]
        return [_chart(answers.busiest_names(group), named, name_axes(group), bars)], notes
    items = [say.named(label(str(one.key), width), one.calls) for one in counts[:number]]
    return _listed(answers.busiest_names(group), items), notes


def pairs(content: DigestContent, number: int, width: int) -> Section:
    """Show the pairs with most calls."""
    if not content.pairs or not number:
        return NOTHING
    items = [
        say.pair(label(one.origin, width), label(one.destination, width), one.calls)
        for one in content.pairs[:number]
    ]
    notes = [say.pairs_not_whole(MOST_PAIRS)] if content.all_pairs is None else []
    return _listed(say.PAIRS, items), notes


def new_addresses(content: DigestContent, number: int, width: int, *, shown: int = 0) -> Section:
    """Show the addresses that no earlier period has, after the first that are `shown`."""
    new = content.new_addresses
    if new is None:
        return NOTHING
    if new.fault:
        return [lines([plain(say.addresses_unread(cut(new.fault, _FAULT)))])], []
    zone = ZoneInfo(content.answer.zone)
    items = [
        say.address(label(one.ip, width), one.calls, times.moment(one.first, zone))
        for one in new.found[shown:number]
    ]
    if number and len(new.found) > number:
        items.append(say.more(len(new.found) - number))
    notes = [] if new.whole else [say.addresses_not_whole(MOST_ADDRESSES)]
    title = say.new_addresses(len(new.found), _periods(content, new))
    return _listed(title, items) if new.found else [lines([plain(title)])], notes


def _periods(content: DigestContent, new: NewAddresses) -> str:
    before = content.before
    if before is None:
        raise ValueError("new addresses without an earlier period")
    period = content.answer.query.period
    adjoining = before.period.end.timestamp() == period.start.timestamp()
    cut = period.end.timestamp() == content.slot.timestamp()
    days = _days_apart(content, before.period)
    return say.in_periods(new.periods, days, same_hours=not adjoining and not cut)


def _chart(title: str, points: Pairs, axes: Axes, bars: int | None) -> Block:
    return chart(title, points, axes) if bars is None else text_chart(title, points, bars)


def _listed(title: str, items: list[str]) -> list[Block]:
    blocks = [lines([bold(title)])]
    if items:
        blocks.append(bullets([plain(item)] for item in items))
    return blocks
