"""Read what a digest says: its own period at its slot, and earlier ones to compare with.

It asks as its owner, with the permissions they have then. Each question to MOR is an audit entry of
the kind `digest`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers, CallSink
from bot.calls.asker import Asker
from bot.calls.model import Answer, Call, Output, Period, Query, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.digests import error_texts as errors
from bot.digests.model import Plan
from bot.digests.periods import begun, earlier, is_ahead, part_before
from bot.digests.report import (
    Comparison,
    DigestContent,
    DigestCounters,
    NewAddresses,
    NewAddressFinder,
)
from bot.errors import MorbotError
from bot.telemetry import logger

MOST_PERIODS = 31
"""In how many earlier periods a new address must not occur, at most."""

log = logger(__name__)

_Take = Callable[[Sequence[Call]], None]


class DigestReader:
    """Reads digests, and their questions for other people."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def read(self, plan: Plan, asker: Asker, slot: datetime) -> DigestContent:
        """Return what the plan says at `slot` (aware, whole seconds), at any time after it.

        `asker` is its owner. The query is read as of the slot, in the plan's zone, and calls after
        the slot do not count. If an earlier period cannot be read, the content says so.
        Raises AskError and MorError as `Answers.ask` does.
        """
        reading = _Reading(self._answers, plan.as_of(slot, asker), slot)
        answer, asked = await reading.own(plan.query)
        pairs, all_pairs = reading.counters.pairs()
        ahead = is_ahead(asked, slot)
        before, new = None, None
        if not ahead:
            periods = min(plan.extras.new_ips, MOST_PERIODS)
            before, new = await reading.before(answer, asked, periods)
        return DigestContent(answer, slot, ahead, pairs, all_pairs, before, new)

    async def question(
        self, plan: Plan, owner: Asker, asker: Asker, slot: datetime | None = None
    ) -> tuple[Query, Target]:
        """Return what the plan asks, for another person: as of now in their zone, or at a slot.

        `owner` is the plan's owner, as of now. Raises AskError if the asker may not ask it, and
        MorError.
        """
        asker = asker if slot is None else plan.as_of(slot, asker)
        account = owner.account or self._answers.account(asker)
        query = read_command(plan.query, asker.now, account, owner.locale)
        if slot is not None:
            query = replace(query, period=begun(query.period, slot))
        if query.who.kind is WhoKind.ME:
            query = replace(query, who=_by_id(owner))
        return query, await self._answers.target(query, asker)


def _by_id(owner: Asker) -> Who:
    """Return the owner in words that mean them for any asker."""
    if owner.account is None or owner.account.user_id is None:
        raise errors.owner_unlinked()
    return Who(WhoKind.ID, str(owner.account.user_id))


class _Reading:
    """One digest being read."""

    def __init__(self, answers: Answers, asker: Asker, slot: datetime) -> None:
        self._answers = answers
        self._asker = asker
        self._slot = slot
        self._zone = ZoneInfo(asker.zone)
        self.counters = DigestCounters()

    async def own(self, text: str) -> tuple[Answer, Period]:
        """Answer the query for what has passed at the slot. Return also the whole period."""
        async with self._answers.log.entry(self._asker, "digest") as outcome:
            account = self._answers.account(self._asker)
            query = read_command(text, self._asker.now, account, self._asker.locale)
            asked = outcome.period = query.period
            if query.who.kind is WhoKind.ID:
                outcome.target = int(query.who.value)
            target = await self._answers.target(query, self._asker)
            query = replace(query, period=begun(asked, self._slot))
            take = _copy_to(self.counters.add)
            answer = await self._answers.answer(query, target, self._asker, outcome, take)
        return answer, asked

    async def before(
        self, answer: Answer, asked: Period, periods: int
    ) -> tuple[Comparison, NewAddresses | None]:
        """Count the calls of the period before, and find the addresses that none of the earlier
        `periods` has.

        The period before is read once for both. Once every address was seen, no more is asked.
        """
        part = part_before(asked, self._slot, self._zone)
        comparison, new = Comparison(part, None), NewAddresses(periods)
        finder = NewAddressFinder(self.counters, wanted=periods > 0)
        number = 1
        try:
            whole = earlier(asked, self._slot, self._zone) if finder else part
            comparison = Comparison(part, await self._count(answer, whole, part, finder))
            for number in range(2, periods + 1):
                if finder:
                    period = earlier(asked, self._slot, self._zone, number)
                    await self._ask(answer, period, finder.discard)
            new = finder.found(periods)
        except MorbotError as error:
            log.warning("digest-period-unread", number=number, code=error.code)
            if comparison.calls is None:
                comparison = replace(comparison, fault=error.text)
            new = replace(new, fault=error.text)
        return comparison, new if periods else None

    async def _count(
        self, answer: Answer, asked: Period, counted: Period, finder: NewAddressFinder
    ) -> int:
        """Count the calls in the `counted` part of a period. All its addresses are discarded."""
        number = 0

        def take(calls: Sequence[Call]) -> None:
            nonlocal number
            finder.discard(calls)
            number += len(calls)
            if asked != counted:
                number -= sum(call.at.timestamp() >= counted.end.timestamp() for call in calls)

        await self._ask(answer, asked, take)
        return number

    async def _ask(self, answer: Answer, period: Period, take: _Take) -> None:
        """Ask the same question about another period."""
        query = replace(answer.query, period=period, group=None, output=Output.TABLE)
        async with self._answers.log.entry(self._asker, "digest") as outcome:
            await self._answers.answer(query, answer.target, self._asker, outcome, _copy_to(take))


def _copy_to(take: _Take) -> CallSink:
    async def copy(_query: Query, calls: list[Call]) -> None:
        take(calls)

    return copy
