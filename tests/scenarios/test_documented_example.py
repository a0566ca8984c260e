"""The call and the errors of MOR's own documentation, from a signed Slack request and back.

docs: local_calls_get, whose example asks for user 5 from 1514851199 till 1546300800, key 123456.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import HashRecipe, MorServer, Options
from bot.sandbox.mor_server import running as mor_running
from bot.sandbox.slack_server import Workspace
from bot.sandbox.world import LocalCall, World
from tests.support.company import NOW, StartBot
from tests.support.talking import answer_to

QUESTION = "/localcalls 5 1514851199 to 1546300801"
THE_CALL = LocalCall(
    at=int(datetime(2018, 2, 22, 12, 23, 8, tzinfo=UTC).timestamp()),
    originator_user_id=0,
    originator_device="dsadas12",
    originator_caller_id="",
    originator_ip="192.168.0.198",
    originator_channel="SIP/1018-00000008",
    terminator_user_id=5,
    terminator_device="2 Device Test",
    terminator_ip="192.168.0.167",
)
# mor-api: the documented hash of the three parameters and the key, and of the key alone
HASHES = {
    HashRecipe.DOCUMENTED: "6cd8345cf58b1772d69c0d951e6003bacd48cfcf",
    HashRecipe.KEY_ONLY: "7c4a8d09ca3762af61e59520943dc26494f8941b",
}


@pytest.fixture
async def mor() -> AsyncIterator[MorServer]:
    """A MOR that holds the documented call, and nothing else."""
    world = World(MOR_USERS, (), (THE_CALL,))
    async with mor_running(world, Options(secret_key="123456"), clock=lambda: NOW) as server:
        yield server


@pytest.mark.parametrize("recipe", HASHES)
async def test_the_documented_call_is_asked_and_answered(
    recipe: HashRecipe, mor: MorServer, workspace: Workspace, start_bot: StartBot
) -> None:
    mor.options.recipe = recipe
    await start_bot(mor_recipe=recipe.value, longest_period_admin=366)
    ingrid = workspace.person("ingrid")

    ack = await ingrid.types(QUESTION)
    answer = await answer_to(ingrid)

    assert ack.status == 200
    (request,) = mor.received
    assert request.http_method == "POST"
    assert request.path == "/billing/api/local_calls_get"
    assert request.parameters == {
        "u": "admin",
        "s_user": "5",
        "from": "1514851199",
        "till": "1546300800",
        "hash": HASHES[recipe],
    }
    assert answer.ephemeral
    heading, call = answer.table
    assert heading[0] == "When"
    assert call[0].startswith("22 Feb 14:23:08")  # 12:23:08 GMT, in Ingrid's Vilnius
    assert {"dsadas12", "SIP/1018-00000008", "192.168.0.198", "Tom Ford", "2 Device Test"} <= set(
        call
    )


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        ({"api_enabled": False}, "API"),
        ({"secret_key": "654321"}, "hash"),
        ({"recipe": HashRecipe.USER_ONLY}, "hash"),
    ],
)
async def test_the_documented_errors_are_told_with_what_to_do(
    break_it: dict[str, object],
    said: str,
    mor: MorServer,
    workspace: Workspace,
    start_bot: StartBot,
) -> None:
    await start_bot(longest_period_admin=366)
    for option, value in break_it.items():
        setattr(mor.options, option, value)
    ingrid = workspace.person("ingrid")

    await ingrid.types(QUESTION)
    answer = await answer_to(ingrid)

    assert said in answer.text
    assert "123456" not in str(answer)
    assert not answer.table


async def test_an_unknown_user_gets_its_own_error(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 77 yesterday")
    assert "user" in (await answer_to(ingrid)).text.lower()
