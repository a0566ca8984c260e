"""The Home tab as Slack takes it, however much stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AskError
from bot.home.blocks import (
    bot_admin_help,
    help_message,
    home_buttons,
    home_view,
    overview_section,
    whoami_message,
)
from bot.home.overview import Overview
from bot.sandbox.slack_server.referee import check_view
from bot.search.blocks import NAME_FORM, name_form, saved_view, searches_section
from bot.search.store import MOST_SEARCHES, SavedSearch
from bot.slack.kit.message import Block, context
from tests.support.examples import ADMIN, asker
from tests.support.judges import texts

ID = "aB3_" * 5 + "-9"
HOSTILE = "<!channel> <@U0TOM0001> *bold* `code` \u202e\x1b[31m\n" + "📞" * 60


def parts(searches: int, more: int, text: str = "me last week") -> list[list[Block]]:
    """A Home tab with so many searches, and a section of so many blocks beside."""
    kept = [SavedSearch(ID, f"{number} {text}"[:50], text) for number in range(searches)]
    return [
        [*whoami_message("/localcalls", asker(ADMIN)).blocks, home_buttons()],
        overview_section(Overview("3 calls today, by now.", (text,) * 3, noted=True)),
        searches_section(kept),
        [context([f"digest {number}"]) for number in range(more)],
        help_message("/localcalls", asker(ADMIN), 92, bot_admin=True).blocks,
    ]


@given(st.integers(0, MOST_SEARCHES), st.integers(0, 300))
def test_there_are_never_more_blocks_than_slack_takes(searches: int, more: int) -> None:
    view = home_view(*parts(searches, more))
    check_view(view, "home")


def test_all_that_fits_is_there_and_what_does_not_is_told() -> None:
    fits = str(home_view(*parts(MOST_SEARCHES, 25)))
    assert "digest 24" in fits
    assert "19 me last week" in fits
    assert "more than fits" not in fits
    cut = str(home_view(*parts(MOST_SEARCHES, 300)))
    assert "15 me last week" in cut
    assert "digest 30" in cut
    assert "For bot admins" in cut
    assert "There is more than fits here." in cut


def test_a_part_without_blocks_leaves_no_line() -> None:
    blocks = home_view([home_buttons()], [], bot_admin_help("/localcalls"))["blocks"]
    assert isinstance(blocks, list)
    assert [one["type"] for one in blocks].count("divider") == 1


@given(st.text(max_size=1000))
def test_no_name_and_no_words_are_alive_in_it(text: str) -> None:
    shown = parts(1, 0, text or "-")[1]
    assert {one["type"] for one in texts(shown)} <= {"plain_text", "text"}
    check_view(home_view(shown), "home")


@pytest.mark.parametrize("text", [HOSTILE, "x" * 5000, "5"])
def test_the_forms_are_taken_whatever_stands_in_them(text: str) -> None:
    for view in (
        name_form(ID, text),
        saved_view(text),
        NAME_FORM.problem(AskError(text, text, code="x")),
    ):
        check_view(view, "modal")
        assert len(str(view["private_metadata"])) in (0, 22)


def test_what_was_just_run_says_where_its_answer_is() -> None:
    kept = [SavedSearch(ID, "Mine", "me today"), SavedSearch("x", "Other", "me today")]
    assert str(searches_section(kept, ID)).count("under Messages, beside") == 1


def test_a_search_that_is_called_as_it_is_typed_is_told_once() -> None:
    once = [SavedSearch(ID, "me last week", "me last week")]
    _, shown, row, *_ = searches_section(once)
    assert str(shown).count("me last week") == 1
    spoken = [one["accessibility_label"] for one in row["elements"]]
    assert spoken == ["Run me last week", "Edit me last week", "Delete me last week"]
    assert str(searches_section([SavedSearch(ID, "Mine", "me last week")])).count("me last") == 1
