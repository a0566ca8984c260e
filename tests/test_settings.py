"""The settings: what is read, and what is refused at the start."""

import pytest

from bot.errors import ConfigError
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
        ("U0INGRID1", [("", "U0INGRID1")]),
        (
            " U0INGRID1 ,T0HARBOR1/U0NILS001,\nE0NORDIC1/W0ADA0001,",
            [("", "U0INGRID1"), ("T0HARBOR1", "U0NILS001"), ("E0NORDIC1", "W0ADA0001")],
        ),
    ],
)
def test_ids_stand_with_commas_between(listed: str, ids: list[tuple[str, str]]) -> None:
    assert load(listed).bot_admin_ids == ids


@pytest.mark.parametrize(
    "listed",
    ["ingrid", "u0ingrid1", "U0INGRID1 U0NILS001", "T0HARBOR1/", "/U0INGRID1", "T0HARBOR1", "*"],
)
def test_what_is_no_list_of_ids_is_refused(listed: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(listed)
    assert "BOT_ADMINS cannot be used: not a list of Slack member IDs" in str(caught.value)
