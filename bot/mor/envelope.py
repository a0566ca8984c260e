"""Takes off what stands around and in a MOR answer that an XML parser cannot digest.

From the outside in: gzip (known by its magic bytes, whatever the headers say), the encoding, an
HTML page or white space around the XML, then control characters, broken character references and
bare ampersands in it. Works on the answer as it arrives, in pieces of bounded size, so neither a
long answer nor a decompression bomb ever stands in memory.
"""

import codecs
import re
import zlib
from collections.abc import Iterator

from bot.errors import Garbled
from bot.mor import texts as say

PIECE = 65_536  # bytes handled at one go: about two milliseconds of work
LONGEST_PROLOGUE = 1_048_576  # bytes that may stand before the answer proper

_GZIP = b"\x1f\x8b"
_GZIP_LAYERS = 2  # some methods answer gzipped [documented], a web server may do it once more
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ROOT = re.compile(rb"<(?:page|status|(?i:error))(?=[\s/>])")
_DECLARED = re.compile(rb"<\?xml\s[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# HTML's own DOCTYPE may stand in a wrapper; any other could only bring entities.
_DOCTYPE = re.compile(rb"<!ENTITY|<!DOCTYPE(?!\s+html\b)", re.IGNORECASE)
# Single-byte texts only: Python knows codecs of many other kinds, decompressors among them.
_SINGLE_BYTE = re.compile(r"(us-)?ascii|latin-?\d|iso-?8859-\d{1,2}|(windows-|cp)125\d|koi8-[ru]")

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_CDATA = b"<![CDATA["
_TOKEN = re.compile(
    rb"<!\[CDATA\[|\]\]>|&(?:(?:amp|lt|gt|quot|apos);|#([0-9]{1,32});|#[xX]([0-9A-Fa-f]{1,32});)?"
)
# The start of a token that the next bytes may complete.
_UNFINISHED = re.compile(rb"(?:&[#0-9A-Za-z]{0,40}|<(?:!\[?[A-Z]{0,5})?|\]\]?)\Z")


class Gunzip:
    """Unpacks gzip where there is any and hands out pieces of at most PIECE bytes."""

    def __init__(self, layers: int = _GZIP_LAYERS) -> None:
        self._layers = layers
        self._head = b""
        self._inner: Gunzip | None = None  # takes what was unpacked; None for plain bytes
        self._stream = zlib.decompressobj(wbits=31)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` adds to the unpacked answer. Raises Garbled for damaged gzip."""
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
        # A full piece means that zlib may hold more, even with all its input taken.
        while data or len(piece) == PIECE:
            if self._stream.eof:
                if not data.startswith(_GZIP):
                    return
                self._stream = zlib.decompressobj(wbits=31)
            try:
                piece = self._stream.decompress(data, PIECE)
            except zlib.error:
                raise Garbled(*say.DAMAGED_GZIP, code="mor-garbled") from None
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            yield piece

    @property
    def whole(self) -> bool:
        """False while a gzip stream has not come to its own end, check sum included."""
        return self._inner is None or (self._stream.eof and self._inner.whole)


class Envelope:
    """Turns the bytes of an answer into clean UTF-8 XML that begins with its root element.

    What follows the root is left to the reader, who knows where it ends. `taken` is how many
    unpacked bytes the piece fed last was made from: all of them may have been put aside.
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
        """Yield the XML that `data` adds, at most about PIECE bytes at a time.

        An empty piece stands for bytes that were looked at and put aside. Raises Garbled.
        """
        for piece in self._gunzip.feed(data):
            self._empty = False
            self.taken = len(piece)
            yield self._clean(self._to_utf8(piece)) if self._found else self._find_root(piece)

    def close(self) -> None:
        """Say that nothing more will come. Raises Garbled for what can be no MOR answer."""
        if self._empty:
            raise Garbled(*say.EMPTY_ANSWER, code="mor-garbled")
        if not self._gunzip.whole:
            raise Garbled(*say.CUT_SHORT, code="mor-garbled")
        if not self._found:
            raise Garbled(*say.NOT_AN_ANSWER, code="mor-garbled")

    def _find_root(self, data: bytes) -> bytes:
        if not self._prologue and data.startswith(_UTF16_MARKS):
            self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._prologue += self._to_utf8(data) if self._decoder else data
        root = _ROOT.search(self._prologue)
        if root is None:
            if len(self._prologue) > LONGEST_PROLOGUE:
                raise Garbled(*say.NOT_AN_ANSWER, code="mor-garbled")
            return b""
        before, xml = self._prologue[: root.start()], self._prologue[root.start() :]
        if _DOCTYPE.search(before):
            raise Garbled(*say.DOCTYPE, code="mor-garbled")
        self._found = True
        self._prologue = b""
        if self._decoder is None:
            self._decoder = _decoder_for(before)
            xml = self._to_utf8(xml)
        return self._clean(xml)

    def _to_utf8(self, data: bytes) -> bytes:
        assert self._decoder is not None  # noqa: S101 -- set with the root, told to mypy
        return self._decoder.decode(data).encode()

    def _clean(self, data: bytes) -> bytes:
        data = data.translate(None, _CONTROLS)
        if self._held:
            data = self._held + data
        if not data.isascii():  # U+FFFE and U+FFFF, the two characters XML forbids up there
            data = data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
        unfinished = _UNFINISHED.search(data, max(0, len(data) - 48))
        self._held = unfinished[0] if unfinished else b""
        if unfinished:
            data = data[: unfinished.start()]
        if b"&" in data or b"[" in data or self._in_cdata:
            data = _TOKEN.sub(self._mended, data)
        return data

    def _mended(self, token: re.Match[bytes]) -> bytes:
        """What a CDATA mark, a reference or a bare ampersand becomes."""
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
    """Whether XML 1.0 lets this code point stand in a text (section 2.2, Char)."""
    return (
        character in (0x9, 0xA, 0xD)
        or 0x20 <= character <= 0xD7FF
        or 0xE000 <= character <= 0xFFFD
        or 0x10000 <= character <= 0x10FFFF
    )


def _decoder_for(prologue: bytes) -> codecs.IncrementalDecoder:
    """The decoder for the declared encoding; UTF-8 where none or an odd one is declared.

    What cannot be decoded becomes a replacement character: one bad label is no reason to lose
    all calls.
    """
    declared = _DECLARED.search(prologue)
    name = declared[1].decode().lower().replace("_", "-") if declared else ""
    if _SINGLE_BYTE.fullmatch(name):
        try:
            return codecs.getincrementaldecoder(name)("replace")
        except LookupError:  # the likes of iso-8859-99
            pass
    return codecs.getincrementaldecoder("utf-8")("replace")
