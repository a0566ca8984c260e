"""Help and the card about oneself."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.calls.asker import check_access
from bot.calls.model import Account, WhoKind
from bot.calls.query import read_command, split_subcommand
from bot.home.blocks import help_message, whoami_message
from bot.home.texts import FOR_BOT_ADMINS
from tests.support.examples import ADMIN, HELD_RESELLER, ID_LESS_ADMIN, RESELLER, USER, asker
from tests.support.judges import assert_slack_takes, said

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=ZoneInfo("Europe/Vilnius"))
ACCOUNTS = [ADMIN, ID_LESS_ADMIN, RESELLER, HELD_RESELLER, USER]


def _typed(account: Account) -> list[str]:
    """Every command the help shows to this account, as text behind the slash command."""
    message = help_message("/localcalls", asker(account), 92)
    codes = [
        part["text"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element["type"] == "rich_text_list"
        for item in element["elements"]
        for part in item["elements"]
        if part.get("style") == {"code": True}
    ]
    return [code.removeprefix("/localcalls").strip() for code in codes]


@pytest.mark.parametrize("account", ACCOUNTS, ids=str)
def test_help_is_a_message_slack_takes(account: Account) -> None:
    message = help_message("/localcalls", asker(account), 92)
    assert_slack_takes(message)
    assert "At most 92 days" in said(message)


def test_help_for_an_admin(snapshot: SnapshotAssertion) -> None:
    message = help_message("/localcalls", asker(ADMIN), 92)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("account", ACCOUNTS, ids=str)
def test_every_command_that_help_shows_can_be_typed(account: Account) -> None:
    prefix = "" if account.user_id is not None else "user:5 "
    for typed in _typed(account):
        if split_subcommand(typed)[0] is not None:
            continue
        names_somebody = typed.startswith(("5", "user:", "me"))
        command = typed if names_somebody else prefix + typed
        read = read_command(command, NOW, account)
        if read.who.kind is WhoKind.ID:
            check_access(account, int(read.who.value))


@pytest.mark.parametrize("account", [HELD_RESELLER, USER], ids=str)
def test_plain_users_are_not_shown_how_to_name_others(account: Account) -> None:
    shown = said(help_message("/localcalls", asker(account), 92))
    assert "user:" not in shown
    assert "Your own, as MOR user" in shown


def test_help_without_a_link_tells_how_to_get_one() -> None:
    message = help_message("/localcalls", asker(), None)
    assert_slack_takes(message)
    assert "morbot link add U0NEWTON1" in said(message)
    assert "morbot link add U0NEWTON1" in said(whoami_message("/localcalls", asker()))


def test_help_goes_by_the_commands_name() -> None:
    assert "/calls-staging last week" in said(help_message("/calls-staging", asker(USER), 1))
    assert "At most 1 day " in said(help_message("/calls-staging", asker(USER), 1))


def test_whoami_tells_account_rights_and_zone() -> None:
    message = whoami_message("/localcalls", asker(RESELLER, zone="Europe/Copenhagen"))
    assert_slack_takes(message)
    for words in ("nordvoice (user 3), reseller", "yourself and your users", "Europe/Copenhagen"):
        assert words in said(message)
    assert "assumed" in said(whoami_message("/localcalls", asker(USER, zone_assumed=True)))


@pytest.mark.parametrize("account", [*ACCOUNTS, None], ids=str)
def test_bot_admins_read_of_their_commands_and_nobody_else(account: Account | None) -> None:
    own = help_message("/localcalls", asker(account), 92, bot_admin=True)
    assert_slack_takes(own)
    others = said(help_message("/localcalls", asker(account), 92))
    for typed, _ in FOR_BOT_ADMINS:
        assert split_subcommand(typed)[0] is not None
        assert f"/localcalls {typed}" in said(own)
        assert f"/localcalls {typed}" not in others


def test_a_suspended_link_is_told_with_its_reason() -> None:
    message = whoami_message("/localcalls", asker(suspended="its person has gone"))
    assert_slack_takes(message)
    assert "suspended: its person has gone" in said(message)
