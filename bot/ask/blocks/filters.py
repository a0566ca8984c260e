"""The filters of a question, repeated as they are typed."""

from collections.abc import Sequence

from bot.ask.texts import answers
from bot.calls.model import Filter
from bot.slack.kit.escape import label
from bot.slack.kit.message import Part, code, plain

_SHOWN = 5
_PATTERN = 40  # characters of a filter that are repeated


def filters_line(filters: Sequence[Filter]) -> list[Part]:
    """The first of them, in a line; nothing where there are none."""
    if not filters:
        return []
    each = [part for one in filters[:_SHOWN] for part in (plain(" "), code(typed(one)))]
    more = [plain(" …")] if len(filters) > _SHOWN else []
    return [plain(answers.FILTERS), *each, *more]


def typed(each: Filter) -> str:
    """A filter as it is typed, cut where it is long."""
    pattern = label(each.pattern, _PATTERN)
    return f'{each.key}:"{pattern}"' if " " in pattern else f"{each.key}:{pattern}"
