"""People plan digests: what they order is read and said back, kept as a draft, and confirmed.

A digest reads with its owner's rights, so nobody but him gives it another query, schedule or place,
sends it or lets it run again. Bot admins see all digests, and pause and delete them. For everybody
else the digests of others do not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers
from bot.ask.question_log import QuestionOutcome
from bot.calls.asker import Asker
from bot.calls.model import Output, Period, Query, Target
from bot.digests.blocks.order import Preview, Proposal
from bot.digests.model import HERE, Order, Place
from bot.digests.order_text import order_text
from bot.digests.place import FindPlace
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.schedule import Schedule, shortest_interval, slots
from bot.digests.store import DRAFTS_LIVE, Digest, Digests, Plan, State
from bot.digests.texts import planning as say
from bot.errors import AskError, Reading
from bot.links.linking import Linking

RUNS_TOLD = 3
_A_YEAR = timedelta(days=367)
_FILES = (Output.CSV, Output.XLSX)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one person may plan: runs at least `shortest` apart, and at most `most` digests."""

    shortest: timedelta
    most: int


class Planning:
    """Plans digests, for whoever asks. All raise AskError for what he can mend or may not do."""

    def __init__(
        self,
        answers: Answers,
        digests: Digests,
        linking: Linking,
        find_place: FindPlace,
        allowance: Allowance,
    ) -> None:
        self._answers = answers
        self._digests = digests
        self._linking = linking
        self._find_place = find_place
        self._allowance = allowance

    async def propose(self, order: Order, asker: Asker, instead: int | None = None) -> Proposal:
        """Keep the order as a draft. `instead` is the draft or digest that it is to replace.

        Raises also SlackError and MorError where they gave no answer to go by. Refused or not, it
        is in the audit log.
        """
        async with self._answers.log.entry(asker, "digest-draft") as outcome:
            plan = self.plan_of(order, asker)
            query = self.read(plan, asker)
            outcome.period = query.period
            old = None if instead is None else await self.drafted(instead, asker)
            if old is None or old.state is State.DRAFT:
                await self._check_number(asker)
            place = await self.check_place(plan, asker)
            target = await self._answers.target(query, _at_first_run(plan, asker))
            outcome.target = target.user_id
            await self._check_answered(query, target, asker)
            preview = self._preview(plan, query, target, place, asker)
            replaces = _replaced(old) if old else None
            draft = await self._digests.draft(asker.identity, plan, asker.now, replaces)
            if old is not None:
                await self._digests.discard(old)
            outcome.rows = 0
        zone_assumed = asker.zone_assumed and not order.schedule.zone
        return Proposal(draft, replaces, preview, zone_assumed)

    def plan_of(self, order: Order, asker: Asker) -> Plan:
        """The order as the asker means it: in his zone unless he named one, and `here` where he is.

        Raises AskError (`digest-too-often`, `digest-no-place`).
        """
        interval, shortest = shortest_interval(order.schedule.cron), self._allowance.shortest
        if interval < shortest:
            raise AskError(*say.too_often(interval, shortest), code="digest-too-often")
        zone, extras = order.schedule.zone or asker.zone, order.extras
        if extras.alert_above is not None and not extras.mention:
            extras = replace(extras, mention=asker.identity.user)
        return Plan(order.query, order.schedule.cron, zone, _place(order, asker), extras)

    def read(self, plan: Plan, asker: Asker) -> Query:
        """What the plan asks at its next run, with the asker's rights checked as far as that needs
        nobody else. Raises AskError.
        """
        try:
            query = self._answers.read(plan.query, _at_first_run(plan, asker))
        except AskError as error:
            raise _whole(error, plan) from None
        if query.output in _FILES:
            raise AskError(*say.no_files(query.output), code="digest-no-file")
        return query

    async def check_place(self, plan: Plan, asker: Asker) -> Place:
        """The place of the plan, and that whoever is to be mentioned there exists. Raises AskError
        and SlackError.
        """
        if plan.extras.mention:
            await self._linking.person(plan.extras.mention)
        return await self._find_place(plan.place, asker.identity) if plan.place else Place()

    async def confirm(self, draft_id: int, asker: Asker) -> Digest:
        """Make the draft a digest, or change the one it replaces; everything is checked again.

        Raises also SlackError.
        """
        draft = await self._draft(draft_id, asker)
        self.read(draft.plan, asker)
        await self.check_place(draft.plan, asker)
        most, now = self._allowance.most, asker.now
        saved = await self._digests.confirm(draft, next_run(draft.plan, now), now, most)
        if saved is None:
            await self._check_number(asker)
            raise AskError(*say.DRAFT_GONE, code="draft-gone")
        return saved

    async def cancel(self, draft_id: int, asker: Asker) -> None:
        """Drop the draft."""
        await self._digests.discard(await self._draft(draft_id, asker))

    async def own(self, number: int, asker: Asker) -> Digest:
        """The asker's digest of this number, to be edited or sent."""
        self._answers.account(asker)
        digest = await self.find(number, asker)
        if digest.owner != asker.identity:
            raise AskError(*say.owners_only(number), code="digest-of-another")
        return digest

    async def drafted(self, number: int, asker: Asker) -> Digest:
        """The asker's own digest or draft of this number, to be worded anew."""
        found = await self._digests.find(number)
        if found and found.state is State.DRAFT and found.owner == asker.identity:
            return found
        return await self.own(number, asker)

    async def find(self, number: int, asker: Asker) -> Digest:
        """The digest of this number, if the asker may see it: his own, or any for bot admins."""
        digest = await self._digests.find(number)
        if digest is None or digest.state is State.DRAFT:
            raise AskError(*say.no_such_digest(number), code="no-digest")
        if digest.owner != asker.identity and not await self.is_bot_admin(asker):
            raise AskError(*say.no_such_digest(number), code="no-digest")
        return digest

    async def listed(self, asker: Asker) -> list[Digest]:
        """All that the asker may see, by number, his own first."""
        if not await self.is_bot_admin(asker):
            return await self._digests.of(asker.identity)
        every = await self._digests.all()
        return sorted(every, key=lambda digest: (digest.owner != asker.identity, digest.id))

    async def of(self, asker: Asker) -> list[Digest]:
        """The asker's own, by number."""
        return await self._digests.of(asker.identity)

    async def pause(self, number: int, asker: Asker) -> Digest:
        """Let it run no more until it is resumed; it may be so already."""
        digest = await self.find(number, asker)
        await self._digests.pause(digest, _by(digest, asker), by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def resume(self, number: int, asker: Asker) -> Digest:
        """Let it run again from now on, with what its owner may ask and where he may post by now.

        Raises also SlackError.
        """
        digest = await self.own(number, asker)
        if digest.state is State.PAUSED:
            self.read(digest.plan, asker)
            await self.check_place(digest.plan, asker)
            slot = next_run(digest.plan, asker.now)
            await self._digests.resume(digest, slot, by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def delete(self, number: int, asker: Asker) -> Digest:
        """Delete it for good; what it was is returned."""
        digest = await self.find(number, asker)
        await self._digests.delete(digest, by=asker.identity, at=asker.now)
        return digest

    async def is_bot_admin(self, asker: Asker) -> bool:
        """Whether the asker is a bot admin."""
        return asker.identity in await self._linking.bot_admins()

    def _preview(
        self, plan: Plan, query: Query, target: Target, place: Place, asker: Asker
    ) -> Preview:
        runs = next_runs(plan, asker.now)
        standing = self._stands(plan, query, runs[0], asker)
        return Preview(plan, query, target, place, runs, standing)

    async def _check_answered(self, query: Query, target: Target, asker: Asker) -> None:
        """That MOR answers the asker about somebody else, found out by a question of one second.

        Without it a digest could be ordered, and said back, about users whom there are not, or who
        are none of his. Raises AskError and MorError.
        """
        if target.user_id == self._answers.account(asker).user_id:
            return
        second = Period(asker.now - timedelta(seconds=1), asker.now)
        query = replace(query, period=second, group=None, output=Output.TABLE)
        await self._answers.answer(query, target, asker, QuestionOutcome())

    def _stands(self, plan: Plan, query: Query, first: datetime, asker: Asker) -> bool:
        """Whether runs read the same period for ever: more than a year later, to be sure."""
        try:
            later = _at(next_run(plan, first + _A_YEAR), plan, asker)
            return self._answers.read(plan.query, later).period == query.period
        except AskError:  # by then it reaches too far back, so it moves
            return False

    async def _draft(self, draft_id: int, asker: Asker) -> Digest:
        draft = await self._digests.find(draft_id)
        if draft is None or draft.owner != asker.identity:
            raise AskError(*say.DRAFT_GONE, code="draft-gone")
        if draft.state is not State.DRAFT:
            raise AskError(*say.saved_already(draft.id), code="draft-saved")
        if asker.now.astimezone(UTC) - draft.created_at > DRAFTS_LIVE:
            raise AskError(*say.DRAFT_GONE, code="draft-gone")
        return draft

    async def _check_number(self, asker: Asker) -> None:
        most = self._allowance.most
        if len(await self._digests.of(asker.identity)) >= most:
            raise AskError(*say.too_many(most), code="too-many-digests")


def next_run(plan: Plan, after: datetime) -> datetime:
    """The plan's first slot after that instant, in its zone."""
    return next(slots(plan.cron, plan.zone, after))


def next_runs(plan: Plan, after: datetime) -> tuple[datetime, ...]:
    """The plan's next few slots after that instant, in its zone."""
    return tuple(islice(slots(plan.cron, plan.zone, after), RUNS_TOLD))


def order_of(plan: Plan) -> Order:
    """The plan as somebody would order it."""
    return Order(plan.query, Schedule(plan.cron, plan.zone), plan.place, plan.extras)


def _replaced(old: Digest) -> int | None:
    """The digest that a new wording of this digest or draft is to change."""
    return old.replaces if old.state is State.DRAFT else old.id


def _place(order: Order, asker: Asker) -> str:
    if order.place != HERE:
        return order.place
    if not asker.channel:
        raise AskError(*say.NOWHERE, code="digest-no-place")
    return "" if asker.channel.startswith("D") else asker.channel


def _at(run: datetime, plan: Plan, asker: Asker) -> Asker:
    """The asker at the time of a run."""
    return replace(asker, now=run.astimezone(ZoneInfo(plan.zone)), zone=plan.zone)


def _at_first_run(plan: Plan, asker: Asker) -> Asker:
    return _at(next_run(plan, asker.now), plan, asker)


def _by(digest: Digest, asker: Asker) -> Reason | None:
    """Why it is paused; its owner knows that himself."""
    return None if digest.owner == asker.identity else Reason(ReasonCode.BOT_ADMIN)


def _whole(error: AskError, plan: Plan) -> AskError:
    """The same fault, its readings being whole orders instead of questions."""
    return AskError(
        error.text,
        error.hint,
        code=error.code,
        place=error.place,
        readings=list(_ordered(error.readings, plan)),
    )


def _ordered(readings: Iterable[Reading], plan: Plan) -> Iterable[Reading]:
    for reading in readings:
        order = replace(order_of(plan), query=reading.command)
        yield Reading(reading.meaning, f"digest {order_text(order)}")
