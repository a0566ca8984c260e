"""What people ask and click: a question, another view of its answer, sharing it.

Each answer given in Slack is stored under an id, which is all that its buttons carry. A click
counts with the rights that its person has at that moment, and MOR is asked in their name.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ask import texts as say
from bot.ask.answer_store import AnswerStore, CachedReport, ReportCache, StoredAnswer
from bot.ask.answers import Answers, CallSink, TypedQuestion
from bot.ask.controls import View
from bot.ask.question_log import QuestionOutcome
from bot.calls.asker import Asker
from bot.calls.model import Answer, Output, Period, Query, Report, Target, Who, WhoKind
from bot.calls.period import read_period
from bot.calls.query_text import period_text
from bot.calls.report import PAGED_CALLS, ReportBuilder, page_of
from bot.errors import AskError
from bot.ids import Identity
from bot.slack.api.client import Check
from bot.slack.conversation.conversation import Confirm
from bot.store.audit import Change


class Questions:
    """Answers questions so that their answers can be looked at again. Each is recorded once.

    MOR may take minutes. Then `confirm` checks that the asker may still see the answer; what it
    raises is raised and recorded instead.
    """

    def __init__(
        self, answers: Answers, store: AnswerStore, cache: ReportCache, confirm: Confirm
    ) -> None:
        self._answers = answers
        self._store = store
        self._cache = cache
        self._confirm = confirm

    async def ask(self, typed: TypedQuestion, asker: Asker) -> Answer:
        """Return the first page of the answer to a typed question. Raises AskError and MorError."""
        async with self._answers.log.entry(asker) as outcome:
            answer = await self._answers.ask(typed, asker, outcome)
            await self._confirm(asker)
        if asker.can_click:
            answer = await self._stored(answer, asker, asker.locale)
        return _at_page(answer, 1)

    async def answer(
        self, query: Query, target: Target, asker: Asker, locale: str | None
    ) -> Answer:
        """Return the first page of the answer to a question that was read before.

        `locale` is that of the person who worded it. Raises AskError and MorError.
        """
        async with self._answers.log.entry(asker) as outcome:
            outcome.target, outcome.period = target.user_id, query.period
            answer = await self._answers.answer(query, target, asker, outcome)
            await self._confirm(asker)
        return _at_page(await self._stored(answer, asker, locale), 1)

    async def store(self, query: Query, target: Target, asker: Asker, zone: str, total: int) -> str:
        """Store a question as if it had been answered with `total` calls, and return its id.

        The asker's rights are checked when they ask for more.
        """
        return await self._store.add(
            StoredAnswer(asker.identity, query, target, zone, False, asker.now, total)
        )

    async def find(self, answer_id: str, asker: Asker) -> StoredAnswer:
        """Return the question behind an answer, if it is the asker's own or was shared.

        The asker's rights are checked. Raises AskError: `answer-gone`, `answer-of-another`, or why
        they may not ask it.
        """
        self._answers.account(asker)
        stored = await self._store.find(answer_id, asker.now)
        if stored is None:
            raise say.answer_gone(self._store.days)
        own = stored.asker == asker.identity
        if not own and not stored.shared:
            raise say.answer_of_another()
        self._answers.check(stored.query, stored.target, asker)
        # What another person's MOR user was told, this one's may not know.
        return stored if own else replace(stored, target=Target(stored.target.user_id))

    async def question(self, answer_id: str, asker: Asker) -> tuple[Query, Target]:
        """Return the question behind an answer in words that mean the same to this asker.

        Raises the AskErrors of `find`.
        """
        stored = await self.find(answer_id, asker)
        query = replace(stored.query, phrase=_phrase_for(asker, stored))
        own = stored.asker == asker.identity
        return (query if own else replace(query, who=_by_id(stored), typed="")), stored.target

    async def latest(self, asker: Asker) -> list[tuple[Query, Target]]:
        """Return the latest questions of this person that they may still ask, the newest first."""
        found = []
        for stored in await self._store.latest(asker.identity, asker.now):
            with suppress(AskError):
                self._answers.check(stored.query, stored.target, asker)
                found.append(
                    (replace(stored.query, phrase=_phrase_for(asker, stored)), stored.target)
                )
        return found

    async def look(self, answer_id: str, view: View, asker: Asker) -> Answer:
        """Look at an answer again. Another view, or another person's, is stored as a new answer.

        Raises the AskErrors of `find`, and MorError if MOR had to be asked.
        """
        async with self._answers.log.entry(asker, "page") as outcome:
            answer = await self._look(answer_id, view, asker, outcome)
            await self._confirm(asker)
            return answer

    @asynccontextmanager
    async def shared(
        self, answer_id: str, page: int, asker: Asker, check: Check
    ) -> AsyncIterator[Answer]:
        """Yield a page of an answer to post for others, who may look at it too from then on.

        `check` is of the place, and runs first. The code that posts confirms the asker just before.
        Raises the errors of `look`. An error that is raised in the block is recorded too, and
        leaves the answer closed to others.
        """
        async with self._answers.log.entry(asker, "share") as outcome:
            await check()
            answer = await self._look(answer_id, View(page), asker, outcome)
            yield answer
            # Last: after a crash there may be a post whose buttons are refused to others, but
            # never an open answer that nobody was shown.
            await self._store.open_to_others(answer.id)

    async def close(self, answer_id: str, sharer: Identity, by: Asker) -> None:
        """Let nobody but its sharer look at a shared answer any more, and record who did that."""
        change = Change("share-removed", by.identity, sharer, by.now)
        await self._store.close_to_others(answer_id, change)

    async def read_calls(
        self,
        answer_id: str,
        form: Output,
        asker: Asker,
        outcome: QuestionOutcome,
        sink: CallSink,
    ) -> Answer:
        """Ask MOR again for the calls of an answer, within its bounds, and give all to `sink`.

        `form` is the kind of file that is wanted. Raises the AskErrors of `find`, and MorError.
        """
        stored = await self.find(answer_id, asker)
        outcome.target, outcome.period = stored.target.user_id, stored.query.period
        query = replace(stored.query, output=form)
        if stored.asker == asker.identity:
            asker = _in_stored_zone(asker, stored)
        else:
            query = replace(query, who=_by_id(stored), typed="")
        return await self._answers.answer(query, stored.target, asker, outcome, sink)

    async def last_total(self, answer_id: str, now: datetime) -> int | None:
        """Return how many calls an answer had when it was last seen; None if it is not stored."""
        cached = self._cache.get(answer_id)
        if cached is not None:
            return cached.report.total
        stored = await self._store.find(answer_id, now)
        return stored.total if stored else None

    async def _look(
        self, answer_id: str, view: View, asker: Asker, outcome: QuestionOutcome
    ) -> Answer:
        stored = await self.find(answer_id, asker)
        outcome.target, outcome.period = stored.target.user_id, stored.query.period
        if view.refresh or stored.asker != asker.identity:
            answer = await self._ask_again(stored, view, asker, outcome)
        else:
            asker = _in_stored_zone(asker, stored)
            answer = await self._view_own(answer_id, stored, view, asker, outcome)
        answer = _at_page(answer, view.page)
        counts = answer.report.group is not None or answer.query.output is Output.CHART
        outcome.rows = answer.report.total if counts else len(answer.report.page)
        return answer

    async def _view_own(
        self,
        answer_id: str,
        stored: StoredAnswer,
        view: View,
        asker: Asker,
        outcome: QuestionOutcome,
    ) -> Answer:
        """Show the asker's own answer within its bounds, from the cache if that has enough."""
        query = view.of(stored.query)
        report = self._cached(answer_id, stored, query, asker)
        if report is None:
            answer = await self._answers.answer(query, stored.target, asker, outcome)
        else:
            answer = self._answers.of_report(report, query, stored.target, asker)
        if query != stored.query:
            return await self._stored(answer, asker, stored.locale)
        if report is None:
            self._cache.put(answer_id, CachedReport(answer.account, answer.report))
        return replace(answer, id=answer_id)

    async def _ask_again(
        self, stored: StoredAnswer, view: View, asker: Asker, outcome: QuestionOutcome
    ) -> Answer:
        """Put the same question to MOR as the asker's own, and in their zone."""
        query = view.of(stored.query)
        if view.refresh:
            query = replace(query, period=_period_now(stored, asker.now))
        if stored.asker != asker.identity:
            query = replace(query, who=_by_id(stored), typed="")
        answer = await self._answers.answer(query, stored.target, asker, outcome)
        return await self._stored(answer, asker, stored.locale)

    async def _stored(self, answer: Answer, asker: Asker, locale: str | None) -> Answer:
        """Store an answer, with the locale in which its period was worded."""
        answer_id = await self._store.add(
            StoredAnswer(
                asker=asker.identity,
                query=answer.query,
                target=answer.target,
                zone=answer.zone,
                zone_assumed=answer.zone_assumed,
                at=asker.now,
                total=answer.report.total,
                locale=locale,
            )
        )
        self._cache.put(answer_id, CachedReport(answer.account, answer.report))
        return replace(answer, id=answer_id)

    def _cached(
        self, answer_id: str, stored: StoredAnswer, query: Query, asker: Asker
    ) -> Report | None:
        """Return the report if the cache has enough for it, as the same account saw it."""
        cached = self._cache.get(answer_id)
        if cached is None or cached.account != asker.account:
            return None
        if query.oldest_first == stored.query.oldest_first:
            if query.group == stored.query.group:
                return cached.report
            if query.group is None:
                return replace(cached.report, group=None, groups=())
        if len(cached.report.page) < cached.report.total:
            return None
        builder = ReportBuilder(query, ZoneInfo(stored.zone), PAGED_CALLS)
        builder.add(cached.report.page)
        return replace(builder.report(), unfiltered_total=cached.report.unfiltered_total)


