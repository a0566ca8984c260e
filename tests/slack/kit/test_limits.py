"""Slack's limits as the bot knows them, against a registry that is not ours."""

import pytest
from slackblocks import _limits as registry

from bot.slack.kit import limits


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("BLOCKS", "MESSAGE_BLOCKS_MAX_ITEMS"),
        ("HEADER", "HEADER_TEXT_MAX_LENGTH"),
        ("SECTION", "SECTION_TEXT_MAX_LENGTH"),
        ("CONTEXT_ELEMENTS", "CONTEXT_ELEMENTS_MAX_ITEMS"),
        ("BUTTONS", "ACTIONS_ELEMENTS_MAX_ITEMS"),
        ("BUTTON_TEXT", "BUTTON_TEXT_MAX_LENGTH"),
        ("BUTTON_VALUE", "BUTTON_VALUE_MAX_LENGTH"),
        ("TABLE_ROWS", "TABLE_ROWS_MAX_ITEMS"),
        ("TABLE_COLUMNS", "TABLE_COLUMNS_MAX_ITEMS"),
    ],
)
def test_a_limit_is_the_one_of_the_registry(ours: str, theirs: str) -> None:
    assert getattr(limits, ours) == getattr(registry, theirs)


def _table(cells: int, length: int) -> dict[str, object]:
    row = [{"type": "raw_text", "text": "x" * length} for _ in range(cells)]
    return {"type": "table", "rows": [row]}


@pytest.mark.parametrize(("length", "fitting"), [(1_000, True), (1_001, False)])
def test_cells_fit_up_to_their_limit_all_together(length: int, fitting: bool) -> None:
    assert limits.fits([_table(6, length)]) is fitting


def test_escapes_count_as_the_characters_they_take() -> None:
    assert limits.fits([{"type": "header", "text": {"text": "x" * 1_800}}])
    assert not limits.fits([{"type": "header", "text": {"text": "ž" * 1_800}}])


def _header(length: int) -> list[dict[str, object]]:
    return [{"type": "header", "text": {"text": "x" * length}}]


def test_the_first_drawing_that_fits_is_taken() -> None:
    drawings = iter([_header(20_000), _header(100), _header(10)])
    assert limits.fitting(drawings) == _header(100)
    assert list(drawings) == [_header(10)]  # not drawn in vain


def test_where_no_drawing_fits_the_last_one_is_taken() -> None:
    assert limits.fitting([_header(20_000), _header(15_000)]) == _header(15_000)
    with pytest.raises(ValueError, match="nothing was drawn"):
        limits.fitting([])
