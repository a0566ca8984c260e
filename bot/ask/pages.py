"""An answer looked at again: another page, another order, other groups, or the question afresh.

Each answer given in Slack is kept under an id, which is all that its buttons carry. Whoever
presses one is looked at anew: his rights of that moment count, and MOR is asked in his name.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers, Copy
from bot.ask.question_log import Outcome
from bot.ask.report_cache import Held, Shelf
from bot.ask.stored_answers import Kept, KeptAnswers
from bot.ask.texts import asking
from bot.ask.views import View
from bot.calls.asker import Asker
from bot.calls.model import Answer, Output, Period, Query, Report, Target, Who, WhoKind
from bot.calls.period import read_period
from bot.calls.query_text import period_text
from bot.calls.report import PAGED_CALLS, ReportBuilder, page_of
from bot.errors import AskError

Post = Callable[[Answer], Awaitable[None]]
"""Shows an answer to others. Raises MorbotError where it was not shown."""


class Pages:
    """Gives answers that can be looked at again."""

    def __init__(self, answers: Answers, kept: KeptAnswers, shelf: Shelf) -> None:
        self._answers = answers
        self._kept = kept
        self._shelf = shelf

    async def ask(self, text: str, asker: Asker) -> Answer:
        """The first page of the answer to a command. Raises as `Answers.ask` does."""
        answer = await self._answers.ask(text, asker)
        if asker.can_click:
            answer = await self._keep(answer, asker, asker.locale)
        return _turned(answer, 1)

    async def answer(
        self, query: Query, target: Target, asker: Asker, locale: str | None
    ) -> Answer:
        """The same for a question that is understood already, by the `locale` of whoever has worded
        it. Raises as `Answers.answer` does.
        """
        async with self._answers.ledger.entry(asker) as outcome:
            outcome.target, outcome.period = target.user_id, query.period
            answer = await self._answers.answer(query, target, asker, outcome)
        return _turned(await self._keep(answer, asker, locale), 1)

    async def hold(self, query: Query, target: Target, asker: Asker, zone: str, total: int) -> str:
        """Keep a question as if it had been answered with so many calls, and give its id. The
        asker's rights are looked up when he asks for more.
        """
        kept = Kept(asker.identity, query, target, zone, False, asker.now, total)
        return await self._kept.keep(kept)

    async def find(self, answer_id: str, asker: Asker) -> Kept:
        """The question behind an answer, for whoever may look at it: who asked it, or anybody
        where it was shared. What it is about is checked against the asker's own rights.

        Raises AskError: `answer-gone`, `answer-of-another`, or why he may not ask it.
        """
        self._answers.account(asker)
        kept = await self._kept.find(answer_id, asker.now)
        if kept is None:
            raise AskError(*asking.ANSWER_GONE, code="answer-gone")
        if kept.asker != asker.identity and not kept.shared:
            raise AskError(*asking.ANSWER_OF_ANOTHER, code="answer-of-another")
        self._answers.check(kept.query, kept.target, asker)
        return kept

    async def question(self, answer_id: str, asker: Asker) -> tuple[Query, Target]:
        """The question behind an answer, in words that mean the same when this asker says them.
        Raises as `find` does.
        """
        kept = await self.find(answer_id, asker)
        query = replace(kept.query, phrase=_phrase_for(asker, kept))
        own = kept.asker == asker.identity
        return (query if own else replace(query, who=_known(kept))), kept.target

    async def look(self, answer_id: str, view: View, asker: Asker) -> Answer:
        """Look at an answer again. Raises as `find` does, and MorError where MOR had to be asked.

        Another view of it, or somebody else's, is an answer of its own from then on.
        """
        async with self._answers.ledger.entry(asker, "page") as outcome:
            return await self._look(answer_id, view, asker, outcome)

    async def share(self, answer_id: str, page: int, asker: Asker, post: Post) -> Answer:
        """Show a page of an answer to others, who may look at it from then on; what they see.

        Raises as `look` does, and what `post` raises.
        """
        async with self._answers.ledger.entry(asker, "share") as outcome:
            answer = await self._look(answer_id, View(page), asker, outcome)
            # Before it is posted, so that nobody who sees it presses in vain.
            await self._kept.share(answer.id)
            await post(answer)
            return answer

    async def _look(self, answer_id: str, view: View, asker: Asker, outcome: Outcome) -> Answer:
        kept = await self.find(answer_id, asker)
        outcome.target, outcome.period = kept.target.user_id, kept.query.period
        if view.refresh or kept.asker != asker.identity:
            answer = await self._anew(kept, view, asker, outcome)
        else:
            answer = await self._again(answer_id, kept, view, _as_asked(asker, kept), outcome)
        answer = _turned(answer, view.page)
        counts = answer.report.group is not None or answer.query.output is Output.CHART
        outcome.rows = answer.report.total if counts else len(answer.report.page)
        return answer

    async def file(
        self, answer_id: str, form: Output, asker: Asker, outcome: Outcome, copy: Copy
    ) -> Answer:
        """Put the question to MOR again, within its bounds, and give all its calls to `copy`, for
        a file of that form and an entry of the ledger that somebody opened. Raises as `look` does.
        """
        kept = await self.find(answer_id, asker)
        outcome.target, outcome.period = kept.target.user_id, kept.query.period
        query = replace(kept.query, output=form)
        if kept.asker == asker.identity:
            asker = _as_asked(asker, kept)
        else:
            query = replace(query, who=_known(kept))
        return await self._answers.answer(query, kept.target, asker, outcome, copy)

    async def shown(self, answer_id: str, now: datetime) -> int | None:
        """How many calls an answer told of when it was last seen, None where it is not kept."""
        held = self._shelf.get(answer_id)
        if held is not None:
            return held.report.total
        kept = await self._kept.find(answer_id, now)
        return kept.total if kept else None

    async def _again(
        self, answer_id: str, kept: Kept, view: View, asker: Asker, outcome: Outcome
    ) -> Answer:
        """One's own answer within its bounds, from what is held if that is enough."""
        query = view.of(kept.query)
        report = self._held(answer_id, kept, query, asker)
        if report is None:
            answer = await self._answers.answer(query, kept.target, asker, outcome)
        else:
            answer = self._answers.of_report(report, query, kept.target, asker)
        if query != kept.query:
            return await self._keep(answer, asker, kept.locale)
        if report is None:
            self._shelf.put(answer_id, Held(answer.account, answer.report))
        return replace(answer, id=answer_id)

    async def _anew(self, kept: Kept, view: View, asker: Asker, outcome: Outcome) -> Answer:
        """The same question, put to MOR as the asker's own and in his zone."""
        query = view.of(kept.query)
        if view.refresh:
            query = replace(query, period=_read_afresh(kept, asker.now))
        if kept.asker != asker.identity:
            query = replace(query, who=_known(kept))
        answer = await self._answers.answer(query, kept.target, asker, outcome)
        return await self._keep(answer, asker, kept.locale)

    async def _keep(self, answer: Answer, asker: Asker, locale: str | None) -> Answer:
        """Keep it, with the locale in which its period was worded."""
        answer_id = await self._kept.keep(
            Kept(
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
        self._shelf.put(answer_id, Held(answer.account, answer.report))
        return replace(answer, id=answer_id)

    def _held(self, answer_id: str, kept: Kept, query: Query, asker: Asker) -> Report | None:
        """The report, if it can be told from what is held; never from what another account saw."""
        held = self._shelf.get(answer_id)
        if held is None or held.account != asker.account:
            return None
        if query.oldest_first == kept.query.oldest_first:
            if query.group == kept.query.group:
                return held.report
            if query.group is None:
                return replace(held.report, group=None, groups=())
        if len(held.report.page) < held.report.total:
            return None
        builder = ReportBuilder(query, ZoneInfo(kept.zone), PAGED_CALLS)
        builder.add(held.report.page)
        return replace(builder.report(), unfiltered_total=held.report.unfiltered_total)


def _known(kept: Kept) -> Who:
    """The one the question is about, in words that mean the same whoever says them."""
    return Who(WhoKind.ID, str(kept.target.user_id))


def _read_afresh(kept: Kept, now: datetime) -> Period:
    """What the period's words mean now, by the locale of whoever has worded it: another one may
    not know them, or take a 3/11 for another day.
    """
    return read_period(kept.query.phrase, now, kept.locale)


def _phrase_for(asker: Asker, kept: Kept) -> str:
    """The period in words that this asker can say: the same where they mean the same to him, else
    its bounds.
    """
    phrase, period = kept.query.phrase, kept.query.period
    try:
        if read_period(phrase, asker.now, asker.locale) == _read_afresh(kept, asker.now):
            return phrase
    except AskError:
        pass  # not in his language
    return period_text(period.start, period.end)


def _as_asked(asker: Asker, kept: Kept) -> Asker:
    """The asker with the zone that he asked in, so that the hours and days stay what they were."""
    now = asker.now.astimezone(ZoneInfo(kept.zone))
    return replace(asker, now=now, zone=kept.zone, zone_assumed=kept.zone_assumed)


def _turned(answer: Answer, number: int) -> Answer:
    report, number = page_of(answer.report, number)
    return replace(answer, report=report, page_number=number)
