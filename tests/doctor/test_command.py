"""`morbot doctor`, typed by an operator."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from click.testing import CliRunner

from bot.cli import doctor
from bot.links.directory import Directory
from bot.store.database import open_database
from tests.support.doctor_office import Office
from tests.support.processes import bare_environment

Typed = Callable[..., Awaitable["Printed"]]


@dataclass
class Printed:
    """What a process has left behind."""

    code: int
    out: str
    err: str


async def morbot_doctor(office: Office, *words: str) -> Printed:
    """Run it as a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", *words),
        env={**bare_environment(), **office.environment},
        cwd=office.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return Printed(process.returncode or 0, out.decode(), err.decode())


@pytest.fixture
def doctor_in_process(office: Office, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Runs it in this process, which takes a tenth of the time."""

    async def run(*words: str) -> Printed:
        for name, value in office.environment.items():
            monkeypatch.setenv(name, value)
        result = await asyncio.to_thread(CliRunner().invoke, doctor.command, words)
        return Printed(result.exit_code, result.stdout, result.stderr)

    return run


async def test_where_all_is_well_every_line_says_so(office: Office) -> None:
    printed = await morbot_doctor(office)
    lines = printed.out.splitlines()
    assert printed.code == 0
    assert printed.err in ("", "Still checking…\n")  # which depends on the machine
    assert len(lines) == 20
    assert all(line.startswith("✓ ") for line in lines)
    database = office.folder / "morbot.db"
    assert f"✓ Database: {database} opens, is up to date and can be written to." in lines
    assert f"✓ MOR: MOR X17 answers at {office.mor.url}" in lines
    assert "\x1b" not in printed.out


async def test_a_fault_ends_with_1_and_its_hint_is_below_it(office: Office) -> None:
    office.mor.options.api_enabled = False
    printed = await morbot_doctor(office)
    assert printed.code == 1
    lines = printed.out.splitlines()
    place = lines.index("✗ MOR API: MOR's API is switched off.")
    assert lines[place + 1].startswith("    In MOR: ")
    assert "– MOR recipe: Skipped. Fix “MOR API” first." in lines


async def test_settings_that_cannot_be_used_end_with_2(office: Office) -> None:
    office.set(mor_url="nowhere", port="many")
    printed = await morbot_doctor(office)
    assert printed.code == 2
    assert printed.out.startswith("✗ Settings: ")
    assert "    MOR_URL cannot be used" in printed.out
    assert "    PORT cannot be used" in printed.out
    assert printed.err == ""


async def test_without_settings_it_is_three_lines(office: Office) -> None:
    office.given = {"reseller_keys": {}}
    printed = await morbot_doctor(office)
    assert printed.out.splitlines() == [
        "✗ Settings: Some settings cannot be used, so nothing else was checked.",
        "    MOR_URL is not set.",
        "– All else: Skipped.",
    ]


async def test_warnings_end_with_0(office: Office, doctor_in_process: Typed) -> None:
    office.mor_clock.ahead = timedelta(seconds=90)
    printed = await doctor_in_process()
    assert printed.code == 0
    assert "! MOR clock: MOR is " in printed.out


async def test_as_json_each_line_is_an_object(office: Office, doctor_in_process: Typed) -> None:
    office.set(mor_recipe="key-only")
    printed = await doctor_in_process("--json", "--as", "tomford")
    assert printed.code == 1
    found = {one["name"]: one for one in json.loads(printed.out)}
    assert found["MOR recipe"] == {
        "name": "MOR recipe",
        "state": "wrong",
        "text": "MOR does not accept hashes by MOR_RECIPE=key-only, but by documented.",
        "hint": "Set MOR_RECIPE=documented",
    }
    assert found["MOR_KEY_ADMIN"]["text"] == "MOR accepts it, asked as “tomford”."


async def test_after_some_time_it_says_that_it_is_still_looking(
    doctor_in_process: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_PATIENCE", 0.0)
    printed = await doctor_in_process()
    assert printed.code == 0
    assert printed.err == "Still checking…\n"
    assert "Still" not in printed.out


async def test_text_from_mor_cannot_control_the_terminal(
    office: Office, doctor_in_process: Typed
) -> None:
    office.mor.options.version = "MOR X17\n✗ Database: gone \u202e\u009b31m"
    printed = await doctor_in_process()
    (line,) = [line for line in printed.out.splitlines() if line.startswith("✓ MOR: ")]
    assert line == f"✓ MOR: MOR X17 ✗ Database: gone 31m answers at {office.mor.url}"


async def test_no_secret_is_printed_whatever_is_wrong(
    office: Office, doctor_in_process: Typed
) -> None:
    office.set(
        mor_key_admin="canary-1",
        slack_bot_token="xoxb-canary-2",
        slack_app_token="xapp-canary-3",
        slack_signing_secret="canary-4",
        mor_url=office.mor.url.replace("http://", "http://ingrid:canary-5@"),
        database_url="postgresql://morbot:canary-6@127.0.0.1:1/morbot",
    )
    for words in ((), ("--json",)):
        printed = await doctor_in_process(*words)
        assert printed.code == 1
        assert "canary" not in printed.out + printed.err


async def test_nothing_is_changed(office: Office, doctor_in_process: Typed) -> None:
    async def links() -> list[object]:
        async with open_database(office.given["database_url"]) as database:
            return list(await Directory(database).all())

    before = await links()
    await doctor_in_process()
    assert await links() == before
    assert office.workspace.messages == {}
