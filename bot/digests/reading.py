"""Read what a digest says: its own period at its slot, and earlier ones to compare with.

A period is always as it was read at the digest's slot. It may end after the slot.

It asks as its owner, with the permissions they have then. Each question to MOR is an audit entry of
the kind `digest`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers, CallSink
from bot.calls.asker import Asker
from bot.calls.model import (
    Answer,
    Call,
    Filter,
    FilterKey,
    Output,
    Period,
    Query,
    Target,
    Who,
    WhoKind,
)
from bot.calls.query import read_command
from bot.calls.texts import mor_user
from bot.digests import post_error_texts as post_errors
from bot.digests.model import Digest, Plan
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

_DAY = timedelta(days=1)

_Take = Callable[[Sequence[Call]], None]


class DigestReader:
    """Reads digests, and their questions for other people."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def read(
        self, plan: Plan, asker: Asker, slot: datetime, expected: Collection[str] = ()
    ) -> DigestContent:
        """Return what the plan says at `slot` (aware, whole seconds), at any time after it.

        `asker` is its owner. The query is read as of the slot, in the plan's zone, and calls after
        the slot do not count. The `expected` addresses are not new. If an earlier period cannot be
        read, the content says so.
        Raises AskError and MorError as `Answers.ask` does.
        """
        reading = _Reading(self._answers, plan.as_of(slot, asker), slot, expected)
        answer, asked = await reading.own(plan.query)
        pairs, all_pairs = reading.counters.pairs()
        ahead = is_ahead(asked, slot)
        before, new = None, None
        if not ahead:
            periods = min(plan.extras.new_ips, MOST_PERIODS)
            before, new = await reading.before(answer, asked, periods)
        return DigestContent(answer, slot, ahead, pairs, all_pairs, before, new, _name(asker))

    async def question(
        self,
        digest: Digest,
        owner: Asker,
        asker: Asker,
        slot: datetime | None = None,
        address: str = "",
    ) -> tuple[Query, Target]:
        """Return what a digest asks, for another person: as of now in their zone, or at a slot;
        only about the calls of an `address`, if one is given.

        `owner` is its owner, as of now. Raises AskError if the asker may not ask it, and MorError.
        """
        plan = digest.plan
        asker = asker if slot is None else plan.as_of(slot, asker)
        account = owner.account or self._answers.account(asker)
        query = read_command(plan.query, asker.now, account, owner.locale)
        if slot is not None:
            query = replace(query, period=begun(query.period, slot))
        if address:
            filters = (*query.filters, Filter(FilterKey.IP, address))
            query = replace(query, filters=filters, typed="")  # it says what was asked
        if query.who.kind is WhoKind.ME:
            query = replace(query, who=_by_id(digest, owner))
        return query, await self._answers.target(query, asker)


def _name(asker: Asker) -> str:
    account = asker.account
    if account is None:
        return ""
    if account.user_id is None:
        return account.username
    return mor_user(account.user_id, asker.full_name)


def _by_id(digest: Digest, owner: Asker) -> Who:
    """Return the digest's owner in words that mean them for any asker."""
    if owner.account is None or owner.account.user_id is None:
        raise post_errors.owner_unlinked()
    if not digest.mor_user.is_still(owner.account):
        raise post_errors.owner_unlinked()
    return Who(WhoKind.ID, str(owner.account.user_id))


class _Reading:
    """One digest being read."""

    def __init__(
        self, answers: Answers, asker: Asker, slot: datetime, expected: Collection[str]
    ) -> None:
        self._answers = answers
        self._asker = asker
        self._slot = slot
        self._expected = expected
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
        finder = NewAddressFinder(self.counters, wanted=periods > 0, expected=self._expected)
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


def begun(period: Period, slot: datetime) -> Period:
    """Return the part that has passed at `slot`, so that a late run reads the same.

    A period that has not begun stays whole.
    """
    is_longer = period.end.timestamp() > slot.timestamp()
    return Period(period.start, slot) if is_longer and not is_ahead(period, slot) else period


def is_ahead(period: Period, slot: datetime) -> bool:
    """Return whether the period has not begun at `slot`."""
    return period.start.timestamp() >= slot.timestamp()


def earlier(period: Period, slot: datetime, zone: ZoneInfo, number: int = 1) -> Period:
    """Return the `number`-th period of the same length before it.

    Whole days move by the wall clock, so a week stays a week across a clock change. Another period
    that ends at `slot` (the last two hours) moves by its length, so earlier ones adjoin it. Any
    other (yesterday from 9 to 17) moves by whole days, to the same hours of earlier days.
    """
    return _moved(period, _move(period, slot, zone, number))


def part_before(period: Period, slot: datetime, zone: ZoneInfo) -> Period:
    """Return the part of the period before that matches the part of this one passed at `slot`."""
    return _moved(begun(period, slot), _move(period, slot, zone, 1))


def _move(
    period: Period, slot: datetime, zone: ZoneInfo, number: int
) -> Callable[[datetime], datetime]:
    """Return a function that moves a moment `number` periods back."""
    length = _wall(period.end, zone) - _wall(period.start, zone)
    days = max(-(-length // _DAY), 1) * _DAY
    if length != days and period.end.timestamp() == slot.timestamp():
        elapsed = timedelta(seconds=period.seconds) * number
        return lambda at: (at.astimezone(UTC) - elapsed).astimezone(zone)
    return lambda at: _aware(_wall(at, zone) - days * number, zone)


def _moved(period: Period, move: Callable[[datetime], datetime]) -> Period:
    start, end = move(period.start), move(period.end)
    if end.timestamp() <= start.timestamp():  # the clock change skipped these hours on that day
        elapsed = timedelta(seconds=period.seconds)
        end = (start.astimezone(UTC) + elapsed).astimezone(start.tzinfo)
    return Period(start, end)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _aware(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which clocks show `wall`, or after it if they skip it."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
