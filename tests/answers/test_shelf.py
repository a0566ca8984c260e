"""What is held of the latest answers."""

from datetime import UTC, datetime

from bot.ask.report_cache import Held, Shelf
from bot.calls.model import Account, Call, Count, Report, Role

ADMIN = Account("admin", 0, Role.ADMIN)
CALL = Call(datetime(2026, 11, 20, tzinfo=UTC), *["x"] * 7)


def held(calls: int, groups: int = 0) -> Held:
    """Something of the size `1 + calls + groups`."""
    page, counts = [CALL] * calls, [Count("x", 1)] * groups
    return Held(ADMIN, Report(calls, calls, 1, None, page, 20, groups=counts))


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_was_put_is_there_for_a_while() -> None:
    clock = Clock()
    shelf = Shelf(seconds=900, clock=clock)
    one = held(20)
    shelf.put("a", one)
    clock.now = 899
    assert shelf.get("a") is one
    assert shelf.get("b") is None
    clock.now = 900
    assert shelf.get("a") is None
    assert shelf.size == 0


def test_looking_at_one_does_not_make_it_younger() -> None:
    clock = Clock()
    shelf = Shelf(seconds=900, clock=clock)
    for clock.now, name in enumerate("abc"):
        shelf.put(name, held(20))
    assert shelf.get("a")
    clock.now = 901
    assert [shelf.get(name) is not None for name in "abc"] == [False, False, True]
    assert shelf.size == held(20).size


def test_all_together_never_take_more_than_there_is_room_for() -> None:
    shelf = Shelf(most=1000)
    for number in range(100):
        shelf.put(str(number), held(40 + number % 50, number % 9))
        assert shelf.size <= 1000
    there = [number for number in range(100) if shelf.get(str(number))]
    assert there == list(range(100 - len(there), 100))
    assert shelf.size == sum(held(40 + n % 50, n % 9).size for n in there)


def test_the_longest_unused_goes_first() -> None:
    shelf = Shelf(most=300)
    for name in "abcdefghij":
        shelf.put(name, held(29))
    assert shelf.get("a")
    shelf.put("k", held(29))
    assert shelf.get("a")
    assert shelf.get("b") is None


def test_one_that_is_too_large_is_not_held_and_drives_nobody_out() -> None:
    shelf = Shelf(most=1000)
    shelf.put("small", held(10))
    shelf.put("large", held(50, 50))
    assert shelf.get("large") is None
    assert shelf.get("small")


def test_what_is_put_again_counts_once() -> None:
    shelf = Shelf(most=1000)
    for _ in range(3):
        shelf.put("a", held(20))
    assert shelf.size == held(20).size
