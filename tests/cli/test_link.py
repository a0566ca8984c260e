"""`morbot link`, typed by an operator, against a MOR on loopback and a database file."""

import asyncio
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.calls.model import Account, Role
from bot.cli.link import command
from bot.errors import AskError, ConfigError, MorbotError
from bot.ids import COMMAND_LINE, Identity
from bot.links.batch import read_links, write_links
from bot.links.model import Link
from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import Database as MorDatabase
from bot.sandbox.mor_server import Fault, ForeignIds, MorServer, running
from bot.sandbox.world import World

Morbot = Callable[..., Awaitable[str]]
ORG = ("--org", "T0HARBOR1")
INGRID = ("add", "U0INGRID1", "admin", "--role", "admin", *ORG)
NILS = ("add", "U0NILS001", "nordvoice", "--role", "reseller")
ADA = ("add", "U0ADA0001", "adalind", "--role", "user", "--owner", "3")


@pytest.fixture
async def mor() -> AsyncIterator[MorServer]:
    """The company's MOR without any calls."""
    world = World(users=MOR_USERS, devices=(), calls=())
    async with running(MorDatabase.of(world)) as server:
        yield server


@pytest.fixture
def settings(mor: MorServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", mor.url)
    monkeypatch.setenv("MOR_KEY_ADMIN", "123456")
    monkeypatch.setenv("MOR_KEY_RESELLER_3", "333333")
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///links.db")


@pytest.fixture
def morbot(settings: None) -> Morbot:
    """Types a command and gives what it prints; raises what it raises."""
    del settings

    async def run(*words: str, code: int = 0, typed: str | None = None) -> str:
        result: Result = await asyncio.to_thread(
            CliRunner().invoke, command, words, input=typed, catch_exceptions=True
        )
        if isinstance(result.exception, MorbotError):
            raise result.exception
        assert result.exit_code == code, (result.output, result.exception)
        return result.stdout

    return run


async def as_json(morbot: Morbot) -> list[dict[str, object]]:
    links = json.loads(await morbot("list", "--json"))
    assert isinstance(links, list)
    return links


async def test_a_link_is_made_listed_and_removed(morbot: Morbot) -> None:
    said = await morbot(*INGRID)
    assert said == "T0HARBOR1/U0INGRID1 is linked to “admin” (MOR user 0, role admin).\n"
    (link,) = await as_json(morbot)
    assert link["mor_username"] == "admin"
    assert link["mor_user_id"] == 0
    assert link["created_by"] == "command line"
    assert datetime.fromisoformat(str(link["checked_at"])).tzinfo
    said = await morbot("remove", "U0INGRID1")
    assert said == "T0HARBOR1/U0INGRID1 is no longer linked to “admin”.\n"
    assert await as_json(morbot) == []


async def test_the_list_is_a_table_one_line_a_link(morbot: Morbot) -> None:
    assert "Nobody is linked yet." in await morbot("list")
    await morbot(*INGRID, "--id", "none")
    await morbot(*ADA, "--external")
    lines = (await morbot("list")).splitlines()
    (ada,) = [line for line in lines if "adalind" in line]
    for shown in (
        *("T0HARBOR1/U0ADA0001", "adalind: Ada Lind (user 6)", "active, external"),
        *("user of reseller 3", "themselves"),
    ):
        assert shown in ada
    (ingrid,) = [line for line in lines if "U0INGRID1" in line]
    for shown in ("admin: no id", "anybody"):
        assert shown in ingrid


async def test_the_workspace_may_be_left_out_once_there_is_one(morbot: Morbot) -> None:
    with pytest.raises(AskError, match="workspace"):
        await morbot(*NILS)
    await morbot(*INGRID)
    await morbot(*NILS)
    assert [link["org"] for link in await as_json(morbot)] == ["T0HARBOR1", "T0HARBOR1"]
    await morbot(*ADA, "--org", "E0NORDIC1")
    with pytest.raises(AskError) as caught:
        await morbot("add", "U0TOM0001", "tomford", "--role", "user")
    assert "E0NORDIC1, T0HARBOR1" in caught.value.hint


async def test_removing_asks_which_only_where_two_share_an_id(morbot: Morbot) -> None:
    await morbot(*ADA, "--org", "E0NORDIC1")
    await morbot(*ADA, *ORG)
    with pytest.raises(AskError) as caught:
        await morbot("remove", "U0ADA0001")
    assert "E0NORDIC1, T0HARBOR1" in caught.value.hint
    await morbot("remove", "U0ADA0001", "--org", "E0NORDIC1")
    with pytest.raises(AskError, match="not linked"):
        await morbot("remove", "U0ADA0001", "--org", "E0NORDIC1")
    await morbot("remove", "U0ADA0001")
    with pytest.raises(AskError, match="not linked"):
        await morbot("remove", "U0ADA0001")


@pytest.mark.parametrize("expected", ["5x", "-1", "", "٥", "NONE "])
async def test_an_id_is_a_number_or_none(morbot: Morbot, expected: str) -> None:
    with pytest.raises(AskError):
        await morbot(*INGRID, f"--id={expected}")


async def test_a_reseller_limited_to_its_own_id_is_told_so(morbot: Morbot, mor: MorServer) -> None:
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    assert "limited to its own id" in await morbot(*NILS, *ORG)


async def test_a_missing_setting_is_told_before_anything_happens(
    morbot: Morbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOR_URL")
    with pytest.raises(ConfigError, match="MOR_URL"):
        await morbot("list")


# Bot admins


async def test_bot_admins_come_and_go(morbot: Morbot) -> None:
    said = await morbot("admin", "add", "U0INGRID1", *ORG)
    assert said == "T0HARBOR1/U0INGRID1 is now a bot admin.\n"
    assert "already" in await morbot("admin", "add", "U0INGRID1")
    assert await morbot("admin", "list") == "T0HARBOR1/U0INGRID1\n"
    await morbot("admin", "remove", "U0INGRID1")
    assert await morbot("admin", "list") == ""
    with pytest.raises(AskError, match="not a bot admin"):
        await morbot("admin", "remove", "U0INGRID1")
    with pytest.raises(AskError, match="member ID"):
        await morbot("admin", "add", "ingrid", *ORG)


# Checking


async def test_check_tells_of_each_link_and_fails_for_one_that_it_cannot_check(
    morbot: Morbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await morbot(*INGRID)
    await morbot(*ADA)
    said = await morbot("check")
    assert said.count("confirmed") == 2
    monkeypatch.setenv("MOR_KEY_RESELLER_3", "another")
    said = await morbot("check", code=1)
    assert "U0ADA0001 as “adalind”: not checked (MOR does not accept the reseller's key" in said
    assert "MOR_KEY_RESELLER_3 is not MOR's API Secret Key" in said
    assert "another" not in said.replace("another owner", "")


# Files


async def test_an_export_is_imported_as_it_is(morbot: Morbot, tmp_path: Path) -> None:
    await morbot(*INGRID, "--id", "none")
    await morbot(*NILS)
    await morbot(*ADA, "--external")
    exported = await morbot("export")
    before = await as_json(morbot)
    again = await morbot("import", "-", typed=exported)
    assert again == "0 to be made, 3 already there. Nothing was changed.\n"
    for user in ("U0INGRID1", "U0NILS001", "U0ADA0001"):
        await morbot("remove", user)
    (tmp_path / "links.csv").write_text(exported, encoding="utf-8")
    await morbot("import", "links.csv", "--yes")
    assert await morbot("export") == exported
    dated = {"created_at", "checked_at"}
    after = await as_json(morbot)
    assert [{k: v for k, v in link.items() if k not in dated} for link in after] == [
        {k: v for k, v in link.items() if k not in dated} for link in before
    ]


async def test_an_import_changes_nothing_without_yes(morbot: Morbot) -> None:
    said = await morbot(
        "import",
        "-",
        typed="\ufefforg;slack_user;mor_username;role\r\nT0HARBOR1;U0TOM0001;tomford;User\r\n\r\n",
    )
    assert "U0TOM0001 would be linked to “tomford” (MOR user 5, role user)" in said
    assert "1 to be made, 0 already there. Nothing was changed. Add --yes to make them." in said
    assert await as_json(morbot) == []


async def test_all_problems_are_told_at_once_and_nothing_is_half_done(morbot: Morbot) -> None:
    await morbot(*INGRID)
    rows = [
        "slack_user,org,role,mor_username,owner,id,external",
        "U0TOM0001,T0HARBOR1,user,tomford,,,",  # fine
        "U0TOM0001,T0HARBOR1,user,tomford,,,",  # twice
        "U0NEWTON1,T0HARBOR1,user,nobody,,,",
        "U0NILS001,T0HARBOR1,boss,nordvoice,,,",
        "U0HARRIET,T0HARBOR1,reseller,harbour,,,",  # no key
        "U0ADA0001,T0HARBOR1,user,adalind,three,,",
        "U0ROSA001,T0HARBOR1,user,adalind,3,7,",  # another id
        "U0INGRID1,T0HARBOR1,user,tomford,,,",  # has another link
        "rosa,T0HARBOR1,user,tomford,,,maybe",
    ]
    with pytest.raises(AskError) as caught:
        await morbot("import", "-", "--yes", typed="\n".join(rows))
    told = caught.value.text.splitlines()
    assert told[0] == "Nothing was imported."
    assert [line.split(":")[0] for line in told[1:]] == [f"Line {n}" for n in range(3, 11)]
    assert [link["slack_user"] for link in await as_json(morbot)] == ["U0INGRID1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "U0TOM0001,tomford,user\n",
        "org,slack_user,role\n",
        "org,slack_user,mor_username,role,shoe_size\n",
        'org,slack_user,mor_username,role\n"T0',
        "\x00",
    ],
)
async def test_a_file_without_links_is_refused(morbot: Morbot, text: str) -> None:
    with pytest.raises(AskError) as caught:
        await morbot("import", "-", typed=text)
    assert "morbot link export" in caught.value.hint


async def test_a_file_in_another_encoding_is_refused(morbot: Morbot, tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_bytes("org,slack_user,mor_username,role\nä".encode("latin-1"))
    with pytest.raises(AskError, match="CSV"):
        await morbot("import", "links.csv")


@pytest.mark.parametrize("cells", [",,", ", ,"])
def test_empty_cells_behind_the_last_column_are_a_spreadsheets(cells: str) -> None:
    head = f"slack_user,mor_username,role{cells}\n"
    requests, problems = read_links(f"{head}U0TOMFORD,tomford,user{cells},\nU0ADA0001,a,user\n")
    assert [request.username for _, request in requests] == ["tomford", "a"]
    assert problems == []
    _, problems = read_links(f"{head}U0TOMFORD,tomford,user,,,3\n")
    assert len(problems) == 1


def test_a_spreadsheet_finds_no_formula_in_an_export_and_nothing_is_lost() -> None:
    names = ["=1+1", "+x", "-x", "@x", "'quoted", 'a "b", c', "plain"]
    now = datetime.now(UTC)
    links = [
        Link(
            Identity("T0HARBOR1", f"U0PERSON{number}"),
            Account(name, 20 + number, Role.USER, 3),
            False,
            "",
            now,
            COMMAND_LINE,
            now,
        )
        for number, name in enumerate(names)
    ]
    text = write_links(links)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    requests, problems = read_links(text)
    assert problems == []
    assert [request.username for _, request in requests] == names


# Exit codes, in a process of its own


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((*INGRID,), 0, ""),
        (("add", "U0TOM0001", "nobody", "--role", "user", *ORG), 2, "MOR knows no user “nobody”"),
        (("add", "tom", "tomford", "--role", "user", *ORG), 2, "not a Slack member ID"),
        (("add", "U0TOM0001", "tomford", "--role", "boss", *ORG), 2, "boss"),
    ],
)
async def test_the_exit_code_tells_whose_mistake_it_was(
    settings: None, words: tuple[str, ...], code: int, told: str
) -> None:
    del settings
    done = await _in_a_process(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert told in done.stderr


async def test_a_mor_that_is_away_is_nobodys_mistake(
    settings: None, mor: MorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    del settings
    mor.fail(Fault.PROXY_PAGE)
    done = await _in_a_process(*INGRID)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///no/such/folder/links.db")
    done = await _in_a_process("list")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "The database cannot be used (unable to open database file)." in done.stderr


async def _in_a_process(*words: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "link", *words],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
