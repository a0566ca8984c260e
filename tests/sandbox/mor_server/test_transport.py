import asyncio
import gzip
import logging
import re
from itertools import islice

import httpx
import pytest

from bot.sandbox.mor_server import ContentType, Fault, Gzip
from tests.sandbox.mor_server.telephone import FEBRUARY, OCTOBER, Telephone, dates, signed

QUESTION = {
    "u": "admin",
    "s_user": "5",
    "from": str(FEBRUARY),
    "till": str(OCTOBER),
    "hash": signed(FEBRUARY, OCTOBER, 5),
}
END = "  </local_calls>\n</page>\n"


async def ask(phone: Telephone) -> httpx.Response:
    return await phone.post("local_calls_get", **QUESTION)


async def test_an_answer_is_an_attachment_or_plain_xml(phone: Telephone) -> None:
    usual = await ask(phone)
    assert usual.headers["content-type"].startswith("text/html")
    assert usual.headers["content-disposition"].startswith("attachment")
    phone.server.options.content = ContentType.XML
    plain = await ask(phone)
    assert plain.headers["content-type"].startswith("text/xml")
    assert "content-disposition" not in plain.headers
    assert plain.content == usual.content


async def test_compression_shows_in_a_header_or_in_the_first_bytes_only(phone: Telephone) -> None:
    plain = (await ask(phone)).content
    phone.server.options.gzip = Gzip.BARE
    bare = await ask(phone)
    assert "content-encoding" not in bare.headers
    assert bare.content.startswith(b"\x1f\x8b")
    assert gzip.decompress(bare.content) == plain
    phone.server.options.gzip = Gzip.DECLARED
    declared = await ask(phone)
    assert declared.headers["content-encoding"] == "gzip"
    assert declared.content == plain  # httpx has unpacked it


async def test_xml_may_stand_inside_a_page_or_after_white_space(phone: Telephone) -> None:
    plain = (await ask(phone)).text
    phone.server.options.html_wrapper = True
    assert (await ask(phone)).text == f"<html><body>\n{plain}</body></html>\n"
    phone.server.options.html_wrapper = False
    phone.server.options.leading_space = True
    assert (await ask(phone)).text == f"\n  {plain}"


async def test_a_delay_comes_before_the_answer(phone: Telephone) -> None:
    phone.server.options.delay = 30
    with pytest.raises(httpx.ReadTimeout):
        await phone.http.post(f"{phone.server.url}/api/local_calls_get", data=QUESTION, timeout=0.2)
    phone.server.options.delay = 0
    assert len(dates((await ask(phone)).text)) == 2


async def test_held_requests_are_answered_when_they_are_let_go(phone: Telephone) -> None:
    with phone.server.held() as asked:
        asking = asyncio.create_task(ask(phone))
        await asked.wait()
        assert not asking.done()
    assert len(dates((await asking).text)) == 2


async def test_a_fault_strikes_as_often_as_asked_and_then_no_more(phone: Telephone) -> None:
    phone.server.fail(Fault.ERROR_500, times=2)
    assert [(await ask(phone)).status_code for _ in range(4)] == [500, 500, 200, 200]


async def test_a_fault_without_a_number_strikes_until_it_is_fixed(phone: Telephone) -> None:
    phone.server.fail(Fault.ERROR_500)
    assert [(await ask(phone)).status_code for _ in range(3)] == [500] * 3
    phone.server.options.fault = None
    assert (await ask(phone)).status_code == 200


async def test_a_proxys_page_says_that_all_is_well(phone: Telephone) -> None:
    phone.server.fail(Fault.PROXY_PAGE)
    answer = await ask(phone)
    assert answer.status_code == 200
    assert "<page>" not in answer.text
    assert "<html>" in answer.text


async def test_a_cut_connection_shows_on_the_wire(
    phone: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    phone.server.fail(Fault.CUT, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await ask(phone)
    assert (await ask(phone)).text.endswith(END)


@pytest.mark.parametrize("calls", [None, 5000])
async def test_a_truncated_answer_shows_only_in_the_missing_end(
    phone: Telephone, calls: int | None
) -> None:
    phone.server.options.synthetic_calls = calls
    phone.server.fail(Fault.TRUNCATED)
    answer = await ask(phone)
    assert answer.status_code == 200
    assert answer.text.startswith("<?xml")
    assert "<call>" in answer.text
    assert "</page>" not in answer.text


async def test_a_stalled_answer_never_goes_on(phone: Telephone) -> None:
    phone.server.fail(Fault.STALL)
    url = f"{phone.server.url}/api/local_calls_get"
    async with phone.http.stream("POST", url, data=QUESTION, timeout=0.2) as answer:
        chunks = answer.aiter_raw()
        assert (await anext(chunks)).startswith(b"<?xml")
        with pytest.raises(httpx.ReadTimeout):
            await anext(chunks)


async def test_an_endless_answer_goes_on_until_the_client_leaves(phone: Telephone) -> None:
    phone.server.fail(Fault.ENDLESS)
    async with phone.http.stream(
        "POST", f"{phone.server.url}/api/local_calls_get", data=QUESTION
    ) as answer:
        size = 0
        async for chunk in answer.aiter_raw():
            size += len(chunk)
            if size > 5_000_000:
                break
    assert size > 5_000_000
    phone.server.options.fault = None
    assert (await ask(phone)).text.endswith(END)


async def test_bad_xml_has_bare_ampersands_and_control_characters(phone: Telephone) -> None:
    phone.server.fail(Fault.BAD_XML)
    page = (await ask(phone)).text
    assert re.search(r"&(?!\w+;)", page)
    assert "\x07" in page
    assert len(dates(page)) == 2
    assert page.endswith(END)


async def test_faults_strike_refusals_and_other_methods_too(phone: Telephone) -> None:
    phone.server.fail(Fault.TRUNCATED)
    refusal = await phone.post("local_calls_get")
    assert 0 < len(refusal.text) < 60
    version = await phone.post("system_version_get", u="admin", hash=signed())
    assert "</page>" not in version.text


async def test_a_long_answer_leaves_the_loop_free(phone: Telephone) -> None:
    phone.server.options.synthetic_calls = 20_000
    turns = 0
    question = asyncio.create_task(ask(phone))
    while not question.done():
        turns += 1
        await asyncio.sleep(0)
    assert len(dates((await question).text)) == 20_000
    assert turns > 200


def test_a_fault_counts_only_while_it_lasts(phone: Telephone) -> None:
    options = phone.server.options
    phone.server.fail(Fault.CUT, times=3)
    struck = [options.take_fault() for _ in range(5)]
    assert list(islice(struck, 3)) == [Fault.CUT] * 3
    assert struck[3:] == [None, None]
