"""Reads MOR's answers as they arrive, calls first.

The shape is `<page><local_calls><call>…` [documented]. Elements are matched by local name, unknown
ones are passed over, and each call is freed once it was read, so memory stays flat however many
there are.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from lxml import etree

from bot.calls.model import Call
from bot.errors import Garbled
from bot.messages import mor as say
from bot.mor.calldate import CallClock
from bot.mor.envelope import Envelope
from bot.mor.refusals import refusal

LONGEST_ANSWER = 4 * 1024**3  # bytes of XML; a million calls are 0.6 GiB
LONGEST_GAP = 1024**2  # bytes of XML without one whole call in them
_MOST_LAYOUTS = 100  # orders of elements to remember; MOR has one
_AFTER_ROOT = etree.ErrorTypes.ERR_DOCUMENT_END

# The names of a call's elements in the order of Call's text fields. The misspelt ones are
# MOR's [documented]; should it ever mend them, both are understood.
_FIELDS = (
    ("originator_device",),
    ("originator_caller_id",),
    ("orignator_ip", "originator_ip"),
    ("orignator_channel", "originator_channel"),
    ("terminator_user",),
    ("terminator_device",),
    ("terminator_ip",),
)
_TAG = attrgetter("tag")
_ERROR_TAGS = ["{*}" + "".join(word) for word in product(*((c, c.upper()) for c in "error"))]


class _Layout(NamedTuple):
    """Where the parts of a call stand among all elements under it; -1 for what it lacks."""

    date: int
    offset: int
    fields: "itemgetter[Any]"


class AnswerReader:
    """Reads one answer: `feed` it, then `close` it. Both raise Garbled and Refused.

    `zone` is that of MOR's clock, None to believe the offset beside each call.
    """

    def __init__(self, zone: ZoneInfo | None = None, *, longest: int = LONGEST_ANSWER) -> None:
        self._envelope = Envelope()
        self._clock = CallClock(zone)
        self._longest = longest
        self._size = 0
        self._gap = 0
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=["{*}page", "{*}local_calls", *_ERROR_TAGS],
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        self._page: etree._Element | None = None  # once it has ended
        self._listing: etree._Element | None = None  # while it is being read
        self._layouts: dict[tuple[str, ...], _Layout] = {}

    def feed(self, data: bytes) -> Iterator[list[Call]]:
        """Yield the calls that `data` completes, a list (often empty) for each bounded piece of
        work, so that whoever else is waiting can be let in between.
        """
        for xml in self._envelope.feed(data):
            calls = [] if self._page is not None else self._parse(xml)
            self._watch(len(xml), len(calls))
            yield calls

    def close(self) -> etree._Element:
        """Say that nothing more will come; the page that was read, without its calls."""
        self._envelope.close()
        if self._page is None:
            raise Garbled(*say.cut_short(), code="mor-garbled")
        return self._page

    def _watch(self, size: int, calls: int) -> None:
        """Stop an answer without end, with or without calls in it."""
        self._size += size
        self._gap = 0 if calls else self._gap + size
        if self._size > self._longest or self._gap > LONGEST_GAP:
            raise Garbled(*say.too_long(self._size // 1_000_000), code="mor-garbled")

    def _parse(self, xml: bytes) -> list[Call]:
        fault: etree.XMLSyntaxError | None = None
        try:
            self._parser.feed(xml)
        except etree.XMLSyntaxError as error:
            fault = error
        calls = self._take_calls()
        # The rest of a wrapper after the page is no fault.
        if fault and not (self._page is not None and fault.code == _AFTER_ROOT):
            raise Garbled(*say.broken_answer(), code="mor-garbled")
        return calls

    def _take_calls(self) -> list[Call]:
        calls: list[Call] = []
        for event, element in self._parser.read_events():
            name = _local_name(element.tag)
            if name == "page":
                if event == "end" and element.getparent() is None:
                    self._page = element
            elif name == "local_calls":
                if event == "start" and self._listing is None:
                    self._listing = element
                elif event == "end" and element is self._listing:
                    self._listing = None
                    self._read(element, element[:], calls)
            elif event == "end":
                raise refusal("".join(element.itertext()))
        if self._listing is not None:
            # The last element may still be under way.
            self._read(self._listing, self._listing[:-1], calls)
        return calls

    def _read(
        self, listing: etree._Element, elements: list[etree._Element], calls: list[Call]
    ) -> None:
        """Append the calls among `elements`, the first ones of the listing, and free them."""
        for element in elements:
            under = list(element.iter())
            tags = tuple(map(_TAG, under))
            if _local_name(tags[0]) != "call":
                continue
            if (layout := self._layouts.get(tags)) is None:
                if len(self._layouts) == _MOST_LAYOUTS:
                    self._layouts.clear()
                layout = self._layouts[tags] = _learn_layout(under)
            texts = [part.text or "" for part in under]
            texts.append("")  # what -1 in a layout leads to
            try:
                at = self._clock.read(texts[layout.date], texts[layout.offset])
            except ValueError:
                words = say.unreadable_time(texts[layout.date][:40], texts[layout.offset][:40])
                raise Garbled(*words, code="mor-garbled") from None
            calls.append(Call(at, *layout.fields(texts)))
        del listing[: len(elements)]


def _learn_layout(under: list[etree._Element]) -> _Layout:
    """The layout of calls made of these elements in this order, the call itself first."""

    def first(parent: etree._Element, *names: str) -> int:
        places = (
            place
            for name in names
            for place, part in enumerate(under)
            if part.getparent() is parent and _local_name(part.tag) == name
        )
        return next(places, -1)

    call = under[0]
    calldate = first(call, "calldate")
    fields = itemgetter(*(first(call, *names) for names in _FIELDS))
    if calldate < 0:
        return _Layout(-1, -1, fields)
    return _Layout(first(under[calldate], "date"), first(under[calldate], "timezone"), fields)


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    """The name without its namespace, as an XHTML wrapper would give it."""
    return tag.rpartition("}")[2]
