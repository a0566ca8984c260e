"""All calls as a file, in the asker's direct messages, with their own permissions."""

import asyncio
import csv
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bot.ask.delivery_texts import WAITING_FOR_OTHERS
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import File, Message, text_of
from bot.settings import Settings
from bot.slack.texts import STILL_ASKING
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import StartBot, over_both
from tests.support.digest_office import until
from tests.support.talking import answer_to, forge, news_for

HEADING = ["When", "From", "Caller ID", "From IP", "Channel", "To", "To device", "To IP"]


@pytest.fixture(autouse=True)
def left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files; after the answer nothing is left in the bot's own there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert {one.name for one in folder.glob("*/*")} <= {"lock"}


async def asks(person: SimulatedUser, text: str) -> None:
    ack = await person.types(f"/localcalls {text}")
    assert (ack.status, ack.body) == (200, "")


async def gets_file(person: SimulatedUser) -> tuple[Message, Message]:
    """Return the reply where they asked, and the message in their direct messages."""
    told, beside = await answer_to(person), await news_for(person)
    assert (bool(told.files), bool(beside.files)) == (False, True)
    return told, beside


async def entries(settings: Settings) -> list[tuple[str, str, int | None, int | None, str]]:
    """Kind, who, about whom, rows and outcome in the audit log, the latest first."""
    async with open_database(settings.database_url) as database:
        return [
            (one.kind, one.slack_user, one.target, one.rows, one.outcome)
            for one in await Audit(database).page(100)
            if one.kind in ("question", "page", "file")
        ]


def content(file: File) -> bytes:
    assert file.completed
    assert file.content is not None
    return file.content


def table(message: Message) -> list[list[str]]:
    (file,) = message.files
    text = io.StringIO(content(file).decode("utf-8-sig"), newline="")
    return list(csv.reader(text))


def said(message: Message) -> str:
    return "\n".join(map(text_of, message.blocks))


