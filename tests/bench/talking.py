"""From a typed command to its ack and to its answer."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

from tests.bench import calls, rivals
from tests.bench.measuring import Attempt, apart, by_turns
from tests.bench.office import Caller, office
from tests.bench.table import Row, times_as_fast, times_as_long

_MOST_ACK = 1.3
_MOST_WITHOUT_BOLT = 3.0
_LEAST_NAIVE = 20.0
_LAST_STEPS = 0.01  # seconds after an answer, which must not count against the next attempt
_CALLS = 100  # in each answer of MOR
_COMMANDS = ("1000 today", "1000 yesterday", "1000 20 nov", "1000 2026-11-01 to 2026-11-05")


def rows(*, quick: bool) -> Iterator[Row]:
    """Ack beside Bolt alone, and the answer beside the same without Bolt and the naive bot."""
    ours, bolt = apart(_acks, quick, quick=quick)
    yield times_as_long("command → ack, beside a no-op Bolt app", ours, bolt, at_most=_MOST_ACK)
    ours, without = apart(_answers, quick, quick=quick)
    yield times_as_long(
        "command → reply, beside the same without Bolt", ours, without, at_most=_MOST_WITHOUT_BOLT
    )
    ours, naive = apart(_answers_of_a_naive_bot, quick, quick=quick)
    yield times_as_fast("command → reply, beside a naive bot", ours, naive, at_least=_LEAST_NAIVE)


def _acks(quick: bool) -> list[list[float]]:
    return asyncio.run(_measured_acks(3 if quick else 9, 5 if quick else 100))


async def _measured_acks(rounds: int, tries: int) -> list[list[float]]:
    async with AsyncExitStack() as stack:
        between = await stack.enter_async_context(office(calls.whole(_CALLS)))
        bot = between.caller(await between.bot())
        bolt = between.caller(await stack.enter_async_context(rivals.no_op_bolt(between)))

        async def ours() -> float:
            acked, _, _ = await bot.types("yesterday")
            await asyncio.sleep(_LAST_STEPS)
            return acked

        async def theirs() -> float:
            return await bolt.acked("yesterday")

        return await by_turns([ours, theirs], rounds=rounds, tries=tries)


def _answers(quick: bool) -> list[list[float]]:
    return asyncio.run(_measured_answers(3 if quick else 9, 5 if quick else 15))


async def _measured_answers(rounds: int, tries: int) -> list[list[float]]:
    async with AsyncExitStack() as stack:
        between = await stack.enter_async_context(office(calls.whole(_CALLS)))
        bot = between.caller(await between.bot())
        bare = between.caller(await stack.enter_async_context(rivals.without_bolt(between)))
        return await by_turns([_answered(bot), _answered(bare)], rounds=rounds, tries=tries)


def _answers_of_a_naive_bot(quick: bool) -> list[list[float]]:
    return asyncio.run(_measured_naive(1 if quick else 5, 1 if quick else 3))


async def _measured_naive(rounds: int, tries: int) -> list[list[float]]:
    async with AsyncExitStack() as stack:
        between = await stack.enter_async_context(office(calls.whole(_CALLS)))
        bot = between.caller(await between.bot())
        naive = between.caller(await stack.enter_async_context(rivals.naive_bot(between)))
        return await by_turns([_answered(bot), _answered(naive)], rounds=rounds, tries=tries)


def _answered(caller: Caller) -> Attempt:
    """Each of the commands once, and how long one of them took on average."""

    async def attempt() -> float:
        spent = 0.0
        for text in _COMMANDS:
            _, seconds, answer = await caller.types(text)
            assert answer.startswith("Local calls"), answer
            spent += seconds
        return spent / len(_COMMANDS)

    return attempt
