"""Calls on disk, in the asked order."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bot.ask.spool import CallSpool
from tests.ask.file_examples import START, VILNIUS, call


def order(spool: CallSpool, *, oldest_first: bool) -> list[str]:
    return [str(row[1]) for row in spool.rows(VILNIUS, oldest_first=oldest_first)]


@given(minutes=st.lists(st.integers(-3, 3), max_size=30), oldest_first=st.booleans())
def test_calls_come_in_the_order_of_the_answer(minutes: list[int], oldest_first: bool) -> None:
    """Newest or oldest first, and those of one second as MOR gave them."""
    with TemporaryDirectory() as folder:
        spool = CallSpool(Path(folder) / "calls.db")
        calls = [call(m, originator_device=str(place)) for place, m in enumerate(minutes)]
        spool.add(calls[:10])
        spool.add(calls[10:])
        sign = 1 if oldest_first else -1
        expected = sorted(calls, key=lambda one: sign * one.at.timestamp())
        assert order(spool, oldest_first=oldest_first) == [
            one.originator_device for one in expected
        ]
        assert len(spool) == len(calls)
        spool.close()


def test_equal_rows_are_calls_of_their_own_and_times_stay_what_they_were(spool: CallSpool) -> None:
    spool.add([call(), call(), call()])
    rows = list(spool.rows(VILNIUS, oldest_first=False))
    assert len(rows) == 3
    at = rows[0][0]
    assert at == START
    assert not isinstance(at, str)
    assert at.utcoffset() == timedelta(hours=2)


def test_a_value_that_a_database_cannot_keep_does_not_stop_it(spool: CallSpool) -> None:
    spool.add([call(originator_device="a\ud800b\x00c")])
    assert order(spool, oldest_first=True) == ["a�b�c"]
