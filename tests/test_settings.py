"""The settings: what is read, and what is refused at the start."""

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.ids import Identity
from bot.settings import Settings

MOR_URL = "https://mor.example.com/billing"


def load(listed: str) -> Settings:
    return Settings.load(env_file=None, mor_url=MOR_URL, bot_admins=listed)


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        ("", []),
        (" , ", []),
        ("U0INGRID1", [Identity("", "U0INGRID1")]),
        (
            " U0INGRID1 ,T0HARBOR1/U0NILS001,\nE0NORDIC1/W0ADA0001,",
            [
                Identity("", "U0INGRID1"),
                Identity("T0HARBOR1", "U0NILS001"),
                Identity("E0NORDIC1", "W0ADA0001"),
            ],
        ),
    ],
)
def test_ids_stand_with_commas_between(listed: str, ids: list[Identity]) -> None:
    assert load(listed).bot_admin_ids == ids


@pytest.mark.parametrize(
    "listed",
    ["ingrid", "u0ingrid1", "U0INGRID1 U0NILS001", "T0HARBOR1/", "/U0INGRID1", "T0HARBOR1", "*"],
)
def test_a_value_that_is_not_a_list_of_ids_is_refused(listed: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(listed)
    assert "BOT_ADMINS cannot be used: not a list of Slack member IDs" in str(caught.value)


def test_all_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOR_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", "99999")
    with pytest.raises(ConfigError) as caught:
        Settings.load_for_slack(env_file=None)
    named = [problem.split()[0] for problem in caught.value.problems]
    assert named == ["MOR_URL", "PORT", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


def test_socket_mode_needs_no_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.delenv("SLACK_SIGNING_SECRET", raising=False)
    monkeypatch.setenv("MOR_URL", "https://mor.example.com/billing")
    assert Settings.load_for_slack(env_file=None).slack_app_token


def test_all_files_with_a_relative_name_are_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    for folder in (home, elsewhere):
        folder.mkdir()
    (home / ".env").write_text(f"MOR_URL={MOR_URL}\nMOR_CA_FILE=ca.pem\n")
    (elsewhere / ".env").write_text("MOR_URL=https://other.example.com\n")
    for name in ("MOR_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("MORBOT_HOME", str(home))
    settings = Settings.load()
    assert settings.mor_url == MOR_URL
    assert settings.database_url == f"sqlite+aiosqlite:///{home}/morbot.db"
    assert settings.mor_ca_file == f"{home}/ca.pem"
    name = settings.replica_name
    monkeypatch.chdir(tmp_path)
    assert Settings.load().replica_name == name
    for url in ("sqlite:////srv/morbot.db", "sqlite:///:memory:", "postgresql://host/morbot.db"):
        assert Settings.load(database_url=url).database_url == url


def test_a_home_folder_is_there_and_not_set_in_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOR_URL", MOR_URL)
    for gone in ("gone", "x" * 5000):
        monkeypatch.setenv("MORBOT_HOME", gone)
        with pytest.raises(ConfigError, match="MORBOT_HOME cannot be used: there is no such"):
            Settings.load()
    monkeypatch.delenv("MORBOT_HOME")
    (tmp_path / ".env").write_text("MORBOT_HOME=.\n")
    with pytest.raises(ConfigError, match="MORBOT_HOME cannot be used: set it in the environment"):
        Settings.load()


def test_a_zone_may_be_in_any_case() -> None:
    settings = Settings.load(env_file=None, mor_url=MOR_URL, default_timezone="europe/vilnius")
    assert settings.default_timezone == "Europe/Vilnius"