@over_both
async def test_a_csv_file_of_all_calls_comes_by_direct_message(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv")
    told, beside = await gets_file(ingrid)
    assert told.ephemeral
    assert told.channel == workspace.find_channel("#noc").id
    assert told.text == "The CSV file is in your direct messages with morbot."
    assert beside.channel == workspace.direct_channel(ingrid.id).id
    assert beside.files[0].name == "local-calls_user-5_2026-11-16_2026-11-22.csv"
    assert beside.text == (
        "*Local calls of `Tom Ford` (user 5)*\n"
        "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)\n"
        "Mon 16 Nov – Sun 22 Nov 2026, 7 days\n"
        "93 calls"
    )
    heading, *rows = table(beside)
    assert heading == HEADING
    assert len(rows) == 93
    times = [datetime.fromisoformat(row[0]) for row in rows]
    assert times == sorted(times, reverse=True)
    assert {at.utcoffset() for at in times} == {times[0].utcoffset()}
    assert len(mor.received) == 1
    assert (await entries(settings))[0] == ("file", ingrid.id, 5, 93, "answered")


async def test_an_excel_file_is_one_too(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week oldest xlsx")
    told, beside = await gets_file(ingrid)
    assert told.text == "The Excel file is in your direct messages with morbot."
    (file,) = beside.files
    assert file.name == "local-calls_user-5_2026-11-16_2026-11-22.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(content(file))).active
    assert page is not None
    assert page.title == "2026-11-16 to 2026-11-22"
    times = [row[0].value for row in page.iter_rows(min_row=2)]
    assert len(times) == 93
    assert times == sorted(times, key=str)


async def test_the_file_holds_what_the_answer_told_of(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    answer = await answer_to(ingrid)
    await ingrid.clicks("CSV file")
    _, beside = await gets_file(ingrid)
    assert [row[1] for row in table(beside)[1:]][:3] == [row[1] for row in answer.table[1:4]]


async def test_filters_pass_the_same_calls_and_are_told(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv device:%`<!here>&*")
    assert not (await answer_to(ingrid)).files
    await asks(ingrid, "5 last week csv device:Reception")
    _, beside = await gets_file(ingrid)
    rows = table(beside)[1:]
    assert 0 < len(rows) < 93
    assert all("Reception" in (row[1], row[6]) for row in rows)
    assert "Filters: `device:Reception`" in beside.text
    assert f"{len(rows)} of 93 calls" in beside.text


async def test_counts_are_a_file_of_counts(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week by:day csv")
    told, beside = await gets_file(ingrid)
    assert beside.files[0].name == "local-calls_user-5_by-day_2026-11-16_2026-11-22.csv"
    assert table(beside)[:2] == [["Day", "Calls"], ["2026-11-16", "21"]]
    assert "93 calls counted by day, 7 lines" in beside.text
    assert "leave out by:day" in said(told)


async def test_without_calls_there_is_no_file(workspace: Workspace, start_bot: StartBot) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "9 last week csv")
    answer = await answer_to(ingrid)
    assert "No local calls" in said(answer)
    assert not workspace.files


async def test_each_role_gets_the_calls_it_may_see(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    for name, text, account in (
        ("ingrid", "6 last week csv", "admin"),
        ("nils", "6 last week csv", "nordvoice"),
        ("tom", "last week csv", "tomford"),
    ):
        person = workspace.person(name)
        await asks(person, text)
        _, beside = await gets_file(person)
        assert len(table(beside)) > 1
        assert mor.received[-1].parameters["u"] == account


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("tom", "10 last week csv", "not-allowed"),
        ("nils", "8 last week xlsx", "user-not-found"),
        ("newton", "last week csv", "not-linked"),
        ("ingrid", "5 200 days csv", "period-too-long"),
        ("ingrid", "5 last weeek csv", "period-unreadable"),
    ],
)
async def test_somebody_who_may_not_see_them_gets_no_file(
    name: str, text: str, outcome: str, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    person = workspace.person(name)
    await asks(person, text)
    assert not (await answer_to(person)).files
    assert not workspace.files
    kind, who, _, rows, told = (await entries(settings))[0]
    assert (kind, who, rows, told) == ("file", person.id, None, outcome)


async def test_a_button_makes_a_file_within_the_bounds_of_the_answer(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last 24 hours")
    answer = await answer_to(ingrid)
    first = mor.received[-1].parameters
    mor.received.clear()
    with mor.held() as arrived:
        ack = await ingrid.clicks("CSV file")
        assert (ack.status, ack.body) == (200, "")
        await arrived.wait()
    told, beside = await gets_file(ingrid)
    assert told.ephemeral
    assert told.ts != answer.ts
    assert beside.files[0].name == "local-calls_user-5_2026-11-24_2026-11-25.csv"
    assert "When the answer was shown" not in beside.text
    (asked,) = mor.received
    assert [asked.parameters[name] for name in ("from", "till", "s_user")] == [
        first[name] for name in ("from", "till", "s_user")
    ]


@over_both
async def test_a_count_that_has_changed_since_is_told(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    mor.options.synthetic_calls = 93
    await ingrid.types("/localcalls 5 last week")
    await answer_to(ingrid)
    mor.options.synthetic_calls = 95
    await ingrid.clicks("Excel file")
    told, beside = await gets_file(ingrid)
    changed = "The answer showed 93 calls; MOR now has 95 in the same period."
    assert changed in beside.text
    assert changed in said(told)


@pytest.mark.parametrize("name", ["nils", "tom", "newton"])
async def test_somebody_elses_button_gives_out_nothing(
    name: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid, other = workspace.person("ingrid"), workspace.person(name)
    await ingrid.types("/localcalls 5 last week")
    answer = await answer_to(ingrid)
    mor.received.clear()
    await forge(answer, other, "CSV file")
    assert not (await answer_to(other)).files
    assert not workspace.files
    assert not mor.received


async def test_a_missing_scope_is_told_with_what_to_do(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    for scope in ("files:write", "im:write"):
        workspace.scopes = workspace.scopes - {scope}
        await asks(ingrid, "5 last week csv")
        told = await answer_to(ingrid)
        assert "lacks the scope" in told.text
        assert scope in told.text
        assert "OAuth & Permissions" in said(told)
        workspace.scopes = workspace.scopes | {scope}
    await asks(ingrid, "5 last week csv")
    await gets_file(ingrid)


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal"])
async def test_a_slack_that_fails_before_the_file_is_there_is_told(
    method: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.control.fail(method)
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv")
    assert "the file was not sent" in (await answer_to(ingrid)).text


async def test_a_file_whose_answer_was_lost_is_not_sent_again(
    workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    workspace.control.lose_reply("files.completeUploadExternal")
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv")
    told, _ = await gets_file(ingrid)
    assert "Slack's answer was lost" in told.text
    assert len(workspace.files) == 1
    # Somebody may have got the calls, and how many.
    assert (await entries(settings))[0] == ("file", ingrid.id, 5, 93, "post-unknown")


@pytest.mark.parametrize("pressed", [False, True])
async def test_a_file_that_mor_gave_and_slack_did_not_take_does_not_stand_as_answered(
    pressed: bool, workspace: Workspace, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last week")
    await answer_to(ingrid)
    workspace.control.fail("files.getUploadURLExternal")
    await (ingrid.clicks("CSV file") if pressed else asks(ingrid, "5 last week csv"))
    assert "was not sent" in (await answer_to(ingrid)).text
    assert (await entries(settings))[0] == ("file", ingrid.id, 5, None, "slack-unreachable")


async def test_an_answer_that_breaks_off_leaves_no_half_file(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.fault = Fault.CUT
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv")
    assert not (await answer_to(ingrid)).files
    assert not workspace.files


async def test_who_waits_long_is_told_how_far_it_is_and_a_stop_leaves_nothing(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(stop_timeout=0)
    mor.options.fault = Fault.ENDLESS
    ingrid = workspace.person("ingrid")
    await asks(ingrid, "5 last week csv")
    told = [await ingrid.sees(), await ingrid.sees()]
    if told[0].text == STILL_ASKING:  # a slow machine has read nothing yet
        told = [told[1], await ingrid.sees()]
    numbers = []
    for one in told:
        assert one.ephemeral
        assert not one.blocks
        assert one.text.endswith(" calls read …")
        numbers.append(int(one.text.split()[0].replace(",", "")))
    assert 0 < numbers[0] < numbers[1]


async def test_a_third_file_at_a_time_has_to_wait(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    with mor.held():
        for day in ("yesterday", "last week"):
            await asks(ingrid, f"5 {day} csv")
        await until(lambda: len(mor.received) == 2)
        await asks(ingrid, "5 monday csv")
        refused = await answer_to(ingrid)
        assert "Two of your files" in refused.text
        assert (await entries(settings))[0] == ("file", ingrid.id, None, None, "too-many-files")
    for _ in range(2):
        await gets_file(ingrid)
    await asks(ingrid, "5 monday csv")
    await gets_file(ingrid)


async def test_who_waits_for_other_peoples_files_is_told_so(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid, tom, nils = map(workspace.person, ("ingrid", "tom", "nils"))
    with mor.held():
        for person in (ingrid, tom):
            for day in ("yesterday", "last week"):
                await asks(person, f"{day} csv")
        await asks(nils, "last week csv")
        assert (await nils.sees()).text == WAITING_FOR_OTHERS
    await gets_file(nils)


@pytest.fixture
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_open_umask")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_temporary_files_are_readable_by_their_owner_only(
    kind: str, workspace: Workspace, start_bot: StartBot, left_behind: Path
) -> None:
    await start_bot()
    held = workspace.control.hold("files.getUploadURLExternal")
    ingrid = workspace.person("ingrid")
    await asks(ingrid, f"5 last week {kind}")
    async with asyncio.timeout(60):
        await held.accepted.wait()
    modes = modes_in(left_behind)
    held.release()
    await gets_file(ingrid)
    assert {path.suffix for path in modes} >= {".db", f".{kind}"}
    for path, (folder, mode) in modes.items():
        if path.name != "lock":
            assert oct(mode) == oct(0o700 if folder else 0o600), path


def modes_in(folder: Path) -> dict[Path, tuple[bool, int]]:
    """Whether each path in it is a folder, and its mode."""
    return {path: (path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in folder.rglob("*")}
