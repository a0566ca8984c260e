"""A database written before reasons were codes tells and does after its upgrade what it did."""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from bot.cli import link as link_cli
from bot.digests.blocks import card
from bot.digests.deliveries import Deliveries
from bot.digests.model import MorUser
from bot.digests.posting_texts import reason
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.store import Digests
from bot.links.directory import Directory
from bot.links.texts import suspension
from bot.sandbox.company import TEAM_ID
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.model import Member
from bot.store.database import open_database

WRITTEN = Path(__file__).parent / "before_codes"
LINKS = "SELECT slack_user, suspended FROM links ORDER BY 1"
DIGESTS = "SELECT id, why FROM digests ORDER BY 1"
DELIVERIES = "SELECT digest_id, slot, why FROM deliveries ORDER BY 1, 2"
UNKNOWN = "he is on leave"  # which no version has written by itself

NEWER = {ReasonCode.OTHER_MOR_USER, ReasonCode.NO_ALERT, ReasonCode.MUTED}

SUSPENSIONS = {
    "its person is a guest in Slack, and it was not made for one": "guest",
    "its person is of another Slack workspace, and it was not made for that": "foreign",
    "its person is deactivated in Slack": "deactivated",
    "its person belongs to another Slack workspace or enterprise now": "elsewhere",
    "Slack no longer knows its person": "unknown-person",
    "MOR no longer knows its username": "name-gone",
    "its username belongs to another MOR user now": "name-moved",
}
REWORDED = {
    "and it was not made for one": "and it does not allow guests",
    "and it was not made for that": "and it does not allow that",
    "of another Slack workspace": "from another Slack workspace",
    "nothing was running in time": "morbot was not running in time",
    ", as for ": ", also for ",
    "cannot be read any longer": "can no longer be read",
    "is not linked to a MOR user any longer": "is no longer linked to a MOR user",
    "morbot was cut short in the middle of it": "morbot stopped while it was running",
}
"""Parts of the old sentences, and how they are worded today."""

SUSPENDED = "its owner's link to MOR is suspended: "
UNCONFIRMED = "MOR did not confirm its owner's link. "
NO_KEY = "MOR does not accept MOR_KEY_ADMIN for “tomford”"
REFUSED = "MOR refused the request:"

REASONS = {
    "nothing was running in time": ("missed", ""),
    "nothing was running in time, as for one earlier slot": ("missed-with-earlier", "1"),
    "nothing was running in time, as for 3 earlier slots": ("missed-with-earlier", "3"),
    "its schedule or time zone cannot be read any longer": ("schedule-unreadable", ""),
    "the digest was deleted or paused": ("digest-gone", ""),
    "there were no calls": ("no-calls", ""),
    "its owner is not linked to a MOR user any longer": ("not-linked", ""),
    **{f"{SUSPENDED}{why}": ("link-suspended", code) for why, code in SUSPENSIONS.items()},
    f"{SUSPENDED}its person is deactivated in Slack": ("owner-deactivated", ""),
    f"{SUSPENDED}{UNKNOWN}": ("link-suspended", UNKNOWN),
    "its owner is no longer in this Slack workspace": ("owner-gone", ""),
    f"{UNCONFIRMED}{NO_KEY}": ("link-not-checked", NO_KEY),
    f"{UNCONFIRMED}{REFUSED}{' words' * 32}…": ("link-not-checked", f"{REFUSED}{' words' * 32}…"),
    "it took too long": ("took-too-long", ""),
    "morbot was cut short in the middle of it": ("cut-short", ""),
    "Slack's answer was lost, so it may have been posted, or not": ("outcome-unknown", ""),
    "something went wrong inside morbot (reference 4f1c2b7a9d3e)": ("fault", "4f1c2b7a9d3e"),
    "a bot admin paused it": ("bot-admin", ""),
    **{
        error: ("error", error)
        for error in (
            "MOR took too long: no whole answer within 30 seconds",
            "MOR was not reached at mor.example.com",
            "MOR does not know this user",
            f"{REFUSED} Over capacity",
            f"{REFUSED}{' words' * 38} w…",
            "morbot is not in that channel, so it cannot post there",
            "The Slack app lacks the scope chat:write",
            "Slack does not accept the bot's token any more (token_revoked)",
            "You have asked a lot: morbot takes 30 questions a minute from one person",
        )
    },
}

"""What the reasons that are worded differently now say."""