def _by_id(stored: StoredAnswer) -> Who:
    """Return who the question is about, in words that mean the same to everybody."""
    return Who(WhoKind.ID, str(stored.target.user_id))


def _period_now(stored: StoredAnswer, now: datetime) -> Period:
    """Return what the period's words mean now.

    They are read by the locale of the person who worded them: another one may not know the words,
    or read 3/11 as another day.
    """
    return read_period(stored.query.phrase, now, stored.locale)


def _phrase_for(asker: Asker, stored: StoredAnswer) -> str:
    """Return the period in words for this asker: the same words, or its bounds."""
    phrase, period = stored.query.phrase, stored.query.period
    try:
        if read_period(phrase, asker.now, asker.locale) == _period_now(stored, asker.now):
            return phrase
    except AskError:
        pass  # not in their language
    return period_text(period.start, period.end)


def _in_stored_zone(asker: Asker, stored: StoredAnswer) -> Asker:
    """Return the asker in the zone they asked in, so that hours and days stay the same."""
    now = asker.now.astimezone(ZoneInfo(stored.zone))
    return replace(asker, now=now, zone=stored.zone, zone_assumed=stored.zone_assumed)


def _at_page(answer: Answer, number: int) -> Answer:
    report, number = page_of(answer.report, number)
    return replace(answer, report=report, page_number=number)
