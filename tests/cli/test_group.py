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


def test_the_help_has_whole_sentences_and_what_operators_need_first() -> None:
    lines = CliRunner().invoke(morbot, ["--help"], terminal_width=60).output.splitlines()
    commands = lines[lines.index("Commands:") + 1 :]
    assert [line.split()[0] for line in commands[:2]] == ["run", "ask"]
    developers = commands.index("To try things and to test:")
    names = {line.split()[0] for line in commands[developers + 1 :] if line[2:3].strip()}
    assert names == {"period", "schedule", "sign", "mor-server", "slack-server"}
    assert "..." not in "".join(commands)
    assert "MOR users that they ask as." in " ".join(" ".join(commands).split())


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
