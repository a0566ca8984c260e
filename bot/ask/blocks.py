"""Answers about calls as Slack messages: to the asker, shared, and the words beside a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask import delivery_texts as delivery
from bot.ask import texts as say
from bot.ask.controls import (
    controls,
    controls_for_all,
    other_period,
    share_button,
    shared_file_button,
)
from bot.ask.file_formats import FileFacts
from bot.ask.tables_and_charts import Sized, calls_chart, calls_table, groups_table
from bot.calls.model import Answer, Filter, Output, Target, WhoKind
from bot.calls.query_text import command_text
from bot.ids import is_slack_user
from bot.slack import texts as slack_texts
from bot.slack.kit import limits, times
from bot.slack.kit.escape import cut, defuse, escape, label
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
_SHARED = 800  # characters of what is added to an answer that is shared
_QUESTION = 150  # characters of it that are repeated
_FILTERS = 5  # that are repeated
_PATTERN = 40  # characters of a filter that are repeated
_FILTERS_BESIDE_FILE = 500  # characters of the filters that are repeated there


def answer_message(answer: Answer, *, plain: bool = False, sortable: bool = True) -> Message:
    """Draw an answer within Slack's limits.

    It shows how many calls there are and when, whose they are, the bounds and the question, then a
    page of calls, groups or a chart, and what had to be left out. Not every workspace has tables
    that can be `sortable`; `plain` draws monospace text instead of any tables and charts.
    """
    above, below = _above(answer), controls(answer)
    blocks = limits.fitting(
        (
            [*above, *drawn, *_notes(answer, notes), *below]
            for drawn, notes in _view(answer, without_tables=plain, sortable=sortable)
        ),
        _SHARED if below else 0,
    )
    total = slack_texts.counted(answer.report.total, "call")
    bounds = times.bounds(answer.query.period, ZoneInfo(answer.zone))
    text = say.fallback(say.title(answer.target), total, bounds)
    simpler = None if plain else partial(answer_message, answer, plain=not sortable, sortable=False)
    return message(text, blocks, simpler)


def filters_line(filters: Sequence[Filter]) -> list[Part]:
    """Return the first filters in a line, as they are typed; nothing without filters."""
    if not filters:
        return []
    each = [part for one in filters[:_FILTERS] for part in (plain(" "), code(_typed(one)))]
    more = [plain(" …")] if len(filters) > _FILTERS else []
    return [plain(say.FILTERS), *each, *more]


def _view(answer: Answer, *, without_tables: bool, sortable: bool) -> Sized:
    """Return what the answer shows, in ever smaller sizes; the last one always fits."""
    if not answer.report.total:
        return iter([([_empty(answer)], [])])
    if answer.query.output is Output.CHART:
        return calls_chart(answer, plain=without_tables)
    draw = groups_table if answer.report.group else calls_table
    return draw(answer, plain=without_tables, sortable=sortable)


def _above(answer: Answer) -> list[Block]:
    """Return what stands first: how many calls and when, whose, and in small print the rest."""
    zone, query, report = ZoneInfo(answer.zone), answer.query, answer.report
    found, totals = say.NONE_FOUND, []
    if report.total:
        found = slack_texts.counted(report.total, "call")
        if query.filters:
            found = say.passed_filters(report.total, report.unfiltered_total)
        totals.append(plain(slack_texts.counted(report.devices, "device")))
        busiest = report.busiest_hour
        if busiest is not None and not isinstance(busiest.key, str):
            start = times.moment(busiest.key, zone, seconds=False)
            totals += [_SEPARATOR, plain(say.busiest_hour(start, busiest.calls))]
    asked = query.typed if query.who.kind is not WhoKind.MENTION else ""
    asked = asked or command_text(query, answer.target, answer.account)
    return [
        header(say.head(found, times.brief(query.period, zone, answer.asked_at))),
        lines([bold(say.title(answer.target))], totals),
        context([times.bounds(query.period, zone)]),
        context([say.question(cut(asked, _QUESTION))]),
    ]


def _empty(answer: Answer) -> Block:
    """Say why there is nothing to show, and what else to ask."""
    query = answer.query
    if answer.report.unfiltered_total:
        said = say.nothing_passed_filters(answer.report.unfiltered_total)
        return lines([bold(said)], *_wider_filter(query.filters))
    begun = query.period.start.timestamp() <= answer.asked_at.timestamp()
    other = other_period(answer)
    why = [bold(say.NO_CALLS if begun else say.NOT_BEGUN)]
    if other is None:
        return lines(why, [plain(say.CHECK_USER)])
    if answer.id:
        return lines(why)  # the button says the rest
    example = command_text(other, answer.target, answer.account)
    return lines(why, [plain(f"{say.TRY_LONGER if begun else say.TRY_PAST} "), code(example)])


def _wider_filter(filters: Sequence[Filter]) -> Iterator[list[Part]]:
    exact = next((each for each in filters if "%" not in each.pattern), None)
    if exact is not None:
        wider = Filter(exact.key, f"%{exact.pattern}%")
        yield [plain(f"{say.LOOSEN_FILTERS} "), code(_typed(wider))]


def _notes(answer: Answer, notes: list[str]) -> Iterator[Block]:
    if answer.zone_assumed:
        notes = [*notes, say.zone_assumed(answer.zone)]
    if notes:
        yield context(notes)


def _typed(one: Filter) -> str:
    """Return a filter as it is typed, shortened if it is long."""
    pattern = label(one.pattern, _PATTERN)
    return f'{one.key}:"{pattern}"' if " " in pattern else f"{one.key}:{pattern}"


def words_beside(answer: Answer, facts: FileFacts) -> str:
    """Return the words posted with a file, as mrkdwn. What is MOR's stands in a code span."""
    zone, period = ZoneInfo(answer.zone), answer.query.period
    told = [
        f"*{_whose(answer.target)}*",
        escape(times.bounds(period, zone)),
        escape(times.in_words(period, zone)),
        f"{say.FILTERS} {_typed_as_code(answer.query.filters)}" if answer.query.filters else "",
        escape(_holds(answer, facts)),
        *map(escape, _file_notes(answer, facts)),
    ]
    return "\n".join(filter(None, told))


