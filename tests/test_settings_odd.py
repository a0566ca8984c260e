"""Odd values of every setting: a sentence that names the setting, or a start that works."""

import asyncio
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot import app
from bot.cli.http_server import listen
from bot.errors import ConfigError, MorbotError
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from tests.support.company import settings_between
from tests.support.databases import sqlite_in

NAMES = [*(name.upper() for name in Settings.model_fields), "MOR_KEY_RESELLER_3"]
MOR_URL = "https://mor.example.com/billing"
BLANK = ["", " ", "\n", "\t\r\n "]
ODD = {
    "letters": "hunter",
    "negative": "-1",
    "huge": "9" * 400,
    "not a number": "nan",
    "endless": "inf",
    "unicode": "Zürich ☃ ١٢",
    "no UTF-8": "hun\udcffter",
    "two lines": "hunter\r\nX-Injected: 1",
    "brackets": "http://[::1",
    "port": "http://127.0.0.1:99999",
    "label": f"http://{'a' * 300}.example/..",
    "format": "%s {} %(x)s $HOME",
    "JSON": '{"3": "hunter"}',
    "path": "/nowhere/hunter",
    "database": "sqlite+aiosqlite:////nowhere/hunter.db",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_one_is_one_that_is_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Settings.model_construct(mor_url=MOR_URL).model_dump()
    for blank in BLANK:
        monkeypatch.setenv("MOR_URL", MOR_URL)
        monkeypatch.setenv(name, blank)
        if name == "MOR_URL":
            with pytest.raises(ConfigError, match=r"MOR_URL is not set\."):
                Settings.load(env_file=None)
        else:
            settings = Settings.load(env_file=None)
            assert (settings.model_dump(), settings.mor_keys) == (usual, {})


@pytest.mark.parametrize("name", NAMES)
def test_one_that_cannot_be_used_is_named_without_its_value(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOR_URL", MOR_URL)
    for odd in ODD.values():
        problems: tuple[str, ...] = ()
        monkeypatch.setenv(name, odd)
        try:
            Settings.load(env_file=None)
        except ConfigError as error:
            problems = error.problems
        assert [problem.split()[0] for problem in problems] in ([], [name])
        assert odd not in "".join(problems)


def test_every_number_has_bounds() -> None:
    """Without them a huge one ends in an error somewhere far away."""
    for name, field in Settings.model_fields.items():
        if field.annotation in {int, float}:
            bounds = {type(bound).__name__ for bound in field.metadata}
            assert bounds & {"Ge", "Gt"}, name
            assert "Le" in bounds, name


def test_a_file_gives_no_character_that_no_setting_has(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    for name in NAMES:
        file.write_text(f'MOR_URL={MOR_URL}\n{name}="hun\0ter"\n')
        if name == "RESELLER_KEYS":
            Settings.load(file)
        else:
            with pytest.raises(ConfigError, match=name):
                Settings.load(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"MOR_URL=https://mor.example.com/\xff\n")
    with pytest.raises(ConfigError, match=r"\.env cannot be read: it is not UTF-8"):
        Settings.load(file)
    with pytest.raises(ConfigError, match=r"\.env cannot be read: it is not UTF-8"):
        Settings.load_for_slack(file)


def test_a_line_end_behind_a_secret_is_not_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOR_URL", f"{MOR_URL}\n")
    for name in ("MOR_KEY_ADMIN", "MOR_KEY_RESELLER_3", "SLACK_BOT_TOKEN"):
        monkeypatch.setenv(name, "xoxb-1\r\n")
    settings = Settings.load(env_file=None)
    assert settings.mor_url == MOR_URL
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert {key.get_secret_value() for key in settings.mor_keys.values()} == {"xoxb-1"}


def test_without_a_host_only_this_machine_is_listened_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "")
    settings = Settings.load(env_file=None, mor_url=MOR_URL, port=0)
    with closing(listen(settings.host, settings.port, "HOST and PORT")) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name != "RESELLER_KEYS"])
async def test_an_odd_setting_lets_the_bot_start_or_says_why_not(
    name: str,
    mor: MorServer,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    usual = settings_between(mor, workspace, sqlite_in(tmp_path), port=0, digest_tick=0)
    for odd in ODD.values():
        monkeypatch.setenv("MOR_URL", mor.url)
        monkeypatch.setenv(name, odd)
        try:
            read = Settings.load(env_file=None)
        except ConfigError:
            continue
        field = "reseller_keys" if name.startswith("MOR_KEY_R") else name.lower()
        settings = usual.model_copy(update={field: getattr(read, field)})
        with (
            suppress(MorbotError),
            closing(await asyncio.to_thread(listen, settings.host, settings.port, "HOST")),
        ):
            async with app.running(settings):
                pass
