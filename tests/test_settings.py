"""The settings: what is read, and what is refused at the start."""

import pytest

from bot.errors import ConfigError
from bot.ids import Identity
from bot.settings import Settings


def load(listed: str) -> Settings:
    return Settings.load(
        env_file=None, mor_url="https://mor.example.com/billing", bot_admins=listed
    )


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
