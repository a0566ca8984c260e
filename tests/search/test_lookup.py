"""What a message names: hostile text, of which only addresses and known devices are taken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.lookup import devices_in, read_message


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("from 10.0.0.1.", ("10.0.0.1",)),
        ("10.0.0.1:5060, 10.0.0.2 and 10.0.0.1", ("10.0.0.1", "10.0.0.2")),
        ("<http://10.0.0.1/|10.0.0.1>", ("10.0.0.1",)),
        ("fe80::1 or 2001:DB8::5", ("fe80::1", "2001:db8::5")),
        ("at 10:00, v1.2.3, 300.1.1.1, 1.2.3.4.5, a::", ()),
    ],
)
def test_addresses(text: str, addresses: tuple[str, ...]) -> None:
    assert read_message({"text": text}).addresses == addresses


def test_tables_and_attachments_are_read_too() -> None:
    cell = {"type": "raw_text", "text": "10.0.0.9"}
    message = {"text": "x", "blocks": [{"type": "table", "rows": [[cell]]}]}
    assert read_message(message).addresses == ("10.0.0.9",)
    assert read_message({"attachments": [{"text": "10.0.0.8"}]}).addresses == ("10.0.0.8",)


def test_devices_are_whole_words_in_any_case_the_longest_first() -> None:
    labels = ["Desk", "Front desk", "sk", "", "Cafe\u0301", "desk (2)"]
    assert devices_in("the FRONT DESK and caf\u00e9, desk (2)", labels) == [
        "Front desk",
        "desk (2)",
        "Cafe\u0301",
        "Desk",
    ]


anything = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=30)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "blocks", "elements", "rows"]), inner, max_size=3),
    ),
)


@given(anything)
def test_an_odd_message_names_nothing_or_little(message: Any) -> None:
    assert len(read_message(message).addresses) <= 5


def test_a_message_in_itself_ends() -> None:
    message: dict[str, Any] = {"text": "10.0.0.1"}
    for _ in range(1000):
        message = {"text": "x" * 100, "blocks": [message, message]}
    assert read_message(message).addresses == ()
