"""Hostile answers without end or of monstrous shape. As a program, it reads them all and prints
what came of each as JSON: the fault, the processor's seconds, and the megabytes the process has
grown by so far.
"""

import gzip
import json
import resource
import socket
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import count, repeat

from bot.errors import MorError
from bot.mor.envelope import PIECE
from bot.mor.wire import AnswerReader

_LONGEST = 50_000_000  # bytes; the limit in use is 4 GiB, which takes a minute
_SECONDS = 10.0
_HEAD = b"<page><local_calls>"
_CALL = (
    b"<call><calldate><date>2018-02-22 12:23:08</date><timezone>GMT +0000</timezone></calldate>"
    b"<originator_device>%b</originator_device></call>"
)
_TAIL = b"</local_calls></page>"

Pieces = Iterator[bytes]


def _endless(head: bytes, part: bytes) -> Pieces:
    yield head
    yield from repeat(part * max(1, PIECE // len(part)))


def _in_pieces(answer: bytes) -> Pieces:
    return (answer[start : start + PIECE] for start in range(0, len(answer), PIECE))


def _bomb(head: bytes, part: bytes, layers: int = 1) -> Pieces:
    """200 MB of `part`, gzipped."""
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(head)
    packed += b"".join(packer.compress(part * 100_000) for _ in range(2000))
    packed += packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return _in_pieces(packed)


def _laughs() -> bytes:
    entities = b"<!ENTITY lol0 'ha'>" + b"".join(
        b"<!ENTITY lol%d '%b'>" % (level, b"&lol%d;" % (level - 1) * 10) for level in range(1, 30)
    )
    return b"<!DOCTYPE page [" + entities + b"]>" + _HEAD + _CALL % b"&lol29;" + _TAIL


def _external(address: bytes) -> bytes:
    return (
        b"<!DOCTYPE page [<!ENTITY x SYSTEM '" + address + b"'>]>" + _HEAD + _CALL % b"&x;" + _TAIL
    )


def _many_namespaces() -> bytes:
    names = b" ".join(b"xmlns:n%d='u:%d'" % (number, number) for number in range(60_000))
    return b"<page " + names + b"><local_calls><call/></local_calls></page>"


def _many_attributes() -> Pieces:
    yield b"<page><call "
    for number in count():
        yield b"".join(b"a%d='x' " % each for each in range(number * 4000, number * 4000 + 4000))


HOSTILE: dict[str, Callable[[bytes], Pieces]] = {
    "entity bomb": lambda _: _in_pieces(_laughs()),
    "entity bomb in an html wrapper": lambda _: _in_pieces(
        b"<!DOCTYPE html><html>" + _laughs() + b"</html>"
    ),
    "external file": lambda _: _in_pieces(_external(b"file:///etc/hostname")),
    "external address": lambda address: _in_pieces(_external(address)),
    "external parameter entity": lambda address: _in_pieces(
        b"<!DOCTYPE page [<!ENTITY % x SYSTEM '" + address + b"'> %x;]>" + _HEAD + _TAIL
    ),
    "external document type": lambda address: _in_pieces(
        b"<!DOCTYPE page SYSTEM '" + address + b"'>" + _HEAD + _CALL % b"x" + _TAIL
    ),
    "document type inside of the root": lambda address: _in_pieces(b"<page>" + _external(address)),
    "inclusion": lambda address: _in_pieces(
        _HEAD
        + b"<call><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='"
        + address
        + b"'/></call>"
        + _TAIL
    ),
    "nested without end": lambda _: _endless(b"<page>", b"<a>"),
    "calls nested without end": lambda _: _endless(_HEAD, b"<call>"),
    "lists nested without end": lambda _: _endless(b"<page>", b"<local_calls>"),
    "siblings without end": lambda _: _endless(b"<page>", b"<a/>"),
    "siblings without end in a call": lambda _: _endless(_HEAD + b"<call>", b"<a/>"),
    "lists without end": lambda _: _endless(b"<page>", b"<local_calls></local_calls>"),
    "strangers without end": lambda _: _endless(_HEAD, b"<device/>"),
    "calls without end": lambda _: _endless(_HEAD, _CALL % b"x"),
    "calls without end behind the list": lambda _: _endless(
        _HEAD + _TAIL[:14], _HEAD[6:] + _CALL % b"x" + _TAIL[:14]
    ),
    "a label without end": lambda _: _endless(_HEAD + b"<call><originator_device>", b"x"),
    "references without end": lambda _: _endless(_HEAD + b"<call><originator_device>", b"&amp;"),
    "a comment without end": lambda _: _endless(_HEAD + b"<!--", b"x"),
    "comments without end": lambda _: _endless(_HEAD, b"<!-- x -->"),
    "an instruction without end": lambda _: _endless(_HEAD + b"<?x ", b"x"),
    "a section without end": lambda _: _endless(_HEAD + b"<call><a><![CDATA[", b"x"),
    "a name without end": lambda _: _endless(b"<page><", b"a"),
    "an attribute without end": lambda _: _endless(b"<page><call a='", b"x"),
    "attributes without end": lambda _: _many_attributes(),
    "many namespaces": lambda _: _in_pieces(_many_namespaces()),
    "white space without end": lambda _: _endless(b"", b" \n"),
    "white space without end in the list": lambda _: _endless(_HEAD, b" \n"),
    "white space without end behind the answer": lambda _: _endless(_HEAD + _TAIL, b" \n"),
    "zero bytes without end": lambda _: _endless(b"", b"\0"),
    "zero bytes without end in the list": lambda _: _endless(_HEAD, b"\0"),
    "zero bytes without end behind the answer": lambda _: _endless(_HEAD + _TAIL, b"\0"),
    "invalid UTF-8 without end": lambda _: _endless(_HEAD, b"\xff"),
    "half surrogates without end": lambda _: _endless(b"\xff\xfe<\0p\0a\0g\0e\0>\0", b"\x00\xd8"),
    "a page without end": lambda _: _endless(b"<html><body>", b"<p>not MOR</p>"),
    "a bomb of white space": lambda _: _bomb(_HEAD, b" "),
    "a bomb of zero bytes": lambda _: _bomb(_HEAD, b"\0"),
    "a bomb of zero bytes in a bomb": lambda _: _bomb(_HEAD, b"\0", 2),
    "a bomb before the answer": lambda _: _bomb(b"", b" "),
    "a bomb in a bomb": lambda _: _bomb(_HEAD, b" ", 2),
    "a bomb in a bomb in a bomb": lambda _: _bomb(_HEAD, b" ", 3),
    "empty gzip members without end": lambda _: _endless(
        gzip.compress(_HEAD), gzip.compress(b"", mtime=0)
    ),
    "tiny gzip members without end": lambda _: _endless(b"", gzip.compress(b" ", mtime=0)),
    "a gzip header without end": lambda _: _endless(b"\x1f\x8b\x08\x08" + bytes(6), b"x"),
    "UTF-7": lambda _: _in_pieces(b"<?xml version='1.0' encoding='utf-7'?>+ADw-page+AD4-"),
    "EBCDIC": lambda _: _in_pieces("<page><local_calls/></page>".encode("cp037")),
    "UTF-32": lambda _: _in_pieces("<page><local_calls/></page>".encode("utf-32")),
    "UTF-16 without a mark": lambda _: _in_pieces("<page><a/></page>".encode("utf-16-le")),
}


def _fault(pieces: Pieces) -> str:
    reader, started = AnswerReader(longest=_LONGEST), time.process_time()
    try:
        for piece in pieces:
            if time.process_time() - started > _SECONDS:
                return "still reading"
            for _ in reader.feed(piece):
                pass
        return f"{len(reader.close())} calls"
    except MorError as fault:
        return type(fault).__name__


def _megabytes() -> float:
    """The most that the process ever had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def _main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    address = b"http://127.0.0.1:%d/x" % listener.getsockname()[1]
    results: dict[str, object] = {}
    before = _megabytes()
    for name, hostile in HOSTILE.items():
        pieces = hostile(address)
        if name.startswith("a bomb"):
            pieces = iter(list(pieces))  # made before the clock runs
        started = time.process_time()
        fault = _fault(pieces)
        results[name] = {
            "fault": fault,
            "seconds": time.process_time() - started,
            "megabytes": _megabytes() - before,
        }
    connections = 0
    try:
        listener.accept()
        connections = 1
    except BlockingIOError:
        pass
    results["listener"] = {"connections": connections}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    _main()
