"""What /readyz says of a bot that can answer, and of one that cannot."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.mor.breaker import Breaker
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import Workspace
from bot.slack.receive.readiness import Authorised, Installation, Readiness
from tests.support.company import StartBot, watch_address
from tests.support.logs import ReadLog
from tests.support.talking import answer_to


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as one:
        yield one


async def fine() -> bool:
    return True


async def broken() -> bool:
    raise OSError("disk on fire, password hunter2")


async def silent() -> bool:
    await asyncio.Event().wait()
    return True


async def test_a_running_bot_is_ready(client: httpx.AsyncClient, start_bot: StartBot) -> None:
    settings = await start_bot()
    base = watch_address(settings)
    answer = await client.get(f"{base}/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "reasons": [], "mor_breaker": "closed"}


async def test_a_revoked_token_is_a_reason(
    client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    workspace.token_fault = "token_revoked"
    base = watch_address(settings)
    answer = await client.get(f"{base}/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["slack failed"]
    assert (await client.get(f"{base}/healthz")).status_code == 200


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_an_app_thrown_out_is_loud_in_the_log_and_a_reason_and_nobody_is_written_to(
    event: str,
    client: httpx.AsyncClient,
    workspace: Workspace,
    start_bot: StartBot,
    read_log: ReadLog,
) -> None:
    settings = await start_bot(bot_admins="U0INGRID1")
    base = watch_address(settings)
    assert (await client.get(f"{base}/readyz")).status_code == 200
    read_log()
    out = event == "app_uninstalled"
    await (workspace.admin.uninstall() if out else workspace.admin.revoke_token())
    answer = await client.get(f"{base}/readyz")
    assert answer.status_code == 503
    assert event in answer.json()["reasons"]
    loud = [line for line in read_log() if line["event"] == "slack-app-lost"]
    assert loud[-1]["level"] == "error"
    assert "SLACK_BOT_TOKEN" in loud[-1]["hint"]
    assert not workspace.messages


@pytest.mark.parametrize("tokens", [{"oauth": ["U0TOM0001"]}, {"bot": []}, None, [], "bot"])
async def test_somebody_elses_token_is_no_loss(
    tokens: object, client: httpx.AsyncClient, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    event = {"type": "tokens_revoked", "tokens": tokens}
    ack = await workspace.events.tell("tokens_revoked", event)
    assert ack is not None
    assert ack.status == 200
    base = watch_address(settings)
    assert (await client.get(f"{base}/readyz")).json()["reasons"] == []


async def test_a_mor_that_is_down_is_shown_and_no_reason(
    client: httpx.AsyncClient, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot(mor_breaker_failures=1)
    mor.options.fault = Fault.ERROR_500
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 yesterday")
    await answer_to(ingrid)
    base = watch_address(settings)
    answer = await client.get(f"{base}/readyz")
    assert (answer.status_code, answer.json()["mor_breaker"]) == (200, "open")


async def test_every_failing_check_is_named_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.slack.receive.readiness._CHECK_SECONDS", 0.05)
    readiness = Readiness(
        {"store": broken, "slack": fine, "socket": silent}, Breaker(), Installation()
    )
    report = await readiness.report()
    assert (report["ready"], report["reasons"]) == (False, ["store failed", "socket failed"])
    assert "hunter2" not in str(report)


async def test_a_stopping_bot_is_not_ready() -> None:
    readiness = Readiness({"store": fine}, Breaker(), Installation())
    readiness.stopping = True
    report = await readiness.report()
    assert (report["ready"], report["reasons"]) == (False, ["stopping"])


async def test_slack_is_asked_once_a_minute_and_a_refusal_is_not_kept(
    workspace: Workspace, web_api: AsyncWebClient
) -> None:
    now = 0.0
    authorised = Authorised(web_api, lambda: now)
    assert await authorised()
    workspace.token_fault = "token_revoked"
    now = 59.0
    assert await authorised()
    now = 60.0
    with pytest.raises(Exception, match="token_revoked"):
        await authorised()
    workspace.token_fault = ""
    assert await authorised()
