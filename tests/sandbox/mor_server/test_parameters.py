import json
from urllib.parse import urlencode

import httpx
import pytest

from bot.sandbox.mor_server import ErrorForm
from bot.sandbox.mor_server.parameters import whole_number
from tests.sandbox.mor_server.telephone import FEBRUARY, OCTOBER, Telephone, dates, error, signed

QUESTION = {
    "u": "admin",
    "s_user": "5",
    "from": str(FEBRUARY),
    "till": str(OCTOBER),
    "hash": signed(FEBRUARY, OCTOBER, 5),
}


def url(phone: Telephone) -> str:
    return f"{phone.server.url}/api/local_calls_get"


async def test_form_json_query_and_multipart_are_all_taken_on_a_post(phone: Telephone) -> None:
    numbers = {**QUESTION, "s_user": 5, "from": FEBRUARY, "till": OCTOBER, "p": None}
    answers = [
        await phone.http.post(url(phone), data=QUESTION),
        await phone.http.post(url(phone), json=QUESTION),
        await phone.http.post(url(phone), json=numbers),
        await phone.http.post(url(phone), params=QUESTION),
        await phone.http.post(
            url(phone), files={name: (None, value) for name, value in QUESTION.items()}
        ),
        await phone.http.post(
            url(phone),
            content=urlencode(QUESTION),  # a form that does not say that it is one
        ),
    ]
    assert [len(dates(answer.text)) for answer in answers] == [2] * len(answers)


async def test_a_get_is_answered_only_where_allowed(phone: Telephone) -> None:
    refused = await phone.http.get(url(phone), params=QUESTION)
    assert error(refused.text) == "GET Requests are disabled"
    phone.server.options.get_allowed = True
    answer = await phone.http.get(url(phone), params=QUESTION)
    assert len(dates(answer.text)) == 2


async def test_the_query_wins_over_the_body_and_the_last_of_equals_wins(phone: Telephone) -> None:
    body = {**QUESTION, "s_user": "6"}
    answer = await phone.http.post(url(phone) + "?s_user=7&s_user=5", data=body)
    assert len(dates(answer.text)) == 2


async def test_what_was_received_tells_the_url_from_the_body(phone: Telephone) -> None:
    await phone.http.post(url(phone) + "?u=admin", data={"hash": "x"})
    received = phone.server.received[-1]
    assert (received.query, received.body) == ({"u": "admin"}, {"hash": "x"})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[" * 60_000),
        ("application/json", b"\xff"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header"),
        ("multipart/form-data", b"nothing"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 1000)),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_bad_request(
    phone: Telephone, kind: str, body: bytes
) -> None:
    answer = await phone.http.post(url(phone), content=body, headers={"content-type": kind})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[1, 2]"),
        ("application/json", b'{"u": ["admin"], "s_user": {"a": 1}, "hash": "\\ud800"}'),
        ("application/json", b""),
        ("application/x-www-form-urlencoded", b"u=%ff%00&hash=\xfe&=&&s_user=%"),
        ("multipart/form-data; boundary=x", b"--x\r\ncut"),
        ("text/plain; charset=nonsense", b"\x00\xff"),
    ],
)
async def test_a_strange_body_is_merely_a_wrong_hash(
    phone: Telephone, kind: str, body: bytes
) -> None:
    answer = await phone.http.post(url(phone), content=body, headers={"content-type": kind})
    assert error(answer.text) == "Incorrect hash"


async def test_a_huge_body_is_not_read(phone: Telephone) -> None:
    answer = await phone.http.post(url(phone), content=b"u=" + b"x" * 100_000)
    assert answer.status_code == 413
    assert not phone.server.received


async def test_other_paths_are_not_found(phone: Telephone) -> None:
    root = phone.server.url.removesuffix("/billing")
    for path in ("/", "/billing/api/", "/billing/api/users_get", "/mor/api/local_calls_get"):
        answer = await phone.http.post(root + path, data=QUESTION)
        assert answer.status_code == 404
        assert "<error>" not in answer.text


async def test_the_prefix_is_a_switch(phone: Telephone) -> None:
    phone.server.options.prefix = "/mor"
    root = phone.server.url.removesuffix("/billing")
    assert (await phone.http.post(url(phone), data=QUESTION)).status_code == 404
    answer = await phone.http.post(f"{root}/mor/api/local_calls_get", data=QUESTION)
    assert len(dates(answer.text)) == 2


async def test_an_older_server_does_not_know_the_method(phone: Telephone) -> None:
    phone.server.options.missing_methods.add("local_calls_get")
    assert (await phone.http.post(url(phone), data=QUESTION)).status_code == 404
    version = await phone.post("system_version_get", u="admin", hash=signed())
    assert version.status_code == 200


@pytest.mark.parametrize("method", ["local_calls_get", "made_up_get"])
async def test_what_a_server_does_not_know_may_be_an_error_with_http_200(
    phone: Telephone, method: str
) -> None:
    phone.server.options.missing_methods.add("local_calls_get")
    phone.server.options.unknown_is_404 = False
    answer = await phone.post(method, **QUESTION)
    assert answer.status_code == 200
    assert "<error>There is no such API</error>" in answer.text
    elsewhere = await phone.http.post(f"{phone.server.url}/login")
    assert elsewhere.status_code == 404


async def test_the_old_names_of_methods_are_known(phone: Telephone) -> None:
    version = await phone.post("get_version", u="admin", hash=signed())
    assert "<version>MOR X17</version>" in version.text
    details = await phone.post("user_details", u="admin", user_id=5, hash=signed(5))
    assert "<username>tomford</username>" in details.text


async def test_a_method_may_word_its_errors_in_a_form_of_its_own(phone: Telephone) -> None:
    phone.server.options.error_forms = {"user_details_get": ErrorForm.ERROR}
    own = await phone.post("user_details_get", u="admin", user_id=99, hash=signed(99))
    usual = await phone.post("local_calls_get", u="admin", s_user=99, hash=signed(99))
    assert own.text.endswith("?>\n<error>User was not found</error>\n")
    assert "<page>\n  <status>\n    <error>User was not found</error>" in usual.text


async def test_json_may_be_as_deep_as_it_fits_without_harm(phone: Telephone) -> None:
    body = json.dumps({**QUESTION, "extra": [[[[{}]]]]}).encode()
    answer = await phone.http.post(
        url(phone), content=body, headers={"content-type": "Application/JSON; charset=utf-8"}
    )
    assert len(dates(answer.text)) == 2


async def test_a_connection_is_used_again_after_a_refusal(phone: Telephone) -> None:
    limits = httpx.Limits(max_connections=1)
    async with httpx.AsyncClient(limits=limits) as client:
        for _ in range(3):
            refused = await client.post(url(phone), data={"u": "admin"})
            assert error(refused.text) == "Incorrect hash"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1514851199", 1514851199),
        ("12abc", 12),
        (" 7", 7),
        ("-3", -3),
        ("+3", 3),
        ("1.9", 1),
        ("", 0),
        ("abc", 0),
        ("٣", 0),
        ("9" * 25, 10**10),
        ("-" + "9" * 5000, -(10**10)),
    ],
)
def test_numbers_are_read_as_ruby_does_within_the_calendar(text: str, number: int) -> None:
    assert whole_number(text) == number
