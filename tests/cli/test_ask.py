"""`morbot ask`: the same answers as in Slack, on a terminal or as JSON."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import morbot
from bot.errors import MorbotError
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from tests.support.company import NOW, StartBot

Ask = Callable[..., Awaitable[Result]]
CLOCK = ("--now", NOW.isoformat(), "--tz", "Europe/Vilnius")
SANDBOX = ("--sandbox", *CLOCK)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Types `morbot ask` in an empty folder, without any settings but those given."""
    monkeypatch.chdir(tmp_path)
    for name in ("MOR_URL", "MOR_KEY_ADMIN", "DEFAULT_TIMEZONE", "SLACK_COMMAND"):
        monkeypatch.delenv(name, raising=False)

    async def run(*words: str, **settings: str) -> Result:
        result: Result = await asyncio.to_thread(
            CliRunner(env=settings).invoke, morbot, ["ask", *words]
        )
        fault = result.exception
        assert fault is None or isinstance(fault, SystemExit | MorbotError), fault
        return result

    return run


def at(mor: MorServer) -> dict[str, str]:
    return {"MOR_URL": mor.url, "MOR_KEY_ADMIN": mor.options.secret_key}


def without_ids(blocks: Iterable[dict[str, Any]]) -> str:
    """Without the ids that Slack gives to blocks, and that each kept answer has of its own."""
    named = [{name: each[name] for name in each if name != "block_id"} for each in blocks]
    return re.sub(r'(?<="value": ")((?:\w*:)*)[\w-]{22}(?=")', r"\1ID", json.dumps(named))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("5 today", 0),
        ("5 last week", 0),
        ("12 last week device:dsadas12 by:day", 0),
        ("5 last week chart", 0),
        ("5 yesterday by:hour chart", 0),
        ("9 last week", 0),
        ("whoami", 0),
        ("help", 0),
        ("20 nov", 2),
        ("5 last banana", 2),
        ("777 today", 2),
    ],
)
async def test_json_is_the_message_that_slack_gets(  # noqa: PLR0917 -- fixtures and cases
    ask: Ask, start_bot: StartBot, workspace: Workspace, mor: MorServer, said: str, code: int
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types(f"/localcalls {said}")
    seen = await ingrid.sees()
    done = await ask(
        *("--as", "admin", "--locale", "en-GB", "--json", *CLOCK, *said.split()),
        DATABASE_URL=settings.database_url,
        **at(mor),
    )
    printed = json.loads(done.stdout)
    assert done.exit_code == code
    assert printed["text"] == seen.text
    assert without_ids(printed["blocks"]) == without_ids(seen.blocks)


async def test_a_question_that_cannot_be_read_is_marked_and_both_readings_are_told(
    ask: Ask,
) -> None:
    done = await ask(*SANDBOX, "20", "nov")
    assert done.exit_code == 2
    assert "  20 nov\n  ^^\n" in done.stderr
    assert "  user:20 nov " in done.stderr
    assert "  me 20 nov " in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("command", ["/localcalls", "/calls"])
async def test_a_fault_names_the_command_that_slack_has(
    ask: Ask, mor: MorServer, command: str
) -> None:
    done = await ask("--as", "admin", "--json", "banana", SLACK_COMMAND=command, **at(mor))
    assert f"{command} help" in done.stdout


async def test_the_zone_is_the_one_of_the_settings_unless_given(
    ask: Ask, mor: MorServer, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DEFAULT_TIMEZONE=Asia/Kolkata\n")
    question = ("--as", "admin", "--now", "2026-11-25T14:30:15", "5")
    assert "Thu 26 Nov 2026, 00:00 (Asia/Kolkata)" in (await ask(*question, **at(mor))).stdout
    given = await ask(*question, "--tz", "America/New_York", **at(mor))
    assert "Thu 26 Nov 2026, 00:00 (America/New_York)" in given.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("5",),  # nobody to ask as
        ("--sandbox", "--as", "nobody", "5"),
        ("--sandbox", "--tz", "Nowhere/Else", "5"),
        ("--sandbox", "--now", "yesterday", "5"),
        ("--sandbox", "--now", "9999-12-31", "5"),
        ("--sandbox", "--now", "0001-01-01T00:00+14:00", "5"),
        ("--sandbox", "--now", "1969-12-31T23:59:59", "5"),
        (*SANDBOX, "--as", "tomford", "user:adalind"),
        (*SANDBOX, "5", "last", "93", "days"),
        (*SANDBOX, "777"),
    ],
)
async def test_a_mistake_is_told_and_ends_with_2(ask: Ask, words: tuple[str, ...]) -> None:
    done = await ask(*words)
    assert done.exit_code == 2
    assert done.stderr
    assert not done.stdout


async def test_a_mor_that_is_not_there_ends_with_1(ask: Ask) -> None:
    done = await ask("--as", "admin", "5", MOR_URL="http://127.0.0.1:9/billing", MOR_KEY_ADMIN="k")
    assert done.exit_code == 1
    assert "MOR was not reached." in done.stderr
    assert "There is no connection to 127.0.0.1." in done.stderr
