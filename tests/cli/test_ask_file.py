"""`morbot ask … csv` and `… xlsx`: files on disk, none of them over another."""

import csv
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import morbot
from tests.support.company import NOW

NAME = "local-calls_user-5_2026-11-16_2026-11-22"
Ask = Callable[..., Result]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Types `morbot ask --sandbox` in an empty folder."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def run(*words: str) -> Result:
        clock = ("--now", NOW.isoformat(), "--tz", "Europe/Vilnius")
        result: Result = CliRunner().invoke(morbot, ["ask", "--sandbox", *clock, *words])
        assert list(temporary.glob("morbot-files-*")) == []
        return result

    return run


def files() -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in Path().iterdir()}


def test_the_file_lies_in_the_current_folder_under_its_own_name(ask: Ask) -> None:
    result = ask("5", "last", "week", "csv")
    assert result.exit_code == 0, result.output
    assert f"The CSV file was written to {NAME}.csv." in result.output
    assert "93 calls" in result.output
    with Path(f"{NAME}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + 93
    assert files().keys() == {f"{NAME}.csv"}


def test_the_file_is_for_its_owner_alone(ask: Ask) -> None:
    before = os.umask(0o022)
    try:
        ask("5", "last", "week", "csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path(f"{NAME}.csv").stat().st_mode) == 0o600


def test_no_file_is_replaced_unasked(ask: Ask) -> None:
    Path(f"{NAME}.xlsx").write_text("mine")
    result = ask("5 last week xlsx")
    assert result.exit_code == 2
    assert "already exists" in result.output
    assert "--output" in result.output
    assert files() == {f"{NAME}.xlsx": b"mine"}


def test_output_names_the_file_and_replaces_one_of_that_name(ask: Ask) -> None:
    first = ask("5 last week csv", "--output", "calls.csv")
    assert "The CSV file was written to calls.csv." in first.output
    again = ask("5 last week csv oldest", "--output", "calls.csv")
    assert "calls.csv, in place of the old one." in again.output
    assert files().keys() == {"calls.csv"}


def test_a_folder_that_is_not_there_is_told(ask: Ask) -> None:
    result = ask("5 last week csv", "--output", "nowhere/calls.csv")
    assert result.exit_code == 2
    assert "nowhere/calls.csv could not be written: No such file or directory." in result.output


@pytest.mark.parametrize("text", ["5 last week", "help", "5 last week by:day"])
def test_output_without_a_file_to_put_there_is_a_mistake(text: str, ask: Ask) -> None:
    result = ask(text, "--output", "calls.csv")
    assert result.exit_code == 2
    assert "add csv or xlsx" in result.output
    assert not files()


def test_without_calls_there_is_no_file(ask: Ask) -> None:
    result = ask("9 last week csv")
    assert result.exit_code == 0
    assert "No local calls in this period." in result.output
    assert not files()


def test_somebody_who_may_not_see_the_calls_gets_no_file(ask: Ask) -> None:
    result = ask("--as", "tomford", "10 last week csv")
    assert result.exit_code == 2
    assert not files()


def test_a_program_is_told_in_json(ask: Ask) -> None:
    told = json.loads(ask("5 last week csv", "--json").output)
    assert told["text"] == f"The CSV file was written to {NAME}.csv."
    assert f"{NAME}.csv" in files()
