"""Which calls pass the filters of a question."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from bot.calls.model import Call, Filter, FilterKey

_FIELDS: dict[FilterKey, tuple[str, ...]] = {
    FilterKey.DEVICE: ("originator_device", "terminator_device"),
    FilterKey.IP: ("originator_ip", "terminator_ip"),
    FilterKey.CHANNEL: ("originator_channel",),
    FilterKey.CALLERID: ("originator_caller_id",),
    FilterKey.TO: ("terminator_user", "terminator_device"),
}


def passing(filters: Sequence[Filter]) -> Callable[[Call], bool]:
    """A test for calls, prepared once for a question: does a call pass every one of `filters`?

    A filter on two fields passes where either matches. A pattern without `%` must be the whole
    field; each `%` stands for any run of characters, none included. Case does not matter.
    """
    tests = [_test(one) for one in filters]
    if len(tests) == 1:
        return tests[0]
    return lambda call: all(test(call) for test in tests)


def _test(one: Filter) -> Callable[[Call], bool]:
    matches = matcher(one.pattern)
    field, *second = (attrgetter(name) for name in _FIELDS[one.key])
    if not second:
        return lambda call: matches(field(call))
    other = second[0]
    return lambda call: matches(field(call)) or matches(other(call))


def matcher(pattern: str) -> Callable[[str], bool]:
    """A test for texts: are they like `pattern`, in which each `%` stands for anything?

    Plain searches from left to right rather than a regular expression, so that a pattern like
    `%a%a%a%a%` cannot be made to take long.
    """
    head, *rest = pattern.casefold().split("%")
    if not rest:
        return lambda text: text.casefold() == head
    *middle, tail = rest
    pieces = [piece for piece in middle if piece]

    def matches(text: str) -> bool:
        text = text.casefold()
        if not text.startswith(head):
            return False
        at = len(head)
        end = len(text) - len(tail)
        for piece in pieces:
            found = text.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return at <= end and text.endswith(tail)

    return matches
