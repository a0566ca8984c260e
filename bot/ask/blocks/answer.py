"""An answer about calls as a Slack message."""

from collections.abc import Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask.blocks.charts import calls_chart
from bot.ask.blocks.tables import Sized, calls_table, groups_table
from bot.ask.controls import controls
from bot.ask.texts import answers as say
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
_FILTERS = 5  # that are repeated
_PATTERN = 40  # characters of a filter that are repeated


def answer_message(answer: Answer, *, plain: bool = False) -> Message:
    """Draw an answer within Slack's limits.

    It shows whose calls they are, the period and zone, totals, then a page of calls, groups or a
    chart, and what had to be left out. `plain` draws monospace text instead of tables and charts,
    which not every workspace has.
    """
    target = answer.target
    name = label(target.name, limits.CELL) if target.name else ""
    title = say.title(name, target.user_id)
    above, below = [header(title), _summary(answer)], controls(answer)
    blocks = limits.fitting(
        [*above, *drawn, *_notes(answer, notes), *below] for drawn, notes in _view(answer, plain)
    )
    total = kit_texts.counted(answer.report.total, "call")
    bounds = times.bounds(answer.query.period, ZoneInfo(answer.zone))
    simpler = None if plain else partial(answer_message, answer, plain=True)
    return message(say.fallback(title, total, bounds), blocks, simpler)


def filters_line(filters: Sequence[Filter]) -> list[Part]:
    """Return the first filters in a line, as they are typed; nothing without filters."""
    if not filters:
        return []
    each = [part for one in filters[:_FILTERS] for part in (plain(" "), code(_typed(one)))]
    more = [plain(" …")] if len(filters) > _FILTERS else []
    return [plain(say.FILTERS), *each, *more]


def _view(answer: Answer, without_tables: bool) -> Sized:
    """Return what the answer shows, in ever smaller sizes; the last one always fits."""
    if not answer.report.total:
        return iter([([_empty(answer)], [])])
    if answer.query.output is Output.CHART:
        return calls_chart(answer, plain=without_tables)
    draw = groups_table if answer.report.group else calls_table
    return draw(answer, plain=without_tables)


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
        parts = [bold(say.passed_filters(report.total, report.unfiltered_total))]
    else:
        parts = [bold(kit_texts.counted(report.total, "call"))]
    parts += [_SEPARATOR, plain(kit_texts.counted(report.devices, "device"))]
    busiest = report.busiest_hour
    if busiest is not None and not isinstance(busiest.key, str):
        start = times.moment(busiest.key, zone, seconds=False)
        parts += [_SEPARATOR, plain(say.busiest_hour(start, busiest.calls))]
    return parts


def _empty(answer: Answer) -> Block:
    """Say why there is nothing to show, and what else to ask."""
    query = answer.query
    if answer.report.unfiltered_total:
        said = say.nothing_passed_filters(answer.report.unfiltered_total)
        return lines([bold(said)], *_wider_filter(query.filters))
    who = "" if query.who.kind is WhoKind.ME else f"user:{answer.target.user_id} "
    if query.period.start.timestamp() > answer.asked_at.timestamp():
        example = [plain(f"{say.TRY_PAST} "), code(f"{who}today")]
        return lines([bold(say.NOT_BEGUN)], example)
    longer = _longer(query.period)
    if not longer:
        return lines([bold(say.NO_CALLS)], [plain(say.CHECK_USER)])
    example = [plain(f"{say.TRY_LONGER} "), code(f"{who}{longer}")]
    return lines([bold(say.NO_CALLS)], example)


def _wider_filter(filters: Sequence[Filter]) -> Iterator[list[Part]]:
    exact = next((each for each in filters if "%" not in each.pattern), None)
    if exact is not None:
        wider = Filter(exact.key, f"%{exact.pattern}%")
        yield [plain(f"{say.LOOSEN_FILTERS} "), code(_typed(wider))]


def _longer(period: Period) -> str:
    return next((phrase for days, phrase in _LONGER if period.seconds < days * 86_400), "")


def _notes(answer: Answer, notes: list[str]) -> Iterator[Block]:
    if answer.zone_assumed:
        notes = [*notes, say.zone_assumed(answer.zone)]
    if notes:
        yield context(notes)


def _typed(one: Filter) -> str:
    """Return a filter as it is typed, shortened if it is long."""
    pattern = label(one.pattern, _PATTERN)
    return f'{one.key}:"{pattern}"' if " " in pattern else f"{one.key}:{pattern}"
