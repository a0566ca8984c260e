"""What a digest counts beyond an answer: pairs, and addresses that are new."""

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Call
from bot.digests import report as digest_report
from bot.digests.report import PAIRS_SHOWN, DigestCounters, NewAddressFinder, Pair
from tests.support.rows import NOON, call

names = st.sampled_from(["", "1001", "1002", "<!channel>", "Küche"])
addresses = st.sampled_from(["", "10.0.0.1", "10.0.0.2", "2001:db8::1", "not an address"])
calls = st.builds(
    lambda minute, source, target, ip, other: call(
        NOON + timedelta(minutes=minute), source, target, originator_ip=ip, terminator_ip=other
    ),
    st.integers(0, 5000),
    names,
    names,
    addresses,
    addresses,
)


def tallied(*batches: list[Call]) -> DigestCounters:
    counters = DigestCounters()
    for batch in batches:
        counters.add(batch)
    return counters


@given(st.lists(st.lists(calls, max_size=20), max_size=4))
def test_every_call_is_of_one_pair_and_of_each_of_its_addresses(batches: list[list[Call]]) -> None:
    everything = [one for batch in batches for one in batch]
    told, all_pairs = tallied(*batches).pairs()
    counted = Counter((one.originator_device, one.terminator_device) for one in everything)
    assert all_pairs == len(counted)
    assert [one.calls for one in told] == sorted(counted.values(), reverse=True)[:PAIRS_SHOWN]
    assert all(counted[one.origin, one.destination] == one.calls for one in told)
    seen = tallied(*batches).addresses()
    for ip, address in seen.items():
        own = [one for one in everything if ip in (one.originator_ip, one.terminator_ip)]
        first = min(one.at for one in own)
        assert address[:3] == (ip, len(own), first)
        sides = (address.device, address.other)
        assert (sides if address.called else sides[::-1]) in [
            (one.originator_device, one.terminator_device) for one in own if one.at == first
        ]
    ips = {ip for one in everything for ip in (one.originator_ip, one.terminator_ip)}
    assert seen.keys() == ips - {""}


@given(st.lists(calls, max_size=20), st.lists(st.lists(calls, max_size=5), max_size=4))
def test_new_is_what_no_earlier_call_has(now: list[Call], before: list[list[Call]]) -> None:
    finder = NewAddressFinder(tallied(now))
    for batch in before:
        finder.discard(batch)
    new = finder.found(len(before))
    old = {ip for batch in before for one in batch for ip in (one.originator_ip, one.terminator_ip)}
    seen = {ip for one in now for ip in (one.originator_ip, one.terminator_ip)} - {""}
    assert {one.ip for one in new.found} == seen - old
    assert bool(finder) is bool(new.found)
    assert [one.calls for one in new.found] == sorted(
        (one.calls for one in new.found), reverse=True
    )
    assert (new.periods, new.whole, new.fault) == (len(before), True, "")


def test_the_first_time_is_told_by_the_instant() -> None:
    vilnius = ZoneInfo("Europe/Vilnius")
    second = datetime(2026, 10, 25, 3, 10, tzinfo=vilnius, fold=1)
    first = datetime(2026, 10, 25, 3, 50, tzinfo=vilnius)
    counters = tallied(
        [call(second, originator_ip="10.9.9.9"), call(first, originator_ip="10.9.9.9")]
    )
    at = counters.addresses()["10.9.9.9"].first
    assert (at.hour, at.minute, at.fold) == (3, 50, 0)


def test_where_none_are_sought_none_are_left() -> None:
    assert not NewAddressFinder(tallied([call()]), wanted=False)


def test_more_addresses_than_are_looked_for_are_owned_up_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digest_report, "MOST_ADDRESSES", 3)
    counters = tallied([call(originator_ip=f"10.1.0.{n % 5}", terminator_ip="") for n in range(10)])
    new = NewAddressFinder(counters).found(1)
    assert [(one.ip, one.calls) for one in new.found] == [(f"10.1.0.{n}", 2) for n in range(3)]
    assert not new.whole


def test_more_pairs_than_are_told_apart_are_owned_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_report, "MOST_PAIRS", 2)
    told, all_pairs = tallied([call(target=target) for target in "abcabb"]).pairs()
    assert told == (Pair("1001", "b", 3), Pair("1001", "a", 2))
    assert all_pairs is None


def test_memory_does_not_grow_with_the_calls() -> None:
    def batch(number: int) -> Iterator[Call]:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        for place in range(1000):
            own = number * 1000 + place
            ip, other = f"10.{own >> 16}.{own >> 8 & 255}.{own & 255}", f"x{own}"
            yield call(at, other, "y", originator_ip=ip, terminator_ip=other)

    counters = DigestCounters()
    for number in range(60):
        counters.add(batch(number))
    tracemalloc.start()
    for number in range(60, 120):
        counters.add(batch(number))
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 200_000
    assert len(counters.addresses()) == digest_report.MOST_ADDRESSES
    assert counters.pairs()[1] is None
