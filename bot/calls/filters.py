"""Tests whether calls pass the filters of a question."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from bot.calls.characters import one_form
from bot.calls.model import Call, Filter, FilterKey

_FIELDS: dict[FilterKey, tuple[str, ...]] = {
    FilterKey.DEVICE: ("originator_device", "terminator_device"),
    FilterKey.IP: ("originator_ip", "terminator_ip"),
    FilterKey.CHANNEL: ("originator_channel",),
    FilterKey.CALLERID: ("originator_caller_id",),
    FilterKey.TO: ("terminator_user", "terminator_device"),
}


def passing(filters: Sequence[Filter]) -> Callable[[Call], bool]:
    """Return a predicate: does a call pass all `filters`?

    A filter on two fields passes if either matches. A pattern without `%` must be the whole
    field; each `%` matches any number of characters. Case does not matter, and neither does how
    accents are encoded.
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
    """Return a predicate: does a text match `pattern`, in which each `%` matches anything?

    It searches from left to right instead of using a regular expression, so that patterns like
    `%a%a%a%a%` cannot be slow.
    """
    head, *rest = one_form(pattern.casefold()).split("%")
    if not rest:
        return lambda text: one_form(text.casefold()) == head
    *middle, tail = rest
    pieces = [piece for piece in middle if piece]

    def matches(text: str) -> bool:
        text = one_form(text.casefold())
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
