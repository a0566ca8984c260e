"""Calls of exactly the documented shape, which no XML parser sees; and what is left to it."""

import pytest

from bot.calls.model import Call
from bot.mor.call_dates import CallDates
from bot.mor.documented_calls import DocumentedCalls
from bot.mor.wire import AnswerReader
from tests.support.wire import CALL, page
from tests.support.wire import ROW as INDENTED

ROW = INDENTED.strip()
ODD = ROW.replace(b"<call>", b'<call id="1">')


def read(*pieces: bytes) -> tuple[list[Call], bytes]:
    """The calls of all pieces, and what the last one leaves to the parser."""
    documented, calls, rest = DocumentedCalls(CallDates()), list[Call](), b""
    for piece in pieces:
        found, rest = documented.read(piece)
        calls += found
    return calls, rest


def test_documented_calls_are_read_and_nothing_is_left() -> None:
    assert read(b"\n " + ROW + b"\n" + ROW + b" \n") == ([CALL, CALL], b"")


@pytest.mark.parametrize("cut", range(0, len(ROW), 7))
def test_a_call_in_two_pieces_is_held_until_it_is_whole(cut: int) -> None:
    assert read(ROW + ROW[:cut], ROW[cut:] + ROW) == ([CALL] * 3, b"")


@pytest.mark.parametrize(
    "other",
    [
        ODD,
        b"<!-- " + ROW + b" -->",
        b"<call/>" + ROW,
        ROW.replace(b"<calldate>", b"<calldate><!-- local -->"),
        b"</local_calls>",
        b"<error>no</error>",
        b"<call " + b"x" * 70_000,
    ],
)
def test_all_from_the_first_other_thing_on_is_left(other: bytes) -> None:
    assert read(ROW + b" " + other) == ([CALL], other)
    assert read(ROW + other + ROW) == ([CALL], other + ROW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"R&amp;D", "R&D"),
        (b"&lt;b&gt; &quot;&apos;", "<b> \"'"),
        (b"&#65;&#128512;", "A\U0001f600"),
        (b"&amp;lt;", "&lt;"),
        ("café 🙂".encode(), "café 🙂"),
        (b"", ""),
        (b" two\n lines\t", " two\n lines\t"),
        (b"[1] ]", "[1] ]"),
    ],
)
def test_texts_are_those_of_the_xml(written: bytes, meant: str) -> None:
    answer = ROW.replace(b"dsadas12", written)
    (call,), rest = read(answer)
    assert (call.originator_device, rest) == (meant, b"")
    reader = AnswerReader(parser_only=True)
    batches = [*reader.feed(page(answer)), reader.close()]
    assert [call] == [judged for batch in batches for judged in batch]


@pytest.mark.parametrize("odd", [b"a\rb", b"a]]>b", b"a\r\nb", b"<![CDATA[a]]>"])
def test_texts_that_xml_reads_otherwise_are_left(odd: bytes) -> None:
    answer = ROW.replace(b"dsadas12", odd)
    assert read(answer) == ([], answer)


@pytest.mark.parametrize(
    "date", [b"1969-12-31 23:59:59", b"2026-13-01 00:00:00", b"2026-11-25T12:30:15", b""]
)
def test_a_date_of_another_kind_is_left(date: bytes) -> None:
    start = ROW.index(b"<date>") + len(b"<date>")
    answer = ROW[:start] + date + ROW[ROW.index(b"</date>") :]
    assert read(answer) == ([], answer)


def test_the_documented_way_goes_on_behind_a_call_of_another_shape() -> None:
    reader = AnswerReader()
    assert list(reader.feed(b"<page><local_calls>" + ROW + ODD + ROW + ROW)) == [[CALL] * 4]
    assert list(reader.feed(ROW[:50])) == [[]]
    assert list(reader.feed(ROW[50:] + b"</local_calls></page>")) == [[CALL]]
    assert reader.close() == []


def test_calls_in_a_comment_are_none_in_whatever_pieces() -> None:
    answer = page(ROW, b"<!-- " + ROW + ROW + b" -->", ROW)
    for size in (1, 5, 40, 300, 1000):
        reader = AnswerReader()
        pieces = (answer[at : at + size] for at in range(0, len(answer), size))
        calls = [call for piece in pieces for batch in reader.feed(piece) for call in batch]
        assert calls + reader.close() == [CALL, CALL]
