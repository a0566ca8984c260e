"""Untrusted text made harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.kit.escape import cut, defuse, escape, label

anything = st.text(alphabet=st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("Reception", "Reception"),
        ("Šiaurės durys 📞", "Šiaurės durys 📞"),
        ("a\tb\nc", "a b c"),
        ("\x1b[31mred", "�[31mred"),
        ("abc\u202ecba", "abc�cba"),
        ("ad\u200bmin", "ad�min"),
        ("a\ud800b", "a�b"),
        ("a\u2028b", "a b"),
        ("a\x9b31mb", "a�31mb"),
        ("\U000e0041", "�"),
    ],
)
def test_characters_that_hide_or_control_are_made_visible(hostile: str, harmless: str) -> None:
    assert defuse(hostile) == harmless


@given(anything)
def test_defusing_keeps_places_and_leaves_nothing_unseen(text: str) -> None:
    harmless = defuse(text)
    assert len(harmless) == len(text)
    assert not {unicodedata.category(each) for each in harmless} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert defuse(harmless) == harmless


@given(anything, st.integers(1, 60))
def test_a_label_is_never_empty_nor_too_long(text: str, limit: int) -> None:
    assert 1 <= len(label(text, limit)) <= limit
    assert label(text, limit).strip()


def test_a_cut_is_marked() -> None:
    assert cut("x" * 60, 60) == "x" * 60
    assert cut("x" * 61, 60) == "x" * 59 + "…"
    assert cut("five words are too many", 6) == "five…"


@given(anything)
def test_escaping_is_exact(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & {"<", ">"}
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text, (
        "unescaped it is the text again"
    )
