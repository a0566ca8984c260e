"""What holds for every command."""

from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import morbot


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(morbot, ["--version"], prog_name="morbot").output == (
        f"morbot {version('morbot')}\n"
    )


@pytest.mark.parametrize("command", ["link list", "digest list", "digest history"])
def test_a_new_database_is_announced_once(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", "https://mor.example.com/billing")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    said = f"A new, empty database was made: {tmp_path / 'morbot.db'}\n"
    assert CliRunner().invoke(morbot, command.split()).stderr == said
    assert CliRunner().invoke(morbot, command.split()).stderr == ""
