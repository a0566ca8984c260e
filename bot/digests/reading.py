"""What a digest reads: its own period at its slot, and the ones before to compare with.

It asks as its owner, with his rights of that moment. Every question put to MOR is a line of the
audit log, of the kind `digest`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers, CallSink
from bot.calls.asker import Asker
from bot.calls.model import Answer, Call, Output, Period, Query, WhoKind
from bot.calls.query import read_command
from bot.digests.periods import begun, earlier, is_ahead, stretch_before
from bot.digests.report import (
    Comparison,
    DigestContent,
    DigestCounters,
    NewAddresses,
    NewAddressFinder,
)
from bot.digests.store import Plan
from bot.errors import MorbotError
from bot.telemetry import logger

MOST_PERIODS = 31  # that new addresses are looked for in

log = logger(__name__)

_Take = Callable[[Sequence[Call]], None]


class DigestReader:
    """Reads what digests say."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def read(self, plan: Plan, asker: Asker, slot: datetime) -> DigestContent:
        """What the plan has to say at `slot` (aware, whole seconds), whenever it is asked for.

        `asker` is its owner. Phrases are read at the slot in the plan's zone, and calls after the
        slot are none of its. Where a period before cannot be read, the digest says so.
        Raises AskError and MorError as `Answers.ask` does.
        """
        zone = ZoneInfo(plan.zone)
        asker = replace(asker, now=slot.astimezone(zone), zone=plan.zone, zone_assumed=False)
        reading = _Reading(self._answers, asker, slot)
        answer, asked = await reading.own(plan.query)
        pairs, all_pairs = reading.counters.pairs()
        ahead = is_ahead(asked, slot)
        before, new = None, None
        if not ahead:
            periods = min(plan.extras.new_ips, MOST_PERIODS)
            before, new = await reading.before(answer, asked, periods)
        return DigestContent(answer, slot, ahead, pairs, all_pairs, before, new)


class _Reading:
    """One digest being read."""

    def __init__(self, answers: Answers, asker: Asker, slot: datetime) -> None:
        self._answers = answers
        self._asker = asker
        self._slot = slot
        self._zone = ZoneInfo(asker.zone)
        self.counters = DigestCounters()

    async def own(self, text: str) -> tuple[Answer, Period]:
        """The answer to its query for what has passed at the slot, and the whole period asked."""
        async with self._answers.log.entry(self._asker, "digest") as outcome:
            account = self._answers.account(self._asker)
            query = read_command(text, self._asker.now, account, self._asker.locale)
            asked = outcome.period = query.period
            if query.who.kind is WhoKind.ID:
                outcome.target = int(query.who.value)
            target = await self._answers.target(query, self._asker)
            query = replace(query, period=begun(asked, self._slot))
            take = _taking(self.counters.add)
            answer = await self._answers.answer(query, target, self._asker, outcome, take)
        return answer, asked

    async def before(
        self, answer: Answer, asked: Period, periods: int
    ) -> tuple[Comparison, NewAddresses | None]:
        """How many calls the period before had, and which addresses none of so many periods has.

        The period before serves for both. Once every address was seen, no more is asked.
        """
        stretch = stretch_before(asked, self._slot, self._zone)
        comparison, new = Comparison(stretch, None), NewAddresses(periods)
        finder = NewAddressFinder(self.counters, sought=periods > 0)
        number = 1
        try:
            whole = earlier(asked, self._slot, self._zone) if finder else stretch
            comparison = Comparison(stretch, await self._count(answer, whole, stretch, finder))
            for number in range(2, periods + 1):
                if finder:
                    period = earlier(asked, self._slot, self._zone, number)
                    await self._ask(answer, period, finder.strike)
            new = finder.told(periods)
        except MorbotError as error:
            log.warning("digest-period-unread", number=number, code=error.code)
            if comparison.calls is None:
                comparison = replace(comparison, fault=error.text)
            new = replace(new, fault=error.text)
        return comparison, new if periods else None

    async def _count(
        self, answer: Answer, asked: Period, counted: Period, finder: NewAddressFinder
    ) -> int:
        """The calls of the `counted` part of a period, whose addresses are all struck out."""
        number = 0

        def take(calls: Sequence[Call]) -> None:
            nonlocal number
            finder.strike(calls)
            number += len(calls)
            if asked != counted:
                number -= sum(call.at.timestamp() >= counted.end.timestamp() for call in calls)

        await self._ask(answer, asked, take)
        return number

    async def _ask(self, answer: Answer, period: Period, take: _Take) -> None:
        """Put the same question about another period."""
        query = replace(answer.query, period=period, group=None, output=Output.TABLE)
        async with self._answers.log.entry(self._asker, "digest") as outcome:
            await self._answers.answer(query, answer.target, self._asker, outcome, _taking(take))


def _taking(take: _Take) -> CallSink:
    async def copy(_query: Query, calls: list[Call]) -> None:
        take(calls)

    return copy