@pytest.fixture
def address(
    each_empty_database: str,
    mor: MorServer,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A database as 9df7200 wrote it, in the settings; everybody linked in it is in Slack."""
    if each_empty_database.startswith("sqlite"):
        file = sqlite3.connect(make_url(each_empty_database).database or "")
        file.executescript((WRITTEN / "sqlite.sql").read_text("utf-8"))
        file.close()
    else:
        with psycopg.connect(each_empty_database) as server:
            server.execute((WRITTEN / "postgresql.sql").read_bytes())
    tom = workspace.members["U0TOM0001"]
    for user, _ in _select(each_empty_database, LINKS):
        person = replace(tom.person, id=user, name=user.lower())
        workspace.members[person.id] = Member(person, TEAM_ID)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", mor.url)
    monkeypatch.setenv("MOR_KEY_ADMIN", mor.options.secret_key)
    monkeypatch.setenv("DATABASE_URL", each_empty_database)
    return each_empty_database


def _select(address: str, query: str) -> Sequence[Sequence[Any]]:
    """What is stored, without an upgrade before."""
    if address.startswith("sqlite"):
        file = sqlite3.connect(make_url(address).database or "")
        found: Sequence[Sequence[Any]] = file.execute(query).fetchall()
        file.close()
        return found
    with psycopg.connect(address) as server:
        return server.execute(query.encode()).fetchall()


def _change(address: str, statement: str) -> None:
    """Change what is stored, without an upgrade before."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(address).database or "")) as file, file:
            file.execute(statement)
        return
    with psycopg.connect(address) as server:
        server.execute(statement.encode())


async def _check() -> list[str]:
    """What `morbot link check` says of each link."""
    return [line.partition(": ")[2] for line in (await _printed("check")).splitlines()]


async def _suspended() -> list[str]:
    """Why each link is suspended, as it is told; empty where it counts."""
    return [one["suspended"] for one in json.loads(await _printed("list", "--json"))]


async def _printed(*words: str) -> str:
    group: click.Group = link_cli.command
    result = await asyncio.to_thread(CliRunner().invoke, group, words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def today(sentence: str) -> str:
    """Return what an old sentence is today."""
    for old, new in REWORDED.items():
        sentence = sentence.replace(old, new)
    return sentence


async def test_each_reason_of_a_link_is_a_code_and_told_as_it_was(address: str) -> None:
    was = {row[0]: row[1] for row in _select(address, LINKS)}
    assert set(was.values()) == {"", *SUSPENSIONS, UNKNOWN}
    async with open_database(address) as database:
        links = await Directory(database).all()
    for link in links:
        sentence = was[link.identity.user]
        assert link.suspended == SUSPENSIONS.get(sentence, sentence)
        assert suspension(link.suspended) == today(sentence)
    assert {link.suspended for link in links} == {"", *SUSPENSIONS.values(), UNKNOWN}
    assert {name for (name,) in _select(address, "SELECT folded_username FROM links")} == {
        link.account.username.casefold() for link in links
    }
    assert await _suspended() == [today(sentence) for sentence in was.values()]


async def test_each_reason_of_a_pause_is_a_code_and_told_as_it_was(address: str) -> None:
    was = {row[0]: row[1] for row in _select(address, DIGESTS)}
    async with open_database(address) as database:
        digests = await Digests(database).all()
    assert len(digests) == len(was)
    for digest in digests:
        sentence = was[digest.id]
        assert digest.why == (Reason(*REASONS[sentence]) if sentence else None)
        told = today(sentence)
        assert reason(digest.why) == told
        if told:
            assert card.state(digest)[:200] == f"Paused: {told}."[:200]


async def test_a_digest_asks_as_the_mor_user_that_its_owner_is_at_the_upgrade(
    address: str,
) -> None:
    _change(address, "UPDATE digests SET slack_user = 'U0OLD0000' WHERE id = 2")
    async with open_database(address) as database:
        digests = {one.id: one for one in await Digests(database).all()}
    assert digests[2].mor_user == MorUser(5, "tomford")
    assert {one.mor_user for one in digests.values() if one.id != 2} == {MorUser(None, "")}


async def test_each_reason_of_a_slot_is_a_code_and_told_as_it_was(address: str) -> None:
    before = _select(address, DELIVERIES)
    paused = _select(address, DIGESTS)
    async with open_database(address) as database:
        digests = {one.id: one for one in await Digests(database).all()}
        after = await Deliveries(database).history(None, 1000)
    after.sort(key=lambda one: (one.digest_id, one.slot))
    assert len(after) == len(before)
    for (digest_id, _, sentence), delivery in zip(before, after, strict=True):
        assert delivery.digest_id == digest_id
        assert delivery.why == (Reason(*REASONS[sentence]) if sentence else None)
        why = today(sentence)
        assert reason(delivery.why) == why
        told = card.outcome(delivery, digests[digest_id].plan)
        assert f"({why})" in told if why else "(" not in told
    written = {row[-1] for row in [*before, *paused]}
    assert written == {"", *REASONS}
    assert {code for code, _ in REASONS.values()} == set(ReasonCode) - NEWER


@pytest.mark.usefixtures("address")
async def test_a_recheck_lifts_what_slack_and_mor_were_asked_about(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
    monkeypatch.setenv("SLACK_API_URL", f"{workspace.address}/api")
    assert await _check() == ["confirmed", *["resumed"] * 7, f"still suspended ({UNKNOWN})"]
    assert await _suspended() == [*[""] * 8, UNKNOWN]


@pytest.mark.usefixtures("address")
async def test_a_recheck_without_slack_lifts_what_mor_was_asked_about() -> None:
    kept = list(SUSPENSIONS)[:5]
    checks = [f"still suspended ({today(why)})" for why in [*kept, UNKNOWN]]
    assert await _check() == ["confirmed", *checks[:5], "resumed", "resumed", checks[5]]
    assert await _suspended() == ["", *map(today, kept), "", "", UNKNOWN]
