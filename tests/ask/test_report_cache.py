"""The latest reports, in memory."""

from datetime import UTC, datetime

from bot.ask.answer_store import CachedReport, ReportCache
from bot.calls.model import Account, Call, Count, Report, Role

ADMIN = Account("admin", 0, Role.ADMIN)
CALL = Call(datetime(2026, 11, 20, tzinfo=UTC), *["x"] * 7)


def cached(calls: int, groups: int = 0) -> CachedReport:
    """Something of the size `1 + calls + groups`."""
    page, counts = [CALL] * calls, [Count("x", 1)] * groups
    return CachedReport(ADMIN, Report(calls, calls, 1, None, page, 20, groups=counts))


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_report_is_cached_for_a_while() -> None:
    clock = Clock()
    cache = ReportCache(seconds=900, clock=clock)
    one = cached(20)
    cache.put("a", one)
    clock.now = 899
    assert cache.get("a") is one
    assert cache.get("b") is None
    clock.now = 900
    assert cache.get("a") is None
    assert cache.size == 0


def test_looking_at_one_does_not_make_it_younger() -> None:
    clock = Clock()
    cache = ReportCache(seconds=900, clock=clock)
    for clock.now, name in enumerate("abc"):
        cache.put(name, cached(20))
    assert cache.get("a")
    clock.now = 901
    assert [cache.get(name) is not None for name in "abc"] == [False, False, True]
    assert cache.size == cached(20).size


def test_all_together_never_take_more_than_there_is_room_for() -> None:
    cache = ReportCache(max_size=1000)
    for number in range(100):
        cache.put(str(number), cached(40 + number % 50, number % 9))
        assert cache.size <= 1000
    there = [number for number in range(100) if cache.get(str(number))]
    assert there == list(range(100 - len(there), 100))
    assert cache.size == sum(cached(40 + n % 50, n % 9).size for n in there)


def test_the_least_recently_used_is_evicted_first() -> None:
    cache = ReportCache(max_size=300)
    for name in "abcdefghij":
        cache.put(name, cached(29))
    assert cache.get("a")
    cache.put("k", cached(29))
    assert cache.get("a")
    assert cache.get("b") is None


def test_one_that_is_too_large_is_not_cached_and_evicts_nothing() -> None:
    cache = ReportCache(max_size=1000)
    cache.put("small", cached(10))
    cache.put("large", cached(50, 50))
    assert cache.get("large") is None
    assert cache.get("small")


def test_a_report_that_is_put_again_counts_once() -> None:
    cache = ReportCache(max_size=1000)
    for _ in range(3):
        cache.put("a", cached(20))
    assert cache.size == cached(20).size
