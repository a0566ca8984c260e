"""`morbot sign` shows what the documentation's example shows, and never the key."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.sign import command

EXAMPLE = ["--user", "5", "--from", "1514851199", "--till", "1546300800"]
QUERY = "u=admin&s_user=5&from=1514851199&till=1546300800"
KEY_HASH = "7c4a8d09ca3762af61e59520943dc26494f8941b"


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("MOR_URL", "MOR_KEY_ADMIN", "MOR_RECIPE"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, key: str | None = None) -> Result:
    return CliRunner(env={"MOR_KEY_ADMIN": key}).invoke(command, arguments)


def test_the_documented_request_line_comes_out() -> None:
    result = run(*EXAMPLE, "--key", "123456", "--recipe", "key-only")
    assert result.output.splitlines() == [
        KEY_HASH,
        f"POST http://SERVER_IP/billing/api/local_calls_get?{QUERY}&hash={KEY_HASH}",
    ]


@pytest.mark.parametrize(
    ("recipe", "value"),
    [
        ("documented", "6cd8345cf58b1772d69c0d951e6003bacd48cfcf"),
        ("user-only", "84d4d82ef916ff59e35e1b0fb66a504c58e6a7c0"),
    ],
)
def test_each_recipe_has_its_hash_and_the_key_may_come_from_the_environment(
    recipe: str, value: str
) -> None:
    result = run(*EXAMPLE, "--recipe", recipe, key="123456")
    assert result.output.splitlines()[0] == value
    assert "123456" not in result.output


def test_disabled_needs_no_key_and_sends_no_hash() -> None:
    result = run("--user", "5", "--recipe", "disabled", "--as", "tom & co")
    assert result.exit_code == 0
    assert "hash=" not in result.output
    assert "u=tom+%26+co&s_user=5" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        EXAMPLE,  # no key
        ["--key", "k"],  # no user
        ["--key", "k", "--user", "-5"],
        ["--key", "k", "--user", "5", "--from", "2", "--till", "1"],
        ["--key", "k", "--user", "5", "--recipe", "guess"],
    ],
)
def test_a_mistake_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_settings_of_the_bot_are_read_from_the_file() -> None:
    Path(".env").write_text(
        "MOR_URL=https://name:pass@mor.example.com/billing/\n"
        "MOR_KEY_ADMIN=123456\nMOR_RECIPE=key-only\n"
    )
    result = run(*EXAMPLE)
    address = "https://mor.example.com/billing/api/local_calls_get"
    assert result.output.splitlines() == [KEY_HASH, f"POST {address}?{QUERY}&hash={KEY_HASH}"]
    assert run(*EXAMPLE, "--recipe", "disabled").output.startswith("No hash is sent")


def test_a_recipe_that_is_none_is_named() -> None:
    Path(".env").write_text("MOR_RECIPE=guess\n")
    result = run(*EXAMPLE, key="k")
    assert result.exit_code == 2
    assert "MOR_RECIPE is none of documented, key-only" in result.output
