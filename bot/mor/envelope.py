"""Turns a MOR answer into clean XML: removes what an XML parser cannot read.

From the outside in: gzip (detected by its magic bytes, whatever the headers say), the encoding, an
HTML page or white space around the XML, then control characters, broken character references and
bare ampersands in it. Works on the answer as it arrives, in pieces of bounded size, so neither a
long answer nor a decompression bomb is ever in memory as a whole.
"""

import codecs
import re
import zlib
from collections.abc import Iterator

from bot.mor import texts as say

PIECE = 65_536  # bytes processed at a time: about two milliseconds of work
LONGEST_PROLOGUE = 1_048_576  # bytes before the root element

_GZIP = b"\x1f\x8b"
_GZIP_LAYERS = 2  # some methods answer gzipped [documented], a web server may gzip that again
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ROOT = re.compile(rb"<(?:page|status|(?i:error))(?=[\s/>])")
_DECLARED = re.compile(rb"<\?xml\s[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# A wrapper may have HTML's own DOCTYPE; any other could only bring entities.
_DOCTYPE = re.compile(rb"<!ENTITY|<!DOCTYPE(?!\s+html\b)", re.IGNORECASE)
# Single-byte encodings only: Python's codecs include many others, even decompressors.
_SINGLE_BYTE = re.compile(r"(us-)?ascii|latin-?\d|iso-?8859-\d{1,2}|(windows-|cp)125\d|koi8-[ru]")

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_CDATA = b"<![CDATA["
_TOKEN = re.compile(
    rb"<!\[CDATA\[|\]\]>|&(?:(?:amp|lt|gt|quot|apos);|#([0-9]{1,32});|#[xX]([0-9A-Fa-f]{1,32});)?"
)
# The start of a token that the next bytes may complete.
_UNFINISHED = re.compile(rb"(?:&[#0-9A-Za-z]{0,40}|<(?:!\[?[A-Z]{0,5})?|\]\]?)\Z")


class Gunzip:
    """Decompresses gzip if there is any, in pieces of at most PIECE bytes."""

    def __init__(self, layers: int = _GZIP_LAYERS) -> None:
        self._layers = layers
        self._head = b""
        self._inner: Gunzip | None = None  # gets the decompressed bytes; None for plain ones
        self._stream = zlib.decompressobj(wbits=31)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` adds to the plain answer. Raises Garbled for damaged gzip."""
        if len(self._head) < 2:
            data = self._head + data
            self._head = data[:2]
            if len(data) < 2:
                return
            if self._head == _GZIP and self._layers:
                self._inner = Gunzip(self._layers - 1)
        if self._inner is None:
            for start in range(0, len(data), PIECE):
                yield data[start : start + PIECE]
        else:
            for piece in self._unpack(data):
                yield from self._inner.feed(piece)

    def _unpack(self, data: bytes) -> Iterator[bytes]:
        piece = b""
        # A full piece means that zlib may have more, even when all input is consumed.
        while data or len(piece) == PIECE:
            if self._stream.eof:
                if not data.startswith(_GZIP):
                    return
                self._stream = zlib.decompressobj(wbits=31)
            try:
                piece = self._stream.decompress(data, PIECE)
            except zlib.error:
                raise say.damaged_gzip() from None
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            yield piece

    @property
    def whole(self) -> bool:
        """Whether each gzip stream has reached its end, checksum included."""
        return self._inner is None or (self._stream.eof and self._inner.whole)


class Envelope:
    """Turns the bytes of an answer into clean UTF-8 XML that begins with its root element.

    What follows the root is passed on. `taken` is the size of the last piece before cleaning,
    since cleaning may leave nothing of it.
    """

    def __init__(self) -> None:
        self.taken = 0
        self._gunzip = Gunzip()
        self._prologue = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = b""
        self._in_cdata = False
        self._found = False
        self._empty = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the XML that `data` adds, about PIECE bytes at a time at most, often none.

        Raises Garbled.
        """
        for piece in self._gunzip.feed(data):
            self._empty = False
            self.taken = len(piece)
            yield self._clean(self._to_utf8(piece)) if self._found else self._find_root(piece)

    def close(self) -> None:
        """End the answer. Raises Garbled if it cannot be a MOR answer."""
        if self._empty:
            raise say.empty_answer()
        if not self._gunzip.whole:
            raise say.cut_short()
        if not self._found:
            raise say.not_an_answer()

    def _find_root(self, data: bytes) -> bytes:
        if not self._prologue and data.startswith(_UTF16_MARKS):
            self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._prologue += self._to_utf8(data) if self._decoder else data
        root = _ROOT.search(self._prologue)
        if root is None:
            if len(self._prologue) > LONGEST_PROLOGUE:
                raise say.not_an_answer()
            return b""
        before, xml = self._prologue[: root.start()], self._prologue[root.start() :]
        if _DOCTYPE.search(before):
            raise say.doctype()
        self._found = True
        self._prologue = b""
        if self._decoder is None:
            self._decoder = _decoder_for(before)
            xml = self._to_utf8(xml)
        return self._clean(xml)

    def _to_utf8(self, data: bytes) -> bytes:
        assert self._decoder is not None  # noqa: S101 -- set with the root, for mypy
        return self._decoder.decode(data).encode()

    def _clean(self, data: bytes) -> bytes:
        if any(map(data.__contains__, _CONTROLS)):  # a third of the time that translate() takes
            data = data.translate(None, _CONTROLS)
        if self._held:
            data = self._held + data
        if not data.isascii():  # XML forbids U+FFFE and U+FFFF
            data = data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
        unfinished = _UNFINISHED.search(data, max(0, len(data) - 48))
        self._held = unfinished[0] if unfinished else b""
        if unfinished:
            data = data[: unfinished.start()]
        if b"&" in data or b"[" in data or self._in_cdata:
            data = _TOKEN.sub(self._repaired, data)
        return data

    def _repaired(self, token: re.Match[bytes]) -> bytes:
        """The valid form of a CDATA mark, a reference or a bare ampersand."""
        text = token[0]
        if text in {_CDATA, b"]]>"}:
            self._in_cdata = text == _CDATA
            return text
        if self._in_cdata:
            return text
        if text == b"&":
            return b"&amp;"
        digits, hexadecimal = token[1], token[2]
        if not digits and not hexadecimal:
            return text
        character = int(digits) if digits else int(hexadecimal, 16)
        return b"&#%d;" % character if _allowed(character) else b""


def _allowed(character: int) -> bool:
    """Whether XML 1.0 allows this code point in a text (section 2.2, Char)."""
    return (
        character in (0x9, 0xA, 0xD)
        or 0x20 <= character <= 0xD7FF
        or 0xE000 <= character <= 0xFFFD
        or 0x10000 <= character <= 0x10FFFF
    )


def _decoder_for(prologue: bytes) -> codecs.IncrementalDecoder:
    """The decoder for the declared encoding; UTF-8 if there is none or an unknown one.

    Undecodable bytes become replacement characters: one bad label must not lose all calls.
    """
    declared = _DECLARED.search(prologue)
    name = declared[1].decode().lower().replace("_", "-") if declared else ""
    if _SINGLE_BYTE.fullmatch(name):
        try:
            return codecs.getincrementaldecoder(name)("replace")
        except LookupError:  # for example iso-8859-99
            pass
    return codecs.getincrementaldecoder("utf-8")("replace")
