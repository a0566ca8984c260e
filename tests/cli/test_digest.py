"""`morbot digest`, typed by an operator."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.digest import command
from bot.digests.deliveries import Deliveries
from bot.errors import ConfigError, MorbotError
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.database import Database
from tests.support.company import link_everybody
from tests.support.digest_office import NOC, TOM, VILNIUS, order_now

Morbot = Callable[..., Awaitable[Result]]


@pytest.fixture
def url(each_database: str) -> str:
    return each_database


@pytest.fixture(autouse=True)
async def everybody_linked(
    mor: MorServer, workspace: Workspace, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings in the environment, with everybody linked in their database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", mor.url)
    monkeypatch.setenv("MOR_KEY_ADMIN", mor.options.secret_key)
    for owner, key in mor.options.reseller_keys.items():
        monkeypatch.setenv(f"MOR_KEY_RESELLER_{owner}", key)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", workspace.signing_secret)
    monkeypatch.setenv("SLACK_API_URL", f"{workspace.address}/api")
    await link_everybody(Settings.load(env_file=None), workspace, mor)


@pytest.fixture
def morbot() -> Morbot:
    """Types a command; raises what it raises."""

    async def run(*words: str, code: int = 0) -> Result:
        result: Result = await asyncio.to_thread(CliRunner().invoke, command, words)
        if isinstance(result.exception, MorbotError):
            raise result.exception
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return run


async def test_due_digests_are_sent_and_told(
    database: Database, morbot: Morbot, workspace: Workspace
) -> None:
    assert (await morbot("list")).stdout == "There are no digests.\n"
    assert (await morbot("run-due")).stdout == "Nothing is due.\n"
    digest = await order_now(database, ago=timedelta(minutes=3))
    said = (await morbot("run-due")).stdout.splitlines()
    assert said[0].startswith(f"Digest {digest.id}, ")
    assert said[0].endswith(f" ({VILNIUS}): posted.")
    assert re.fullmatch("[34] slots were missed.", said[1])
    assert len(workspace.messages) == 1


async def test_digests_are_listed_with_their_last_outcome(
    database: Database, morbot: Morbot
) -> None:
    await order_now(database, "yesterday device:[bold]")
    await order_now(database, place="")
    await morbot("run-due")
    first, second = [
        line for line in (await morbot("list")).stdout.splitlines() if TOM.user in line
    ]
    assert "yesterday device:[bold]" in first
    assert f"every minute, {VILNIUS}" in first
    assert NOC in first
    assert "active" in first
    assert first.rstrip(" │").endswith("posted")
    assert "direct messages" in second


async def test_typed_text_cannot_control_the_terminal(database: Database, morbot: Morbot) -> None:
    await order_now(database, "yestarday\x1b]0;morbot\x07")  # a reason repeats what was not read
    said = [(await morbot(word)).stdout for word in ("list", "run-due", "list", "history")]
    assert all("yestarday\N{REPLACEMENT CHARACTER}]0;morbot" in one for one in said[:1] + said[2:])
    assert "\x1b" not in "".join(said)
    assert "\x07" not in "".join(said)


async def test_the_history_tells_of_each_slot(
    database: Database, morbot: Morbot, workspace: Workspace
) -> None:
    assert (await morbot("history")).stdout == "No slot has come yet.\n"
    digest, other = (
        await order_now(database, ago=timedelta(minutes=1)),
        await order_now(database, place=""),
    )
    workspace.admin.archive("#noc")
    await morbot("run-due")
    rows = (await morbot("history", str(digest.id))).stdout
    assert "skipped (That channel is archived, so nothing can be posted there)" in rows
    assert "skipped (morbot was not running in time)" in rows
    assert "posted" in (await morbot("history", str(other.id))).stdout
    assert len((await morbot("history", "--last", "1")).stdout.splitlines()) == 3
    with pytest.raises(MorbotError, match="no digest 99"):
        await morbot("history", "99")


async def test_a_post_of_unknown_outcome_ends_with_1(
    database: Database, morbot: Morbot, workspace: Workspace
) -> None:
    digest = await order_now(database)
    workspace.control.lose_reply("chat.postMessage")
    said = (await morbot("run-due", code=1)).stdout
    assert "not known (Slack's answer was lost, so it may have been posted, or not)" in said
    assert "not known" in (await morbot("history", str(digest.id))).stdout
    assert (await Deliveries(database).history(digest.id, 1))[0].state == "unknown"


async def test_without_slack_nothing_can_be_sent(
    database: Database, morbot: Morbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del database
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        await morbot("run-due")
    assert (await morbot("list")).exit_code == 0
