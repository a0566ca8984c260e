"""`morbot link` where SLACK_BOT_TOKEN is set: people are looked up, and bot admins told."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.link import command
from bot.errors import AskError, MorbotError, SlackError
from bot.sandbox.company import MOR_USERS, SlackPerson
from bot.sandbox.mor_server import Database as MorDatabase
from bot.sandbox.mor_server import MorServer, running
from bot.sandbox.slack_server import Workspace
from bot.sandbox.world import World

Morbot = Callable[..., Awaitable[Result]]
INGRID = ("add", "U0INGRID1", "admin", "--role", "admin")
TOM = ("add", "U0TOM0001", "tomford", "--role", "user")
GUEST = ("add", "U0GUEST01", "frontdesk", "--role", "user")
VERA = SlackPerson("U0VERA001", "vera", "Vera (of a partner)", "Europe/Vilnius")


@pytest.fixture
async def mor() -> AsyncIterator[MorServer]:
    """The company's MOR without any calls."""
    world = World(users=MOR_USERS, devices=(), calls=())
    async with running(MorDatabase.of(world)) as server:
        yield server


@pytest.fixture
def morbot(
    mor: MorServer, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Morbot:
    """Types a command; raises what it raises."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", mor.url)
    monkeypatch.setenv("MOR_KEY_ADMIN", "123456")
    monkeypatch.setenv("MOR_KEY_RESELLER_3", "333333")
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///links.db")
    monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
    monkeypatch.setenv("SLACK_API_URL", f"{workspace.address}/api")
    monkeypatch.setenv("BOT_ADMINS", "U0INGRID1")

    async def run(*words: str, code: int = 0, typed: str | None = None) -> Result:
        result: Result = await asyncio.to_thread(CliRunner().invoke, command, words, input=typed)
        if isinstance(result.exception, MorbotError):
            raise result.exception
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return run


async def linked(morbot: Morbot) -> list[str]:
    links = json.loads((await morbot("list", "--json")).stdout)
    return [f"{link['org']}/{link['slack_user']}" for link in links]


async def refused(morbot: Morbot, *words: str) -> AskError:
    with pytest.raises(AskError) as caught:
        await morbot(*words)
    assert caught.value.hint
    return caught.value


async def told(workspace: Workspace, name: str = "ingrid") -> str:
    workspace.clock.put_forward(2)  # Slack takes one message a second
    return (await workspace.person(name).sees()).text


async def test_the_workspace_is_taken_from_slack(morbot: Morbot, workspace: Workspace) -> None:
    result = await morbot(*TOM)
    assert "T0HARBOR1/U0TOM0001 is linked to “tomford” (MOR user 5, role user)." in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("A new, empty database was made: ")
    workspace.members["U0INGRID1"].enterprise_id = "E0NORDIC1"
    await morbot(*INGRID)
    assert await linked(morbot) == ["E0NORDIC1/U0INGRID1", "T0HARBOR1/U0TOM0001"]


async def test_a_workspace_that_is_not_the_persons_is_refused(morbot: Morbot) -> None:
    error = await refused(morbot, *TOM, "--org", "T0OTHER01")
    assert "T0OTHER01" in error.text
    assert "T0HARBOR1" in error.text
    assert await linked(morbot) == []
    await morbot(*TOM, "--org", "T0HARBOR1")


async def test_guests_and_people_from_outside_need_external(
    morbot: Morbot, workspace: Workspace, mor: MorServer
) -> None:
    workspace.admin.share_externally("#noc", VERA, team_id="T0PARTNER")
    vera = ("add", "U0VERA001", "tomford", "--role", "user")
    for words, what in ((GUEST, "is a guest"), (vera, "another Slack workspace")):
        error = await refused(morbot, *words)
        assert what in error.text
        assert "--external" in error.hint
    assert not mor.received
    await morbot(*GUEST, "--external")
    await morbot(*vera, "--external")
    assert await linked(morbot) == ["T0HARBOR1/U0GUEST01", "T0PARTNER/U0VERA001"]


@pytest.mark.parametrize("external", [(), ("--external",)])
async def test_nobody_links_who_has_left_or_never_was(
    morbot: Morbot, workspace: Workspace, external: tuple[str, ...]
) -> None:
    workspace.members["U0TOM0001"].deleted = True
    assert "deactivated" in (await refused(morbot, *TOM, *external)).text
    unknown = ("add", "U0NOBODY1", "tomford", "--role", "user", *external)
    assert "knows no person" in (await refused(morbot, *unknown)).text
    app = ("add", "U0MORBOT1", "tomford", "--role", "user", *external)
    assert "knows no person" in (await refused(morbot, *app)).text
    assert "member ID" in (await refused(morbot, "add", "tom", "tomford", "--role", "user")).text
    assert await linked(morbot) == []


async def test_a_slack_that_cannot_be_asked_makes_no_link_but_removes_one(
    morbot: Morbot, workspace: Workspace
) -> None:
    await morbot(*TOM)
    workspace.token_fault = "token_revoked"
    with pytest.raises(SlackError, match="SLACK_BOT_TOKEN"):
        await morbot(*INGRID, "--org", "T0HARBOR1")
    with pytest.raises(SlackError, match="SLACK_BOT_TOKEN"):
        await morbot("import", "-", typed="slack_user,mor_username,role\nU0ADA0001,x,user\n")
    result = await morbot("check")
    assert "confirmed" in result.stdout
    assert "not looked up" in result.stderr
    result = await morbot("remove", "U0TOM0001")
    assert "could not be told" in result.stderr
    assert await linked(morbot) == []


async def test_without_a_token_it_says_that_nobody_was_looked_up(
    morbot: Morbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    result = await morbot(*GUEST, "--org", "T0HARBOR1")
    assert "SLACK_BOT_TOKEN is not set" in result.stderr
    assert "is linked" in result.stdout


async def test_bot_admins_are_told_of_every_change(morbot: Morbot, workspace: Workspace) -> None:
    await morbot(*TOM)
    assert "U0TOM0001 is linked to “tomford”" in await told(workspace)
    await morbot("admin", "add", "U0NILS001")
    assert "U0NILS001 is now a bot admin. (on the command line)" in await told(workspace)
    assert "U0NILS001 is now a bot admin." in await told(workspace, "nils")
    await workspace.admin.make_guest("tom")
    await morbot("check")
    for name in ("ingrid", "nils"):
        assert "suspended (its person is a guest" in await told(workspace, name)
    await morbot("remove", "U0TOM0001")
    for name in ("ingrid", "nils"):
        assert "U0TOM0001 is no longer linked" in await told(workspace, name)
    await morbot("admin", "remove", "U0NILS001")
    assert "U0NILS001 is no longer a bot admin" in await told(workspace)


async def test_a_bot_admin_who_cannot_be_told_is_named(
    morbot: Morbot, workspace: Workspace
) -> None:
    workspace.control.fail("chat.postMessage")
    result = await morbot(*TOM)
    assert "T0HARBOR1/U0INGRID1 could not be told in Slack" in result.stderr
    assert "is linked" in result.stdout


async def test_the_bot_admins_of_the_settings_are_listed(morbot: Morbot) -> None:
    await morbot("admin", "add", "U0NILS001")
    assert (await morbot("admin", "list")).stdout == (
        "T0HARBOR1/U0NILS001\nU0INGRID1 (in BOT_ADMINS)\n"
    )


async def test_a_bot_admin_is_somebody_whom_slack_knows(morbot: Morbot) -> None:
    assert "knows no person" in (await refused(morbot, "admin", "add", "U0NOBODY1")).text
    guest = await refused(morbot, "admin", "add", "U0GUEST01")
    assert "U0GUEST01 cannot be a bot admin: they are a guest in Slack." in guest.text
    assert "T012AB3CD/U045EF6GH" in guest.hint


async def test_that_a_bot_admin_no_longer_counts_is_told_by_the_command_line_too(
    morbot: Morbot, workspace: Workspace
) -> None:
    await morbot("admin", "add", "U0NILS001")
    await told(workspace)
    await workspace.admin.make_guest("nils")
    await morbot(*TOM)
    news = [await told(workspace) for _ in range(2)]
    assert sum("U0NILS001 no longer counts as a bot admin" in one for one in news) == 1


# Files


async def test_a_file_needs_no_workspace_and_a_dry_run_changes_and_tells_nothing(
    morbot: Morbot, workspace: Workspace
) -> None:
    typed = (
        "Slack_User;MOR_Username;Role;External\n"
        "U0TOM0001;tomford;user;\n"
        "U0GUEST01;frontdesk;user;yes\n"
    )
    dry = await morbot("import", "-", typed=typed)
    assert "T0HARBOR1/U0TOM0001 would be linked to “tomford”" in dry.stdout
    assert "2 to be made" in dry.stdout
    assert await linked(morbot) == []
    assert not workspace.messages
    await morbot("import", "-", "--yes", typed=typed)
    assert await linked(morbot) == ["T0HARBOR1/U0GUEST01", "T0HARBOR1/U0TOM0001"]
    news = await told(workspace)
    assert "U0GUEST01 is linked" in news
    assert "U0TOM0001 is linked" in news
    assert "0 to be made, 2 already there" in (await morbot("import", "-", typed=typed)).stdout


async def test_faults_that_slack_finds_in_a_file_are_told_line_by_line(
    morbot: Morbot, workspace: Workspace
) -> None:
    workspace.members["U0ROSA001"].deleted = True
    rows = [
        "org,slack_user,mor_username,role,external",
        "T0HARBOR1,U0TOM0001,tomford,user,",  # fine
        ",U0TOM0001,tomford,user,",  # the same person
        ",U0GUEST01,frontdesk,user,no",
        ",U0ROSA001,frontdesk,user,yes",
        ",U0NOBODY1,frontdesk,user,",
        "T0OTHER01,U0ADA0001,frontdesk,user,",
        ",U0NILS001,frontdesk,user,no,more",
    ]
    with pytest.raises(AskError) as caught:
        await morbot("import", "-", "--yes", typed="\n".join(rows))
    lines = caught.value.text.splitlines()[1:]
    assert [line.split(":")[0] for line in lines] == [f"Line {n}" for n in range(3, 9)]
    expected = ["line 2 already", "guest", "deactivated", "knows no", "T0OTHER01", "more cells"]
    assert all(part in line for part, line in zip(expected, lines, strict=True))
    assert await linked(morbot) == []
    assert not workspace.messages


async def test_a_column_named_twice_is_refused(morbot: Morbot) -> None:
    with pytest.raises(AskError, match="more than once: role"):
        await morbot("import", "-", typed="slack_user,mor_username,role,Role\n")
