"""What is said of a file: nothing in it is alive, and it tells what there is to know."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.ask.blocks import delivered_message, saved_message, words_beside
from bot.ask.file_formats import FileFacts
from bot.calls.model import Filter, FilterKey, Group, Output
from bot.mor.client import UserDetails
from tests.support.examples import answer
from tests.support.judges import assert_slack_takes, said

FACTS = FileFacts("local-calls_user-5_2026-11-16_2026-11-22.xlsx", 1_234_567, 1_234)


def test_a_delivered_file(snapshot: SnapshotAssertion) -> None:
    told = answer(
        output=Output.XLSX,
        filters=(Filter(FilterKey.DEVICE, "Reception%"),),
        unfiltered=2000,
        zone_assumed=True,
    )
    facts = FileFacts(FACTS.name, FACTS.octets, FACTS.lines, sheets=2, shown=1200)
    message = delivered_message(told, facts)
    assert_slack_takes(message)
    beside: dict[str, Any] = {"initial_comment": words_beside(told, facts)}
    assert {**message.payload(), **beside} == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize(
    ("octets", "size"),
    [(1, "1 kB"), (11_229, "11 kB"), (999_999, "1,000 kB"), (10**9, "1,000.0 MB")],
)
def test_its_size_is_told(octets: int, size: str) -> None:
    message = delivered_message(answer(output=Output.CSV), FileFacts("calls.csv", octets, 5))
    assert f"calls.csv, {size}" in said(message)


@pytest.mark.parametrize(("shown", "told"), [(None, False), (1234, False), (1200, True)])
def test_a_changed_count_is_told_and_only_that(shown: int | None, told: bool) -> None:
    facts = FileFacts("calls.csv", 1, 1234, shown=shown)
    words = words_beside(answer(output=Output.CSV), facts)
    assert ("The answer showed" in words) is told


def test_counts_say_how_to_get_the_calls() -> None:
    told = answer(output=Output.CSV, group=Group.USER)
    words = words_beside(told, FileFacts("calls.csv", 1, 1))
    assert "1,234 calls counted by the name of the person called, 1 line" in words
    assert "leave out by:user" in words


@given(pattern=st.text(alphabet="<>&!@#*_~`|: \n\u202ehttp/.U0"), name=st.text())
def test_nothing_typed_or_told_by_mor_is_alive_in_the_words_beside_a_file(
    pattern: str, name: str
) -> None:
    """Only the bold title and the code spans around a name and the filters are markup."""
    name = UserDetails(5, "tomford", "Tom", name).full_name
    plain = words_beside(answer(output=Output.CSV, name=name), FACTS)
    told = answer(output=Output.CSV, filters=(Filter(FilterKey.TO, pattern),) * 3, name=name)
    words = words_beside(told, FACTS)
    assert not re.search("[<>]", words)
    assert words.count("`") == 4
    assert len(words.splitlines()) == len(plain.splitlines()) + 1


def test_a_saved_file_names_its_path_and_what_it_replaced() -> None:
    told = answer(output=Output.CSV)
    assert saved_message(told, FACTS, "x.csv", replaced=False).text.endswith("written to x.csv.")
    assert "in place of the old one" in saved_message(told, FACTS, "x.csv", replaced=True).text
