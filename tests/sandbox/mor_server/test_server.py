import asyncio
from contextlib import closing

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.mor_server import Database, MorServer, Options, running
from tests.sandbox.mor_server.telephone import NOW, OCTOBER, WORLD, Telephone, dates

usernames = st.sampled_from([user.username for user in WORLD.users]) | st.text(max_size=8)
numbers = st.integers(-(10**20), 10**20).map(str) | st.text(max_size=6)
forms = st.fixed_dictionaries(
    {},
    optional={
        "u": usernames,
        "s_user": st.integers(-1, 12).map(str) | numbers,
        "from": numbers,
        "till": numbers,
        "user_id": numbers,
        "username": usernames,
        "hash": st.text(max_size=5),
    },
)
methods = st.sampled_from(["local_calls_get", "user_details_get", "system_version_get"])


@given(method=methods, form=forms, checked=st.booleans(), as_json=st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_is_asked_the_answer_is_whole(
    method: str, form: dict[str, str], checked: bool, as_json: bool
) -> None:
    async def ask() -> httpx.Response:
        with closing(Database.of(WORLD)) as database:
            server = MorServer(database, Options(hash_checked=checked), lambda: NOW)
            transport = httpx.ASGITransport(server.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mor") as client:
                url = f"/billing/api/{method}"
                if as_json:
                    return await client.post(url, json=form)
                return await client.post(url, data=form)

    answer = asyncio.run(ask())
    assert answer.status_code == 200
    assert answer.text.startswith("<?xml")
    assert answer.text.endswith("</page>\n")


async def test_a_databases_owner_keeps_it_open_after_the_server() -> None:
    with closing(Database.of(WORLD)) as database:
        for _ in range(2):
            async with running(database) as server, httpx.AsyncClient() as client:
                page = await Telephone(server, client).calls("admin", 5, OCTOBER, OCTOBER)
                assert len(dates(page)) == 1
        assert database.user_by_id(5)


async def test_questions_at_one_time_do_not_mix(phone: Telephone) -> None:
    async def own(username: str, user_id: int, key: str, label: str) -> None:
        page = await phone.calls(username, user_id, OCTOBER, OCTOBER, key=key)
        assert f"<terminator_device>{label}</terminator_device>" in page

    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(own("adalind", 6, "333333", "seven"))
            group.create_task(own("rcosta", 8, "444444", "harbour"))


@pytest.mark.parametrize("host", ["0.0.0.0", "mor.example.com"])  # noqa: S104 -- refused
async def test_other_machines_are_kept_out(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with running(WORLD, host=host):
            pass
