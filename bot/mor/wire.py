"""Parses MOR's answers as they arrive.

The shape is `<page><local_calls><call>…` [documented]. Elements are matched by local name, unknown
ones are skipped, and each call is freed once it is read, so memory does not grow with the answer.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from lxml import etree

from bot.calls.model import Call
from bot.mor import texts as say
from bot.mor.envelope import Envelope

LONGEST_ANSWER = 4 * 1024**3  # bytes of XML; a million calls are 0.6 GiB
LONGEST_GAP = 1024**2  # bytes, compressed or not, without one whole call in them
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
# `GMT +0000` now, `GMT +02:00` in older versions, `(GMT+02:00) Vilnius` as Rails names its zones.
_OFFSET = re.compile(
    r"\(?(?:GMT|UTC|Z)?\s*(?:([+-])(\d{1,2}):?([0-5]\d)?)?(?:\).{0,60})?", re.ASCII | re.IGNORECASE
)
_FARTHEST = timedelta(hours=14)
_AFTER_ROOT = etree.ErrorTypes.ERR_DOCUMENT_END


class AnswerReader:
    """Parses one answer: `read` it whole, or `feed` it and then `close` it.

    All three raise Garbled and Refused. `zone` is that of MOR's clock; With None, the
    offset beside each call is trusted. An answer of more than `longest` bytes is Garbled.
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
            raise say.refusal("".join(map(str, part.itertext())))


def _drop_namespaces(element: etree._Element) -> None:
    """Remove namespaces, for example of an XHTML wrapper, from an element's tags."""
    for part in element.iter():
        part.tag = etree.QName(part).localname


class CallDates:
    """Parses the dates of calls.

    MOR writes wall time and an offset. In older versions the offset may be the server's at the
    time of the request instead of the call's. So with a `zone`, the wall time is read in that
    zone, and the offset only decides which one is meant when an hour is repeated. Without a zone
    the offset is trusted; a missing offset means UTC, as in MOR's documentation.
    """

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone
        self._offset_in_hour = lru_cache(maxsize=1024)(self._find_offset_in_hour)

    def read(self, date: str, offset: str) -> datetime:
        """Return the aware time of `2018-02-22 12:23:08` with `GMT +0000`, with a fixed offset
        or, within a repeated hour, in the zone. Raises ValueError.
        """
        if len(date) != 19:
            date = date.strip()
        # fromisoformat() accepts many more forms; extreme years cannot be converted to other zones.
        if len(date) != 19 or date[7] != "-" or date[16] != ":" or not "1970" <= date < "9999":
            raise ValueError("not a date as MOR writes it")
        if self._zone is None:
            suffix = _suffix(offset)
        else:
            suffix = self._offset_in_hour(date[:13])
            if not suffix:
                return self._near_a_change(date, offset)
        # Appending the offset as text is ten times faster than datetime.replace().
        return datetime.fromisoformat(date + suffix)

    def _find_offset_in_hour(self, hour: str) -> str:
        """The offset of the whole hour `2018-02-22 12`; empty if it changes or is ambiguous."""
        edges = [
            datetime.fromisoformat(hour + edge).replace(tzinfo=self._zone, fold=fold)
            for edge in (":00:00", ":59:59")
            for fold in (0, 1)
        ]
        offsets = {edge.isoformat()[19:] for edge in edges}
        return offsets.pop() if len(offsets) == 1 else ""

    def _near_a_change(self, date: str, offset: str) -> datetime:
        first = datetime.fromisoformat(date).replace(tzinfo=self._zone)
        second = first.replace(fold=1)
        try:
            written = datetime.fromisoformat(date + _suffix(offset)).utcoffset()
        except ValueError:
            return first
        return second if written == second.utcoffset() else first


@lru_cache(maxsize=256)
def _suffix(offset: str) -> str:
    """MOR's offset in ISO 8601 (`+02:00`). Raises ValueError."""
    found = _OFFSET.fullmatch(offset.strip())
    if found is None:
        raise ValueError("not an offset as MOR writes it")
    sign, hours, minutes = found.groups()
    distance = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if distance > _FARTHEST:
        raise ValueError("no place on earth has this offset")
    zone = timezone(-distance if sign == "-" else distance)
    return datetime(1970, 1, 1, tzinfo=zone).isoformat()[19:]