def delivered_message(answer: Answer, facts: FileFacts) -> Message:
    """Tell the person, where they asked, that the file is in their direct messages."""
    size = plain(f", {delivery.size(facts.octets)}")
    return _message(
        delivery.delivered(answer.query.output), [code(facts.name), size], answer, facts
    )


def saved_message(answer: Answer, facts: FileFacts, path: str, *, replaced: bool) -> Message:
    """Tell the person, in the terminal, where the file was saved."""
    said = delivery.saved(answer.query.output, path, replaced=replaced)
    return _message(said, [plain(delivery.size(facts.octets))], answer, facts)


def _message(said: str, file: list[Part], answer: Answer, facts: FileFacts) -> Message:
    paragraph = lines(
        [bold(said)],
        file,
        [plain(times.bounds(answer.query.period, ZoneInfo(answer.zone)))],
        [plain(_holds(answer, facts))],
    )
    notes = _file_notes(answer, facts)
    return message(said, [paragraph, context(notes)] if notes else [paragraph])


def _holds(answer: Answer, facts: FileFacts) -> str:
    report = answer.report
    if answer.query.group:
        return delivery.counts(report.total, answer.query.group, facts.lines)
    if answer.query.filters:
        return say.passed_filters(report.total, report.unfiltered_total)
    return slack_texts.counted(report.total, "call")


def _file_notes(answer: Answer, facts: FileFacts) -> list[str]:
    notes = []
    if facts.shown is not None and facts.shown != answer.report.total:
        notes.append(delivery.changed(facts.shown, answer.report.total))
    if facts.sheets > 1:
        notes.append(delivery.several_sheets(facts.sheets))
    if answer.query.group:
        notes.append(delivery.without_group(answer.query.group))
    if answer.zone_assumed:
        notes.append(say.zone_assumed(answer.zone))
    return notes


def _whose(target: Target) -> str:
    name = target.full_name and _as_code(target.full_name)
    return say.title(replace(target, full_name=name))


def _typed_as_code(filters: Sequence[Filter]) -> str:
    typed = " ".join(f"{each.key}:{each.pattern}" for each in filters)
    return _as_code(cut(defuse(typed), _FILTERS_BESIDE_FILE))


def _as_code(text: str) -> str:
    """Return a mrkdwn code span, in which only a backtick has a meaning."""
    harmless = escape(text.replace("`", "'"))
    return f"`{harmless}`"


def shared_message(answer: Message, user_id: str) -> Message:
    """Return what the asker sees, with their name, and a button to remove it instead of share it.

    Raises ValueError if `user_id` is no Slack user id.
    """
    blocks: list[Block] = []
    for block in answer.blocks:
        if block["type"] == "actions":
            blocks += [_by(user_id), *controls_for_all(block)]
        else:
            blocks.append(block)
    simpler = answer.simpler
    return Message(
        answer.text,
        blocks,
        None if simpler is None else lambda: shared_message(simpler(), user_id),
    )


def share_question(answer_id: str, page: int) -> Message:
    """Ask whether an answer is to be shared, and say who will read it."""
    said = lines([bold(delivery.SHARE_QUESTION)], [plain(delivery.WHO_WILL_READ)])
    return message(delivery.SHARE_QUESTION, [said, share_button(answer_id, page)])


def shared_notice(answer: Answer) -> Message:
    """Tell the person who has shared an answer, with a button that posts its file as well."""
    return message(delivery.SHARED, [lines([plain(delivery.SHARED)]), shared_file_button(answer)])


def words_for_all(answer: Answer, facts: FileFacts, user_id: str) -> str:
    """Return the words posted with a file in a channel, as mrkdwn, with the poster's name."""
    return f"{words_beside(answer, facts)}\n{delivery.file_by(_mention(user_id))}"


def _by(user_id: str) -> Block:
    """Return the only mrkdwn of an answer: a mention, by the user id that Slack gave."""
    text = delivery.shared_by(_mention(user_id))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _mention(user_id: str) -> str:
    if not is_slack_user(user_id):
        raise ValueError(f"not a Slack user id: {user_id!r}")
    return f"<@{user_id}>"
