"""Calls with any text in them, and with text that means something elsewhere."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.calls.model import (
    Call,
)

anything = st.text(alphabet=st.characters(exclude_categories=[]), max_size=100)


hostile = st.one_of(
    anything,
    st.sampled_from(
        ["<!channel>", "<@U1>", "<https://x|y>", '=HYPERLINK("x")', "&lt;!here&gt;", "\u202e", ""]
    ),
)


calls = st.builds(
    Call,
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- hypothesis wants naive bounds
    *[hostile] * 7,
)
