"""Answers of every shape MOR and what stands before it are known for."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.calls.model import Call
from bot.errors import Garbled, MorError, Refused
from bot.mor.wire import AnswerReader
from tests.support.wire import CALL, ROW, page

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def labelled(label: bytes) -> bytes:
    return page(ROW.replace(b"dsadas12", label))


def read_pieces(pieces: Iterable[bytes]) -> list[Call]:
    reader = AnswerReader()
    calls = [call for piece in pieces for batch in reader.feed(piece) for call in batch]
    return calls + reader.close()


def read(answer: bytes) -> list[Call]:
    return read_pieces([answer])


def label_of(answer: bytes) -> str:
    (call,) = read(answer)
    return call.originator_device


def test_the_documented_answer_is_read() -> None:
    assert read(DECLARATION + page(ROW)) == [CALL]


def test_right_and_wrong_spelling_say_the_same() -> None:
    assert read(page(ROW.replace(b"orignator", b"originator"))) == [CALL]


def test_two_equal_calls_are_two_calls_in_the_given_order() -> None:
    other = ROW.replace(b"dsadas12", b"other")
    labels = [call.originator_device for call in read(page(ROW, other, ROW))]
    assert labels == ["dsadas12", "other", "dsadas12"]


@pytest.mark.parametrize(
    "answer",
    [
        b"<page><local_calls></local_calls></page>",
        b"<page><local_calls>\n  </local_calls></page>",
        b"<page><local_calls/></page>",
        b"<page></page>",
        b"<page/>",
        b"<page>" + ROW + b"</page>",  # a call outside of the listing is none
    ],
)
def test_no_calls_is_an_empty_answer(answer: bytes) -> None:
    assert read(answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        b" \r\n" + DECLARATION + page(ROW),
        b"\xef\xbb\xbf" + DECLARATION + page(ROW),
        (DECLARATION + page(ROW)).decode().encode("utf-16"),
        b"<!DOCTYPE html><html><head><br></head><body>" + DECLARATION + page(ROW) + b"</body>",
        b'<html xmlns="http://www.w3.org/1999/xhtml">' + page(ROW) + b"</html>",
        page(ROW).replace(b"<page>", b'<page xmlns="http://www.w3.org/1999/xhtml">'),
        page(ROW) + b"\n<!-- served by a proxy --><p>&nbsp;",
        page(ROW.replace(b"<calldate>", b"<price><date>0</date></price><calldate>")),
        page(b"<note/>", ROW, b"<note><call>none</call></note>"),
        gzip.compress(page(ROW)),
        gzip.compress(gzip.compress(page(ROW))),
        gzip.compress(page(ROW)[:90]) + gzip.compress(page(ROW)[90:]),
    ],
)
def test_what_stands_around_does_not_matter(answer: bytes) -> None:
    assert read(answer) == [CALL]
    assert read_pieces(answer[i : i + 7] for i in range(0, len(answer), 7)) == [CALL]


@pytest.mark.parametrize(
    ("sent", "label"),
    [
        (b"Smith & Sons", "Smith & Sons"),
        (b"a&b;&amp;&lt;&#65;&#x42;", "a&b;&<AB"),
        (b"&nbsp;&#;&", "&nbsp;&#;&"),
        (b"a\x00b\x0b\x1fc", "abc"),
        (b"a&#0;&#x1;&#xD800;&#x110000;&#99999999999;b", "ab"),
        (b"\xef\xbf\xbe\xef\xbf\xbfx", "x"),
        (b"caf\xe9", "caf\ufffd"),
        ("žalia 🙂".encode(), "žalia 🙂"),
        (b"<![CDATA[a & <b> &amp;]]>&", "a & <b> &amp;&"),
        (b"a<!-- & -->b<?x y?>c", "abc"),
        (b"=1+1", "=1+1"),
    ],
)
def test_odd_labels_are_read_wherever_they_are_cut(sent: bytes, label: str) -> None:
    answer = labelled(sent)
    assert label_of(answer) == label
    for cut in range(len(answer)):
        (call,) = read_pieces([answer[:cut], answer[cut:]])
        assert call == CALL._replace(originator_device=label)


def test_a_declared_encoding_is_used_and_a_strange_one_is_not() -> None:
    declared = b'<?xml version="1.0" encoding="%b"?>'
    latin = labelled("café".encode("latin-1"))
    assert label_of(declared % b"ISO-8859-1" + latin) == "café"
    assert label_of(declared % b"windows-1257" + labelled("ž".encode("cp1257"))) == "ž"
    for odd in (b"zlib", b"iso-8859-99", b"utf-16", b"klingon"):
        assert label_of(declared % odd + labelled("ž".encode())) == "ž"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives_the_way(text: str) -> None:
    row = etree.fromstring(ROW)
    device = row.find("originator_device")
    assert device is not None
    allowed = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
    device.text = allowed
    assert label_of(page(etree.tostring(row))) == allowed


ERRORS = [
    b"<status><error>Incorrect hash</error></status>",
    b"<page><status><error>Incorrect hash</error></status></page>",
    b"<page><error>Incorrect hash</error></page>",
    b"<error>Incorrect hash</error>",
    b"<Error>Incorrect hash</Error>",
    b"<ERROR> incorrect\n hash. </ERROR>",
    b"<page><local_calls><error>Incorrect hash</error></local_calls></page>",
    b"<html><body><page><eRRor>Incorrect hash</eRRor></page></body></html>",
    DECLARATION + b"<status><error><b>Incorrect</b> hash</error></status>\n",
    b"<page><error><message>Incorrect</message><message>hash</message></error></page>",
    b"<page><local_calls></local_calls><error>Incorrect hash</error></page>",
    page(b"<status><error>Incorrect hash</error></status>", ROW),
]


@pytest.mark.parametrize("answer", ERRORS)
def test_every_wrapping_of_an_error_is_known(answer: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read(answer)
    assert caught.value.code == "wrong-hash"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("API Requests are disabled", "api-disabled"),
        ("GET Requests are disabled", "get-disabled"),
        ("Access Denied", "access-denied"),
        ("API must have Secret Key", "no-secret-key"),
        ("Bad login", "bad-login"),
        ("You are not authorized to view this page", "not-authorized"),
        ("You are not authorized to use this functionality", "not-authorized"),
        ("User was not found", "user-not-found"),
        ("Prieiga uždrausta", "mor-refused"),
        ("", "mor-refused"),
        ("x" * 5000, "mor-refused"),
    ],
)
def test_errors_have_names_and_unknown_ones_keep_their_words(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(f"<page><status><error>{text}</error></status></page>".encode())
    assert caught.value.code == code
    assert caught.value.hint
    assert len(caught.value.text) < 400
    if code == "mor-refused":
        assert text[:100] in caught.value.text


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b" \n",
        b"Not found",
        b"<html><body>502 Bad Gateway</body></html>",
        b"<local_calls></local_calls>",
        b"<status>ok</status>",
        page(ROW.replace(b"2018-02-22 12:23:08", b"yesterday")),
        page(ROW.replace(b"GMT +0000", b"somewhere")),
        page(b"<call></call>"),
        page(ROW.replace(b"</originator_device>", b"</device>")),
        b"<!DOCTYPE page [<!ENTITY a 'b'>]>" + labelled(b"&a;"),
        b'<!DOCTYPE page SYSTEM "http://127.0.0.1/x.dtd">' + page(ROW),
        b"<page>" + b"<a>" * 5000,
        b"<page><" + b"a" * 60_000 + b"/></page>",
        labelled(b"x" * 3_000_000),
        b"x" * 3_000_000 + page(ROW),
        page(ROW) + b"x" * 3_000_000,
        gzip.compress(page(ROW))[:-3],
        gzip.compress(page(ROW))[:-20] + b"x" * 20,
        b"\x1f\x8bnonsense",
    ],
)
def test_an_incomplete_answer_is_garbled(answer: bytes) -> None:
    pieces = (answer[i : i + 65536] for i in range(0, len(answer), 65536))
    with pytest.raises(Garbled) as caught:
        read_pieces(pieces)
    assert caught.value.code == "mor-garbled"
    assert caught.value.hint


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_answer_cut_anywhere_is_garbled_never_a_short_list(
    pack: Callable[[bytes], bytes],
) -> None:
    answer = pack((DECLARATION + page(ROW, ROW)).rstrip())
    for cut in range(len(answer)):
        with pytest.raises(Garbled):
            read(answer[:cut])


@given(st.binary(max_size=200), st.integers(0, 600))
def test_damage_ends_in_calls_or_a_known_error(noise: bytes, place: int) -> None:
    answer = page(ROW)
    with suppress(MorError):
        read(answer[:place] + noise + answer[place:])


def test_an_endless_answer_is_stopped() -> None:
    reader = AnswerReader(longest=1_000_000)
    pieces = chain([b"<page><local_calls>"], repeat(ROW * 100))
    with pytest.raises(Garbled, match="does not end"):
        list(chain.from_iterable(map(reader.feed, pieces)))


def test_a_bomb_is_unpacked_in_bounded_pieces_and_stopped() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(b"<page><local_calls>") + packer.compress(b"\n" * 200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(Garbled):
            read_pieces([bomb])
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_work_comes_in_small_pieces_whatever_is_fed() -> None:
    batches = list(AnswerReader().feed(b"<page><local_calls>" + ROW * 5000))
    assert max(map(len, batches)) < 200


def test_calls_are_freed_once_they_were_read() -> None:
    reader = AnswerReader()
    piece = ROW * 100
    count = sum(map(len, reader.feed(b"<page><local_calls>" + piece)))
    count += sum(len(batch) for _ in range(200) for batch in reader.feed(piece))
    for _ in reader.feed(b"</local_calls></page>"):
        pass
    count += len(reader.close())
    assert count == 20_100
    assert len(list(reader.page.iter())) == 2
