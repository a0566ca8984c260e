"""Parses MOR's answers as they arrive.

The shape is `<page><local_calls><call>…` [documented]. Elements are matched by local name, unknown
ones are skipped, and each call is freed once it is read, so memory does not grow with the answer.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from operator import attrgetter
from zoneinfo import ZoneInfo

from lxml import etree

from bot.calls.model import Call
from bot.mor import texts as say
from bot.mor.calldate import CallDates
from bot.mor.envelope import Envelope

LONGEST_ANSWER = 4 * 1024**3  # bytes of XML; a million calls are 0.6 GiB
LONGEST_GAP = 1024**2  # bytes, packed or unpacked, without one whole call in them
_ROOT = re.compile(rb"<([A-Za-z]+)")
_EMPTY = etree.Element("empty")
# The parts of a call, in the order and the spelling of the documentation.
_DOCUMENTED = [
    "calldate",
    "originator_device",
    "originator_caller_id",
    "orignator_ip",
    "orignator_channel",
    "terminator_user",
    "terminator_device",
    "terminator_ip",
]
# MOR itself misspells these; the right spelling is understood too.
_RIGHT_SPELLING = {"orignator_ip": "originator_ip", "orignator_channel": "originator_channel"}
_TAG_AND_TEXT = attrgetter("tag", "text")
_AFTER_ROOT = etree.ErrorTypes.ERR_DOCUMENT_END


class AnswerReader:
    """Parses one answer: `read` it whole, or `feed` it and then `close` it.

    All three raise Garbled and Refused. `zone` is that of MOR's clock; None believes the offset
    beside each call. An answer of more than `longest` bytes is Garbled.
    """

    def __init__(self, zone: ZoneInfo | None = None, *, longest: int = LONGEST_ANSWER) -> None:
        self._envelope = Envelope()
        self._dates = CallDates(zone)
        self._longest = longest
        self._size = 0
        self._gap = 0
        self._packed_gap = 0
        self._parser: etree.XMLPullParser | None = None
        self._root: etree._Element | None = None
        self._listing: etree._Element | None = None  # the local_calls being read
        self._ended = False

    async def read(self, body: AsyncIterator[bytes]) -> AsyncIterator[list[Call]]:
        """Yield the calls of a whole answer, letting other tasks run after each piece."""
        async for data in body:
            for calls in self.feed(data):
                yield calls
                await asyncio.sleep(0)
        yield self.close()

    def feed(self, data: bytes) -> Iterator[list[Call]]:
        """Yield the calls that `data` completes: a list, often empty, for each piece of at most
        about two milliseconds of work.
        """
        found = False
        for xml in self._envelope.feed(data):
            if xml and not self._ended:
                self._parse(xml)
            calls = [] if self._listing is None else self._take(self._listing, whole=False)
            self._bound(max(len(xml), self._envelope.taken), len(calls))
            found = found or bool(calls)
            yield calls
        self._packed_gap = 0 if found else self._packed_gap + len(data)
        if self._packed_gap > LONGEST_GAP:  # endless gzip with nothing in it
            raise say.too_long(self._packed_gap)

    def close(self) -> list[Call]:
        """End the answer. Return the calls not handed out yet."""
        self._envelope.close()
        if self._parser and not self._ended:
            try:
                self._parser.close()
            except etree.XMLSyntaxError:
                raise say.cut_short() from None
        calls: list[Call] = []
        for listing in self.page.iter("{*}local_calls"):
            calls += self._take(listing, whole=True)
        return calls

    @property
    def page(self) -> etree._Element:
        """The answer without its calls, once it was read to its end. Raises Garbled, Refused."""
        if self._root is None:
            raise say.cut_short()
        _refuse_errors(self._root)
        if etree.QName(self._root).localname != "page":
            raise say.not_an_answer()
        return self._root

    def _bound(self, size: int, calls: int) -> None:
        """Raise Garbled for an endless answer, with or without calls in it."""
        self._size += size
        self._gap = 0 if calls else self._gap + size
        if self._size > self._longest or self._gap > LONGEST_GAP:
            raise say.too_long(self._size)

    def _parse(self, xml: bytes) -> None:
        if self._parser is None:
            self._parser = _parser_for(xml)
        try:
            self._parser.feed(xml)
        except etree.XMLSyntaxError:
            if self._parser.feed_error_log[-1].type != _AFTER_ROOT:
                raise say.broken_xml() from None
            self._ended = True  # after the root, the rest of a wrapper is allowed
        for _, element in self._parser.read_events():
            assert isinstance(element, etree._Element)  # noqa: S101, SLF001 -- told to mypy
            if self._root is None:
                self._root = element
            elif self._listing is None:
                self._listing = element

    def _take(self, listing: etree._Element, *, whole: bool) -> list[Call]:
        """Take the calls out of the listing. Unless it is whole, its last element may be
        incomplete, so it stays.
        """
        count = len(listing) if whole else len(listing) - 1
        calls = [
            self._call(element)
            for element in listing[:count]  # type: ignore[index] # the stubs do not know slices
            if element.tag == "call" or _is_call(element)
        ]
        # Nothing may refer to an element by now, or lxml would copy it first.
        del listing[:count]
        return calls

    def _call(self, call: etree._Element) -> Call:
        # Slices are twice as fast as iterators and look-ups by name; the stubs do not know them.
        parts: list[etree._Element] = call[:]  # type: ignore[index, assignment] # see above
        if [part.tag for part in parts] != _DOCUMENTED:
            parts = _as_documented(parts)
        dated, device, caller_id, ip, channel, user, other_device, other_ip = parts
        when = dict(map(_TAG_AND_TEXT, dated[:]))  # type: ignore[index] # see above
        date, offset = when.get("date") or "", when.get("timezone") or ""
        try:
            at = self._dates.read(date, offset)
        except ValueError:
            _refuse_errors(call)
            raise say.unreadable_time(date[:40], offset[:40]) from None
        fields = (
            at,
            device.text or "",
            caller_id.text or "",
            ip.text or "",
            channel.text or "",
            user.text or "",
            other_device.text or "",
            other_ip.text or "",
        )
        return tuple.__new__(Call, fields)  # half the time of Call(), which counts in millions


def _is_call(element: etree._Element) -> bool:
    """Whether an element of the listing is a call, perhaps in a namespace. Raises Refused."""
    _refuse_errors(element)
    _drop_namespaces(element)
    return element.tag == "call"


def _as_documented(parts: list[etree._Element]) -> list[etree._Element]:
    """The parts of a call in the documented order; an empty element for each missing one."""
    named = {part.tag: part for part in parts}

    def found(name: str) -> etree._Element:
        part = named.get(name, _EMPTY)
        return part if part.text else named.get(_RIGHT_SPELLING.get(name, name), _EMPTY)

    return [found(name) for name in _DOCUMENTED]


def _parser_for(xml: bytes) -> etree.XMLPullParser:
    """A parser that reports the start of the root in `xml` and of its listing."""
    root = _ROOT.match(xml)
    assert root is not None  # noqa: S101 -- the envelope makes it so
    return etree.XMLPullParser(
        events=("start",),
        tag=["{*}" + root[1].decode(), "{*}local_calls"],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_errors(element: etree._Element) -> None:
    """Raise Refused for the first error in an element; MOR wraps them in many ways."""
    for part in element.iter():
        if etree.QName(part).localname.lower() == "error":
            raise say.refusal("".join(map(str, part.itertext())))


def _drop_namespaces(element: etree._Element) -> None:
    """Remove namespaces, for example of an XHTML wrapper, from an element's tags."""
    for part in element.iter():
        part.tag = etree.QName(part).localname
