"""An answer about calls as a Slack message."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask.blocks.calls_chart import calls_chart
from bot.ask.blocks.controls import controls
from bot.ask.blocks.filters import filters_line, typed
from bot.ask.blocks.tables import Sized, calls_table, groups_table
from bot.ask.texts import answers
from bot.calls.model import Answer, Filter, Output, Period, WhoKind
from bot.slack.kit import limits, times
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    code,
    context,
    header,
    lines,
    message,
    plain,
)

_SEPARATOR = plain(" · ")
_LONGER = ((7, "last 7 days"), (30, "last 30 days"))


def answer_message(answer: Answer, *, plain: bool = False) -> Message:
    """The answer within Slack's limits: whose calls, period and zone, totals, the first calls
    or the groups or their chart, and whatever had to be left out.

    `plain` puts monospace text in place of tables and charts, which not every workspace takes yet.
    """
    target = answer.target
    name = label(target.name, limits.CELL) if target.name else ""
    title = answers.title(name, target.user_id)
    summary = [header(title), _summary(answer)]
    blocks = next(filter(limits.fits, _drawings(answer, summary, plain=plain)))
    total = kit_texts.counted(answer.report.total, "call")
    bounds = times.bounds(answer.query.period, ZoneInfo(answer.zone))
    simpler = None if plain else partial(answer_message, answer, plain=True)
    return message(answers.fallback(title, total, bounds), blocks, simpler)


def _drawings(answer: Answer, summary: list[Block], *, plain: bool) -> Iterator[list[Block]]:
    """The message's blocks in ever smaller sizes; the last one always fits."""
    if answer.report.total:
        for drawn, notes in _view(answer)(answer, plain=plain):
            yield [*summary, *drawn, *_notes(answer, notes), *controls(answer)]
    else:
        yield [*summary, _empty(answer), *_notes(answer, []), *controls(answer)]


def _view(answer: Answer) -> Callable[..., Sized]:
    if answer.query.output is Output.CHART:
        return calls_chart
    return groups_table if answer.report.group else calls_table


def _summary(answer: Answer) -> Block:
    zone = ZoneInfo(answer.zone)
    period = answer.query.period
    return lines(
        [bold(times.bounds(period, zone))],
        [plain(times.in_words(period, zone))],
        filters_line(answer.query.filters),
        _totals(answer, zone),
    )


def _totals(answer: Answer, zone: ZoneInfo) -> list[Part]:
    report = answer.report
    if not report.total:
        return []
    if answer.query.filters:
        parts = [bold(answers.passed_filters(report.total, report.unfiltered_total))]
    else:
        parts = [bold(kit_texts.counted(report.total, "call"))]
    parts += [_SEPARATOR, plain(kit_texts.counted(report.devices, "device"))]
    busiest = report.busiest_hour
    if busiest is not None and not isinstance(busiest.key, str):
        start = times.moment(busiest.key, zone, seconds=False)
        parts += [_SEPARATOR, plain(answers.busiest_hour(start, busiest.calls))]
    return parts


def _empty(answer: Answer) -> Block:
    """Why there is nothing to show, and something else to ask."""
    query = answer.query
    if answer.report.unfiltered_total:
        said = answers.nothing_passed_filters(answer.report.unfiltered_total)
        return lines([bold(said)], *_wider_filter(query.filters))
    who = "" if query.who.kind is WhoKind.ME else f"user:{answer.target.user_id} "
    if query.period.start.timestamp() > answer.asked_at.timestamp():
        example = [plain(f"{answers.TRY_PAST} "), code(f"{who}today")]
        return lines([bold(answers.NOT_BEGUN)], example)
    longer = _longer(query.period)
    if not longer:
        return lines([bold(answers.NO_CALLS)], [plain(answers.CHECK_USER)])
    example = [plain(f"{answers.TRY_LONGER} "), code(f"{who}{longer}")]
    return lines([bold(answers.NO_CALLS)], example)


def _wider_filter(filters: Sequence[Filter]) -> Iterator[list[Part]]:
    exact = next((each for each in filters if "%" not in each.pattern), None)
    if exact is not None:
        wider = Filter(exact.key, f"%{exact.pattern}%")
        yield [plain(f"{answers.LOOSEN_FILTERS} "), code(typed(wider))]


def _longer(period: Period) -> str:
    return next((phrase for days, phrase in _LONGER if period.seconds < days * 86_400), "")


def _notes(answer: Answer, notes: list[str]) -> Iterator[Block]:
    if answer.zone_assumed:
        notes = [*notes, answers.zone_assumed(answer.zone)]
    if notes:
        yield context(notes)
