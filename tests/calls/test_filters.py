"""Which calls pass the filters."""

import re
import time
import unicodedata
from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.filters import passing
from bot.calls.model import Call, Filter, FilterKey

CALL = Call(
    at=datetime(2026, 11, 24, 8, tzinfo=UTC),
    originator_device="Reception 1001",
    originator_caller_id="37060012345",
    originator_ip="10.0.0.11",
    originator_channel="SIP/1018-00000008",
    terminator_user="Tom Ford",
    terminator_device="2 Device Test",
    terminator_ip="192.168.0.167",
)


def passes(*filters: tuple[FilterKey, str], call: Call = CALL) -> bool:
    return passing([Filter(key, pattern) for key, pattern in filters])(call)


@pytest.mark.parametrize(
    ("key", "pattern"),
    [
        (FilterKey.DEVICE, "reception 1001"),
        (FilterKey.DEVICE, "2 DEVICE test"),
        (FilterKey.DEVICE, "%1001"),
        (FilterKey.DEVICE, "%"),
        (FilterKey.IP, "10.0.0.11"),
        (FilterKey.IP, "192.168.%"),
        (FilterKey.CHANNEL, "sip/1018-%"),
        (FilterKey.CALLERID, "370%45"),
        (FilterKey.TO, "tom ford"),
        (FilterKey.TO, "%test"),
    ],
)
def test_a_filter_finds_either_of_its_fields_in_any_case(key: FilterKey, pattern: str) -> None:
    assert passes((key, pattern))


@pytest.mark.parametrize(
    ("key", "pattern"),
    [
        (FilterKey.DEVICE, "reception"),  # not the whole field
        (FilterKey.DEVICE, "Tom Ford"),
        (FilterKey.IP, "10.0.0.1"),
        (FilterKey.CHANNEL, "10.0.0.11"),
        (FilterKey.CALLERID, "%test"),
        (FilterKey.TO, "reception%"),  # the originator's
        (FilterKey.DEVICE, "reception 1001%1001"),  # the two ends may not overlap
        (FilterKey.DEVICE, "."),
    ],
)
def test_a_filter_wants_the_whole_of_the_right_field(key: FilterKey, pattern: str) -> None:
    assert not passes((key, pattern))


def test_every_filter_must_hold() -> None:
    one, other = (FilterKey.DEVICE, "reception%"), (FilterKey.DEVICE, "2 device%")
    assert passes(one, other)
    assert not passes(one, other, (FilterKey.DEVICE, "3%"))
    assert passes()


@given(
    st.lists(st.sampled_from(["a", "B", "%", "ab", ".", "ß"]), min_size=1).map("".join),
    st.lists(st.sampled_from(["a", "b", "A", "%", ".", "SS", "\n"])).map("".join),
)
def test_wildcards_match_as_the_textbook_says(pattern: str, label: str) -> None:
    expression = ".*".join(re.escape(piece) for piece in pattern.casefold().split("%"))
    expected = re.fullmatch(expression, label.casefold(), re.DOTALL) is not None
    assert passes((FilterKey.CHANNEL, pattern), call=CALL._replace(originator_channel=label)) is (
        expected
    )


def test_a_hostile_pattern_costs_no_more_than_a_plain_one() -> None:
    call = CALL._replace(originator_channel="a" * 20_000)
    began = time.process_time()
    assert not passes((FilterKey.CHANNEL, "%a" * 400 + "%b"), call=call)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("pattern", ["Žvėryno recepcija", "%ėryno%", "žvėryno%", "%RECEPCIJA"])
def test_a_label_is_found_however_its_accents_are_encoded(
    typed: Literal["NFC", "NFD"], stored: Literal["NFC", "NFD"], pattern: str
) -> None:
    label = unicodedata.normalize(stored, "Žvėryno recepcija")
    call = CALL._replace(originator_device=label)
    assert passes((FilterKey.DEVICE, unicodedata.normalize(typed, pattern)), call=call)
    assert not passes((FilterKey.DEVICE, unicodedata.normalize(typed, "Zveryno%")), call=call)
