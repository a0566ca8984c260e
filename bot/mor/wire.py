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
from bot.mor.call_dates import CallDates
from bot.mor.documented_calls import TEXT_PARTS, DocumentedCalls
from bot.mor.envelope import Envelope

LONGEST_ANSWER = 4 * 1024**3  # bytes of XML; a million calls are 0.6 GiB
LONGEST_GAP = 1024**2  # bytes, compressed or not, without one whole call in them
_ROOT = re.compile(rb"<([A-Za-z]+)")
_EMPTY = etree.Element("empty")
_DOCUMENTED = ["calldate", *TEXT_PARTS]
# MOR itself misspells these; the right spelling is understood too.
_RIGHT_SPELLING = {"orignator_ip": "originator_ip", "orignator_channel": "originator_channel"}
_TAG_AND_TEXT = attrgetter("tag", "text")
_LISTING = b"<local_calls>"
_LAST_CALL = re.compile(rb".*</call>\s*(<call>)", re.DOTALL)
_AFTER_ROOT = etree.ErrorTypes.ERR_DOCUMENT_END


class AnswerReader:
    """Parses one answer: `read` it whole, or `feed` it and then `close` it.

    All three raise Garbled and Refused. `zone` is that of MOR's clock; With None, the
    offset beside each call is trusted. An answer of more than `longest` bytes is Garbled. With
    `parser_only` documented calls are read by the parser, too: to compare both ways.
    """

    def __init__(
        self,
        zone: ZoneInfo | None = None,
        *,
        longest: int = LONGEST_ANSWER,
        parser_only: bool = False,
    ) -> None:
        self._envelope = Envelope()
        self._dates = CallDates(zone)
        self._documented = DocumentedCalls(self._dates)
        self._longest = longest
        self._parser_only = parser_only
        self._size = 0
        self._gap = 0
        self._packed_gap = 0
        self._parser: etree.XMLPullParser | None = None
        self._root: etree._Element | None = None
        self._listing: etree._Element | None = None  # the local_calls being read
        self._between_calls = False  # the parser stands right in the listing, between two calls
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
            calls = self._read(xml)
            self._bound(max(len(xml), self._envelope.taken), len(calls))
            found = found or bool(calls)
            yield calls
        self._packed_gap = 0 if found else self._packed_gap + len(data)
        if self._packed_gap > LONGEST_GAP:  # endless gzip with nothing in it
            raise say.too_long(self._packed_gap)

    def close(self) -> list[Call]:
        """End the answer. Return the calls not handed out yet."""
        self._envelope.close()
        if held := self._documented.take_held():
            self._parse(held.encode())
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

    def _read(self, xml: bytes) -> list[Call]:
        """Return the calls that a piece completes: documented ones as such, others by the parser,
        which does not see the former.
        """
        calls: list[Call] = []
        while xml:
            if self._between_calls:
                found, xml = self._documented.read(xml)
                calls += found
                self._between_calls = not xml
            else:
                xml = self._parse_to_a_call(xml)
                if self._listing is not None:
                    calls += self._take(self._listing, whole=self._between_calls)
        return calls

    def _parse_to_a_call(self, xml: bytes) -> bytes:
        """Parse a piece, if possible only to where a call may begin. Return the rest."""
        if self._parser_only:
            self._parse(xml)
            return b""
        if self._listing is None:
            before, tag, rest = xml.partition(_LISTING)
            self._parse(before)
            inside = self._listing is not None
            self._parse(tag)
            self._between_calls = not inside and self._listing is not None
            return rest
        if (call := _LAST_CALL.match(xml)) is None:
            self._parse(xml)
            return b""
        self._parse(xml[: call.start(1)])
        self._between_calls = self._is_between_calls(self._listing)
        if self._between_calls:
            return xml[call.start(1) :]
        self._parse(xml[call.end(1) :])
        return b""

    def _is_between_calls(self, listing: etree._Element) -> bool:
        """Parse the tag of a call. Return whether it is an element of the listing, and then take it
        back: it may as well be in a comment.
        """
        elements = len(listing)
        self._parse(b"<call>")
        if len(listing) == elements or listing[-1].tag != "call":
            return False
        self._parse(b"</call>")
        del listing[-1]
        return True

    def _parse(self, xml: bytes) -> None:
        if self._ended or not xml:
            return
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
    assert root is not None  # noqa: S101 -- the envelope ensures it
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
            raise say.refusal(" ".join(map(str, part.itertext())))


def _drop_namespaces(element: etree._Element) -> None:
    """Remove namespaces, for example of an XHTML wrapper, from an element's tags."""
    for part in element.iter():
        part.tag = etree.QName(part).localname
