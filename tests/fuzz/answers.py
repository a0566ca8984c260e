"""Answers of MOR for the fuzz tests, and how the reader takes them."""

import gzip
from datetime import UTC, datetime
from random import Random

from bot.calls.model import Call
from bot.errors import Garbled, MorError, Refused
from bot.mor.wire import AnswerReader
from bot.sandbox.mor_server import ErrorForm, Options, answers
from bot.sandbox.mor_server.database import CallRow

_NOW = datetime(2026, 11, 25, 12, 30, 15, tzinfo=UTC)
_LABELS = ("Reception", "R&D <2>", "=1+1", "café 🙂", "", "x" * 300)

Outcome = list[Call] | type[MorError]
"""The calls of an answer, or the type of its error."""


def outcome(answer: bytes, piece: int = 65_536, *, parser_only: bool = False) -> Outcome:
    """Read an answer that arrives in pieces of `piece` bytes. Return its calls or error type."""
    reader, calls = AnswerReader(parser_only=parser_only), list[Call]()
    try:
        for start in range(0, len(answer), piece):
            for batch in reader.feed(answer[start : start + piece]):
                calls += batch
        calls += reader.close()
    except MorError as fault:
        return Garbled if isinstance(fault, Garbled) else Refused
    return calls


def calls_answer(amount: int = 4) -> bytes:
    """Return a whole answer with `amount` calls."""
    writer = answers.CallWriter(Options(), _NOW)
    rows = (
        CallRow(
            int(_NOW.timestamp()) - number,
            _LABELS[number % len(_LABELS)],
            "37061234567",
            "192.168.0.198",
            "SIP/1018-00000008",
            "Tom Ford",
            "2 Device Test",
            "192.168.0.167",
        )
        for number in range(amount)
    )
    return "".join(answers.calls_page(map(writer.element, rows), absent_when_empty=False)).encode()


WHOLE: tuple[bytes, ...] = (
    calls_answer(),
    calls_answer(0),
    b"<html><body>\n" + calls_answer(2) + b"</body></html>\n",
    calls_answer(3).replace(b"UTF-8", b"ISO-8859-1"),
    calls_answer(2).decode().encode("utf-16"),
    gzip.compress(calls_answer(3), mtime=0),
    gzip.compress(gzip.compress(calls_answer(2), mtime=0), mtime=0),
    *(answers.error_page("Incorrect hash", form).encode() for form in ErrorForm),
)

WORDS: tuple[bytes, ...] = (
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#x10FFFF;",
    b"&lol9;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<?xml-stylesheet href='http://127.0.0.1:9/x'?>",
    b"<!DOCTYPE page [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    b"<page>",
    b"</page>",
    b"<local_calls>",
    b"</local_calls>",
    b"<local_calls/>",
    b"<call>",
    b"</call>",
    b"<call/>",
    b"<error>no</error>",
    b"<calldate><date>0000-00-00 00:00:00</date></calldate>",
    b"<date>9999-12-31 23:59:59</date>",
    b"<x:call xmlns:x='u:n'>",
    b" xmlns='http://www.w3.org/1999/xhtml'",
    b"\x00",
    b"\x1f\x8b\x08\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbf\xbe",
    b"<a " + b"b='c' " * 200 + b">",
    b"<" + b"a" * 5000 + b">",
    b"<a>" * 300,
)


def piece_sizes(random: Random) -> tuple[int, int]:
    """Return two sizes of pieces to cut an answer into."""
    return random.choice((1, 2, 3, 7)), random.choice((64, 1000, 65_536))
