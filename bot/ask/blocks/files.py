"""The words beside a file, and the message that says where it is."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.ask.files.formats import FileFacts
from bot.ask.texts import answers, files
from bot.calls.model import Answer, Filter
from bot.slack.kit import texts as kit_texts
from bot.slack.kit import times
from bot.slack.kit.escape import cut, defuse, escape
from bot.slack.kit.message import Message, Part, bold, code, context, lines, message, plain

_FILTERS = 500  # characters of the filters that are repeated


def words_beside(answer: Answer, facts: FileFacts) -> str:
    """Return the words posted with a file, as mrkdwn. From MOR it only has numbers."""
    zone, period = ZoneInfo(answer.zone), answer.query.period
    told = [
        f"*{escape(answers.title('', answer.target.user_id))}*",
        escape(times.bounds(period, zone)),
        escape(times.in_words(period, zone)),
        f"{answers.FILTERS} `{_typed(answer.query.filters)}`" if answer.query.filters else "",
        escape(_holds(answer, facts)),
        *map(escape, _notes(answer, facts)),
    ]
    return "\n".join(filter(None, told))


def delivered_message(answer: Answer, facts: FileFacts) -> Message:
    """Tell the person, where they asked, that the file is in their direct messages."""
    size = plain(f", {files.size(facts.octets)}")
    return _message(files.delivered(answer.query.output), [code(facts.name), size], answer, facts)


def saved_message(answer: Answer, facts: FileFacts, path: str, *, replaced: bool) -> Message:
    """Tell the person, in the terminal, where the file was saved."""
    said = files.saved(answer.query.output, path, replaced=replaced)
    return _message(said, [plain(files.size(facts.octets))], answer, facts)


def _message(said: str, file: list[Part], answer: Answer, facts: FileFacts) -> Message:
    paragraph = lines(
        [bold(said)],
        file,
        [plain(times.bounds(answer.query.period, ZoneInfo(answer.zone)))],
        [plain(_holds(answer, facts))],
    )
    notes = _notes(answer, facts)
    return message(said, [paragraph, context(notes)] if notes else [paragraph])


def _holds(answer: Answer, facts: FileFacts) -> str:
    report = answer.report
    if answer.query.group:
        return files.counts(report.total, answer.query.group, facts.lines)
    if answer.query.filters:
        return answers.passed_filters(report.total, report.unfiltered_total)
    return kit_texts.counted(report.total, "call")


def _notes(answer: Answer, facts: FileFacts) -> list[str]:
    notes = []
    if facts.shown is not None and facts.shown != answer.report.total:
        notes.append(files.changed(facts.shown, answer.report.total))
    if facts.sheets > 1:
        notes.append(files.several_sheets(facts.sheets))
    if answer.query.group:
        notes.append(files.without_group(answer.query.group))
    if answer.zone_assumed:
        notes.append(answers.zone_assumed(answer.zone))
    return notes


def _typed(filters: Sequence[Filter]) -> str:
    """Return the filters for a mrkdwn code span, where only a backtick has a meaning."""
    typed = " ".join(f"{each.key}:{each.pattern}" for each in filters)
    return escape(cut(defuse(typed), _FILTERS).replace("`", "'"))
