"""Who gets the next place at MOR."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.errors import Unavailable
from bot.mor.places import Places


class People:
    """Hold places until they are told to leave. `inside` is in the order of entering."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.inside: list[str] = []
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}

    async def come(self, *people: str) -> None:
        for person in people:
            self._tasks.setdefault(person, []).append(asyncio.create_task(self._hold(person)))
        await asyncio.sleep(0)

    async def leave(self, person: str) -> None:
        task = self._tasks[person].pop(0)
        task.cancel()
        await asyncio.wait({task})
        await asyncio.sleep(0)

    async def _hold(self, person: str) -> None:
        async with self.places.place(person, asyncio.get_running_loop().time() + 60):
            self.inside.append(person)
            try:
                await asyncio.Event().wait()
            finally:
                self.inside.remove(person)


async def test_the_last_free_place_is_for_somebody_who_holds_none() -> None:
    people = People(Places(4))
    await people.come("tom", "tom", "ada", "ada", "ada", "tom")
    assert people.inside == ["tom", "tom", "ada"]
    await people.come("nils")
    assert people.inside == ["tom", "tom", "ada", "nils"]
    await people.come("eve")
    await people.leave("nils")
    assert people.inside == ["tom", "tom", "ada", "eve"]
    await people.leave("eve")
    await people.leave("tom")
    assert people.inside == ["tom", "ada", "ada"]  # in the order in which they came


async def test_one_place_goes_round() -> None:
    people = People(Places(1))
    await people.come("tom", "tom", "ada")
    assert people.inside == ["tom"]
    await people.leave("tom")
    assert people.inside == ["tom"]
    await people.leave("tom")
    assert people.inside == ["ada"]


async def test_who_gives_up_waiting_takes_nothing_away() -> None:
    people = People(Places(1))
    await people.come("tom", "ada", "nils")
    await people.leave("ada")
    assert people.inside == ["tom"]
    await people.leave("tom")
    assert people.inside == ["nils"]


async def test_a_place_given_to_somebody_who_is_just_leaving_is_free_again() -> None:
    places = Places(1)
    loop = asyncio.get_running_loop()

    async def hold() -> None:
        async with places.place("ada", loop.time() + 60):
            await asyncio.Event().wait()

    async with AsyncExitStack() as tom:
        await tom.enter_async_context(places.place("tom", loop.time()))
        ada = asyncio.create_task(hold())
        await asyncio.sleep(0)
        await tom.aclose()  # it is Ada's turn, but she does not run before she is told to go
        ada.cancel()
        await asyncio.wait({ada})
    async with places.place("nils", loop.time()):
        pass


async def test_waiting_ends_with_a_sentence() -> None:
    places = Places(1)
    now = asyncio.get_running_loop().time()
    async with places.place("tom", now):
        with pytest.raises(Unavailable, check=lambda error: error.code == "mor-busy"):
            async with places.place("ada", now):
                pass
    async with places.place("ada", now):
        pass


SHARES: list[tuple[int, set[str], int]] = [
    (4, set(), 4),
    (4, {"b"}, 4),
    (4, {"a", "b"}, 2),
    (5, {"a", "b"}, 2),
    (5, {"b", "c"}, 3),
    (2, {"a", "b", "c"}, 1),
    (1, {"a", "c"}, 1),
]


@pytest.mark.parametrize(("total", "alive", "share"), SHARES)
def test_a_replica_takes_its_share(total: int, alive: set[str], share: int) -> None:
    places = Places(total)
    places.share("b", alive)
    assert places.total == share


async def test_a_share_that_grows_lets_in_who_waits() -> None:
    people = People(Places(2))
    people.places.share("b", {"a"})
    await people.come("tom", "ada")
    assert people.inside == ["tom"]
    people.places.share("b", {"b"})
    await asyncio.sleep(0)
    assert people.inside == ["tom", "ada"]


async def test_a_place_left_as_somebody_stops_waiting_goes_to_the_next() -> None:
    places = Places(1)
    people = People(places)
    waiting = asyncio.create_task(people._hold("ada"))
    async with places.place("tom", asyncio.get_running_loop().time() + 60):
        await asyncio.sleep(0)
        await people.come("nils")
        waiting.cancel()  # takes effect only in the loop's next turn
    await asyncio.wait({waiting})
    await asyncio.sleep(0)
    assert people.inside == ["nils"]
