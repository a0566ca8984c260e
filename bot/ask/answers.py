"""Answer a question about local calls: check the asker's rights, ask MOR, and sum up.

Nothing is recorded here: each caller opens an entry of the question log, and the outcome is
filled in as it becomes known.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask.question_log import QuestionLog, QuestionOutcome
from bot.ask.rate_limit import RateLimit
from bot.ask.targets import Targets
from bot.calls.asker import Asker, check_access, check_length
from bot.calls.filters import passing
from bot.calls.model import Account, Answer, Call, Output, Query, Report, Target, WhoKind
from bot.calls.query import read_command, read_words
from bot.calls.report import ReportBuilder
from bot.calls.words import Word, words
from bot.coalescer import Coalescer
from bot.errors import AskError, Refused
from bot.links import texts as linking
from bot.links.confirmed_links import ConfirmedLinks
from bot.links.model import confirmed_lately
from bot.mor.breaker import BreakerOpen
from bot.mor.client import MorClient

_FILE_FORMS = frozenset({Output.CSV, Output.XLSX})

CallSink = Callable[[Query, list[Call]], Awaitable[None]]
"""Receives the calls that pass a question's filters, in batches as MOR sends them. They count only
once the answer is there.
"""


class TypedQuestion:
    """The text of a question, cut into words once.

    `wants_file` is whether it asks for a file, even if the rest cannot be read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.wants_file = False
        self._words: list[Word] = []
        self._fault: AskError | None = None  # in the text after the words
        try:
            for word in words(text):
                self._words.append(word)
                if type(word) is Word and word.text.casefold() in _FILE_FORMS:
                    self.wants_file = True
        except AskError as error:
            self._fault = error

    def read(self, asker: Asker, account: Account) -> Query:
        """Read it as this asker means it now. Raises AskError with the place in the text."""
        return read_words(self.text, self._readable(), asker.now, account, asker.locale)

    def _readable(self) -> Iterator[Word]:
        yield from self._words
        if self._fault is not None:
            raise self._fault


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """How much may be asked: the longest periods, in days by role name, and how many calls an
    answer holds, the first ones in its order.
    """

    longest_periods: Mapping[str, int]
    calls_held: int = 20


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that was read. Without a `target` it is still to be looked up."""

    query: Query
    target: Target | None
    asker: Asker
    sink: CallSink | None


@dataclass(frozen=True, slots=True)
class _Result:
    """The result of a question, shared by everybody who waits for it."""

    target: Target | None
    answer: Answer | Exception


class Answers:
    """Answers questions about local calls, with the asker's current rights.

    An identical question of the same person that is in flight is not put to MOR again. Callers
    record what they ask in `log`.
    """

    def __init__(
        self,
        mor: MorClient,
        links: ConfirmedLinks,
        log: QuestionLog,
        limits: QuestionLimits,
        rate_limit: RateLimit | None = None,
    ) -> None:
        self.log = log
        self._mor = mor
        self._links = links
        self._targets = Targets(mor, links.directory)
        self._limits = limits
        self._rate_limit = rate_limit or RateLimit()
        self._in_flight: Coalescer[_Result] = Coalescer()

    async def ask(
        self,
        typed: TypedQuestion,
        asker: Asker,
        outcome: QuestionOutcome,
        sink: CallSink | None = None,
    ) -> Answer:
        """Answer a typed question. Raises AskError and MorError."""
        await self._rate_limit.count(asker.identity)
        query = typed.read(asker, self.account(asker))
        outcome.period = query.period
        # Within one minute of their clock "today" and "the last hour" mean the same.
        minute = asker.now.replace(second=0, microsecond=0)
        same = (typed.text.strip(), replace(asker, now=minute, channel=""))
        return await self._answer(_Question(query, None, asker, sink), same, outcome)

    async def answer(
        self,
        query: Query,
        target: Target,
        asker: Asker,
        outcome: QuestionOutcome,
        sink: CallSink | None = None,
    ) -> Answer:
        """Answer a question that was read before. Raises AskError and MorError.

        The asker's rights are checked and MOR is asked as for a typed question.
        """
        await self._rate_limit.count(asker.identity)
        same = (query, target, asker.identity, asker.account, asker.zone)
        return await self._answer(_Question(query, target, asker, sink), same, outcome)

    async def confirmed(self, asker: Asker) -> Asker:
        """Return the asker with an account that MOR confirmed lately. Raises AskError, MorError."""
        if confirmed_lately(asker.confirmed_at):
            return asker
        return await self._links.confirmed(asker)

    def account(self, asker: Asker) -> Account:
        """Return the MOR user that the asker is linked to. Raises AskError."""
        if asker.account is None:
            raise linking.not_linked(asker.suspended)
        return asker.account

    def check(self, query: Query, target: Target, asker: Asker) -> None:
        """Check that the asker may ask this now. Raises AskError."""
        account = self.account(asker)
        check_access(account, target.user_id)
        check_length(query.period, self._limits.longest_periods[account.role])

    def read(self, text: str, asker: Asker) -> Query:
        """Read a question, and check the rights that do not depend on looking up the target.

        Raises AskError.
        """
        account = self.account(asker)
        query = read_command(text, asker.now, account, asker.locale)
        if query.who.kind is WhoKind.ID:
            check_access(account, int(query.who.value))
        check_length(query.period, self._limits.longest_periods[account.role])
        return query

    async def target(self, query: Query, asker: Asker) -> Target:
        """Look up whose calls a question is about, and check the asker's rights.

        Counts as a question. Raises AskError and MorError.
        """
        self.account(asker)
        await self._rate_limit.count(asker.identity)
        async with self._rate_limit.slot(asker.identity):
            asker = await self.confirmed(asker)
            account = self.account(asker)
            target = await self._targets.find(query.who, asker, account)
            self.check(query, target, asker)
            return await self._targets.named(target, account)

    def of_report(self, report: Report, query: Query, target: Target, asker: Asker) -> Answer:
        """Return a report as an answer. The asker's rights have been checked."""
        return Answer(
            account=self.account(asker),
            target=target,
            query=query,
            report=report,
            zone=asker.zone,
            zone_assumed=asker.zone_assumed,
            asked_at=asker.now,
        )

    async def _answer(
        self, question: _Question, same: Hashable, outcome: QuestionOutcome
    ) -> Answer:
        """Answer a question, shared by all in flight that are the `same` unless it has a sink."""
        if question.sink is None:
            result = await self._in_flight.run(same, partial(self._find, question))
        else:
            result = await self._find(question)
        outcome.target = result.target.user_id if result.target else None
        outcome.period = question.query.period
        if isinstance(result.answer, Exception):
            raise result.answer
        outcome.period = result.answer.query.period
        outcome.rows = result.answer.report.total
        return result.answer

    async def _find(self, question: _Question) -> _Result:
        query, target, asker = question.query, question.target, question.asker
        try:
            async with self._rate_limit.slot(asker.identity):
                asker = await self.confirmed(asker)
                account = self.account(asker)
                target = target or await self._targets.find(query.who, asker, account)
                self.check(query, target, asker)
                report, named = await asyncio.gather(
                    self._report(query, target.user_id, asker, question.sink),
                    self._targets.named(target, account),
                )
        except BreakerOpen as error:
            return _Result(target, error.in_zone(ZoneInfo(asker.zone)))
        except Exception as error:  # noqa: BLE001 -- each of those who wait raises it
            if isinstance(error, Refused) and target is not None:
                await self._links.note_refused(asker, target.user_id, error)
            return _Result(target, error)
        return _Result(named, self.of_report(report, query, named, asker))

    async def _report(
        self, query: Query, user_id: int, asker: Asker, sink: CallSink | None
    ) -> Report:
        builder = ReportBuilder(query, ZoneInfo(asker.zone), self._limits.calls_held)
        calls = self._mor.local_calls(self.account(asker), user_id, query.period, asker.identity)
        async with aclosing(calls) as batches:
            async for batch in batches:
                builder.add(batch)
                if sink is not None:
                    await sink(query, _passing(query, batch))
        return builder.report()


def _passing(query: Query, batch: list[Call]) -> list[Call]:
    """Return the calls that pass a question's filters."""
    return [*filter(passing(query.filters), batch)] if query.filters else batch
