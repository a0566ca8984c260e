"""Plan digests: a request becomes a draft, a confirmed draft becomes a digest.

A digest reads with its owner's permissions. So only its owner changes its query, schedule or place,
posts it, or resumes it. Bot admins see all digests, and pause and delete them. For other people it
does not exist.
"""

from dataclasses import dataclass, replace
from datetime import UTC, timedelta

from bot.ask.answers import Answers
from bot.ask.question_log import QuestionOutcome
from bot.calls.asker import Asker
from bot.calls.model import Output, Period, Query, Target, WhoKind
from bot.digests import error_texts as errors
from bot.digests import post_error_texts as post_errors
from bot.digests.actions import PostedSlot
from bot.digests.alerts import MOST_EXPECTED, MUTED_FOR, is_address
from bot.digests.channel import DigestPlaces
from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.model import (
    HERE,
    Digest,
    DigestPlace,
    DigestRequest,
    DraftPreview,
    MorUser,
    Plan,
    State,
)
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.request_text import with_request
from bot.digests.rights import DigestRights
from bot.digests.schedule import shortest_interval
from bot.digests.store import DRAFTS_LIVE, Digests
from bot.errors import AskError, MorbotError
from bot.links.linking import Linking
from bot.store.database import Database

_MORE_THAN_A_YEAR = timedelta(days=367)
_FILES = (Output.CSV, Output.XLSX)


@dataclass(frozen=True, slots=True)
class DigestQuota:
    """What one person may plan: runs at least `shortest_interval` apart, and `most` digests."""

    shortest_interval: timedelta
    most: int


class DigestService:
    """Plans digests. All methods raise AskError for what the person can fix or may not do."""

    def __init__(
        self,
        database: Database,
        answers: Answers,
        linking: Linking,
        places: DigestPlaces,
        quota: DigestQuota,
    ) -> None:
        self._answers = answers
        self._digests = Digests(database)
        self.deliveries = Deliveries(database)
        self.rights = DigestRights(answers)
        self._linking = linking
        self._places = places
        self._quota = quota

    async def propose(
        self, request: DigestRequest, asker: Asker, instead: int | None = None
    ) -> DraftPreview:
        """Store the request as a draft. `instead` is the draft or digest that it will replace.

        Raises also SlackError and MorError if they gave no answer. The audit log has an entry in
        any case.
        """
        async with self._answers.log.entry(asker, "digest-draft") as outcome:
            plan = self.plan_of(request, asker)
            query = self.read(plan, asker)
            outcome.period = query.period
            old = None if instead is None else await self.drafted(instead, asker)
            if old is None or old.state is State.DRAFT:
                await self._check_quota(asker)
            place = await self.check_place(plan, asker)
            target = await self._answers.target(query, plan.at_next_run(asker))
            outcome.target = target.user_id
            await self._check_target(query, target, asker)
            replaces = _replaced(old) if old else None
            mor_user = MorUser.of(self._answers.account(asker))
            draft = await self._digests.draft(asker.identity, mor_user, plan, asker.now, replaces)
            if old is not None:
                await self._digests.discard(old)
            outcome.rows = 0
        return DraftPreview(
            draft,
            replaces,
            plan,
            query,
            target,
            place,
            runs=plan.next_slots(asker.now),
            fixed_period=self._is_fixed(plan, query, asker),
            zone_assumed=asker.zone_assumed and not request.schedule.zone,
        )

    def plan_of(self, request: DigestRequest, asker: Asker) -> Plan:
        """Return the plan that the asker means: in their zone unless another one is named, and with
        the channel of `here`.

        Raises AskError (`digest-too-often`, `digest-no-place`).
        """
        interval = shortest_interval(request.schedule.cron)
        if interval < self._quota.shortest_interval:
            raise errors.too_often(interval, self._quota.shortest_interval)
        zone, extras = request.schedule.zone or asker.zone, request.extras
        if extras.alert_above is not None and not extras.mention:
            extras = replace(extras, mention=asker.identity.user)
        place = _place(request, asker)
        return Plan(request.query, request.schedule.cron, zone, place, extras, request.name)

    def read(self, plan: Plan, asker: Asker) -> Query:
        """Read the query as of the plan's next run, and check the asker's permissions as far as
        that needs neither Slack nor MOR.
        """
        try:
            query = self._answers.read(plan.query, plan.at_next_run(asker))
        except AskError as error:
            raise with_request(error, plan.request()) from None
        if query.output in _FILES:
            raise errors.no_files(query.output)
        return query

    async def check_place(self, plan: Plan, asker: Asker) -> DigestPlace:
        """Return the plan's place. Checks also that the person to mention exists.

        Raises also SlackError.
        """
        if plan.extras.mention:
            await self._linking.person(plan.extras.mention)
        if not plan.place:
            return DigestPlace()
        return await self._places.find(plan.place, asker.identity)

    async def check(self, plan: Plan, asker: Asker) -> None:
        """Check again that the asker may have this digest. Raises also SlackError."""
        self.read(plan, asker)
        await self.check_place(plan, asker)

    async def confirm(self, draft_id: int, asker: Asker) -> Digest:
        """Make a draft a digest, or change the digest that it replaces. Raises also SlackError."""
        draft = await self._draft(draft_id, asker)
        if not draft.mor_user.is_still(self._answers.account(asker)):
            raise errors.drafted_as_another()
        await self.check(draft.plan, asker)
        slot = draft.plan.next_slot(asker.now)
        saved = await self._digests.confirm(draft, slot, asker.now, self._quota.most)
        if saved is None:
            await self._check_quota(asker)
            raise errors.draft_gone()
        return saved

    async def cancel(self, draft_id: int, asker: Asker) -> None:
        """Delete a draft."""
        await self._digests.discard(await self._draft(draft_id, asker))

    async def own(self, number: int, asker: Asker) -> Digest:
        """Return the asker's own digest, to be read and posted as the MOR user that they are."""
        digest = await self._owned(number, asker)
        if not digest.mor_user.is_still(self._answers.account(asker)):
            raise errors.saved_as_another(number)
        return digest

    async def drafted(self, number: int, asker: Asker) -> Digest:
        """Return the asker's own digest or draft, to be edited. `number` is a draft's id, too."""
        found = await self._digests.find(number) or await self._digests.saved_from(number)
        if found and found.state is State.DRAFT and found.owner == asker.identity:
            return found
        return await self._owned(found.id if found else number, asker)

    async def may_read(self, digest: Digest, asker: Asker) -> bool:
        """Return whether the asker may know what a digest asks, and how many calls there were."""
        if not self.rights.may_read(digest, asker):
            return False
        if not self.rights.depends_on_mor(digest, asker):
            return True
        try:
            query = self.read(digest.plan, asker)
            who = query.who
            if who.kind is WhoKind.ID:  # which is no question of theirs, to be counted
                target = Target(int(who.value))
            else:
                target = await self._answers.target(query, digest.plan.at_next_run(asker))
            await self._check_target(query, target, asker)
        except MorbotError:  # also if MOR is away: nobody knows
            return False
        return True

    async def find(self, number: int, asker: Asker) -> Digest:
        """Return a digest that the asker may see: their own, or any for bot admins."""
        digest = await self._digests.find(number)
        if digest is None or digest.state is State.DRAFT:
            raise errors.no_such_digest(number)
        if digest.owner != asker.identity and not await self._is_bot_admin(asker):
            raise errors.no_such_digest(number)
        return digest

    async def numbered(self, name: str, asker: Asker) -> int:
        """Return the number of the digest that the asker calls by this name: one of their own,
        else one that they may see.
        """
        named = [one for one in await self.visible(asker) if _same_name(one.plan.name, name)]
        named = [one for one in named if one.owner == asker.identity] or named
        if not named:
            raise errors.no_such_name(name)
        if len(named) > 1:
            raise errors.name_of_several(name, [one.id for one in named])
        return named[0].id

    async def visible(self, asker: Asker) -> list[Digest]:
        """Return all digests that the asker may see, their own first, then by number."""
        if not await self._is_bot_admin(asker):
            return await self.of(asker)
        every = await self._digests.all()
        return sorted(every, key=lambda digest: (digest.owner != asker.identity, digest.id))

    async def of(self, asker: Asker) -> list[Digest]:
        """Return the asker's own digests, by number."""
        return await self._digests.of(asker.identity)

    async def pause(self, number: int, asker: Asker) -> Digest:
        """Pause a digest until it is resumed. One that is paused stays paused."""
        digest = await self.find(number, asker)
        why = None if digest.owner == asker.identity else Reason(ReasonCode.BOT_ADMIN)
        await self._digests.pause(digest, why, by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def resume(self, number: int, asker: Asker) -> Digest:
        """Resume a paused digest, after the checks of a new one. Raises also SlackError."""
        digest = await self.own(number, asker)
        if digest.state is State.PAUSED:
            await self.check(digest.plan, asker)
            slot = digest.plan.next_slot(asker.now)
            await self._digests.resume(digest, slot, by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def mute(self, number: int, asker: Asker) -> Digest:
        """Mute the alerts of a digest for a week."""
        digest = await self.find(number, asker)
        until = asker.now + MUTED_FOR
        await self._digests.mute(digest, until, by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def unmute(self, number: int, asker: Asker) -> Digest:
        """Have a digest alert again."""
        digest = await self.find(number, asker)
        if digest.muted_until is not None:
            await self._digests.mute(digest, None, by=asker.identity, at=asker.now)
        return await self.find(number, asker)

    async def expect(self, number: int, address: str, asker: Asker) -> Digest:
        """Expect an address: it is no longer new to the digest."""
        if not is_address(address):
            raise post_errors.no_address()
        digest = await self.find(number, asker)
        while address not in digest.expected:
            if len(digest.expected) >= MOST_EXPECTED:
                raise post_errors.too_many_expected(MOST_EXPECTED)
            more = (address, *digest.expected)
            await self._digests.expect(digest, more, by=asker.identity, at=asker.now)
            digest = await self.find(number, asker)  # another replica may have changed it first
        return digest

    async def forget(self, number: int, address: str, asker: Asker) -> Digest:
        """Forget an expected address, or all of them if `address` is empty."""
        digest = await self.find(number, asker)
        while digest.expected if not address else address in digest.expected:
            left = tuple(one for one in digest.expected if address and one != address)
            await self._digests.expect(digest, left, by=asker.identity, at=asker.now)
            digest = await self.find(number, asker)
        return digest

    async def delete(self, number: int, asker: Asker) -> Digest:
        """Delete a digest for good. Return what it was."""
        digest = await self.find(number, asker)
        await self._digests.delete(digest, by=asker.identity, at=asker.now)
        return digest

    async def post(self, number: int, asker: Asker) -> Digest:
        """Claim the asker's digest to be posted now, paused or not. Raises also SlackError."""
        digest = await self.own(number, asker)
        await self.check(digest.plan, asker)
        if await self.deliveries.claim_now(digest, asker.now) is None:
            raise post_errors.posted_twice()
        return digest

    async def post_again(self, clicked: PostedSlot, asker: Asker) -> Digest:
        """Claim a slot to be posted again that failed, or whose outcome is unknown."""
        digest = await self.own(clicked.number, asker)
        if not await self.deliveries.claim_again(digest, clicked.slot, asker.now):
            raise post_errors.not_again()
        return digest

    async def posted(self, clicked: PostedSlot, asker: Asker) -> tuple[Digest, Delivery | None]:
        """Return a posted digest, and what is stored of that slot, if it is not pruned yet.

        The asker sees their own, and those that were posted to the channel of the click.
        """
        digest = await self._digests.find(clicked.number)
        delivery = await self.deliveries.find(clicked.number, clicked.slot)
        if digest is None or digest.state is State.DRAFT:
            raise post_errors.digest_gone()
        channels = {digest.plan.place, delivery.channel if delivery else ""} - {""}
        if digest.owner != asker.identity and clicked.channel not in channels:
            raise post_errors.digest_gone()
        return digest, delivery

    async def _owned(self, number: int, asker: Asker) -> Digest:
        self._answers.account(asker)
        digest = await self.find(number, asker)
        if digest.owner != asker.identity:
            raise errors.owners_only(number)
        return digest

    async def _is_bot_admin(self, asker: Asker) -> bool:
        return await self._linking.admins.includes(asker.identity)

    async def _check_target(self, query: Query, target: Target, asker: Asker) -> None:
        """Check that MOR answers the asker about another user, by asking about one second.

        Otherwise a digest could be saved about users who do not exist, or are not the asker's.
        """
        if target.user_id == self._answers.account(asker).user_id:
            return
        second = Period(asker.now - timedelta(seconds=1), asker.now)
        query = replace(query, period=second, group=None, output=Output.TABLE)
        await self._answers.answer(query, target, asker, QuestionOutcome())

    def _is_fixed(self, plan: Plan, query: Query, asker: Asker) -> bool:
        """Return whether a run more than a year later reads the same period."""
        try:
            first = plan.next_slot(asker.now)
            later = plan.as_of(plan.next_slot(first + _MORE_THAN_A_YEAR), asker)
            return self._answers.read(plan.query, later).period == query.period
        except AskError:  # by then it reaches too far back, so it moves
            return False

    async def _draft(self, draft_id: int, asker: Asker) -> Digest:
        saved = await self._digests.saved_from(draft_id)
        if saved is not None and saved.owner == asker.identity:
            raise errors.saved_already(saved.id)
        draft = await self._digests.find(draft_id)
        if draft is None or draft.owner != asker.identity:
            raise errors.draft_gone()
        if asker.now.astimezone(UTC) - draft.created_at > DRAFTS_LIVE:
            raise errors.draft_gone()
        return draft

    async def _check_quota(self, asker: Asker) -> None:
        if len(await self.of(asker)) >= self._quota.most:
            raise errors.too_many(self._quota.most)


def _replaced(old: Digest) -> int | None:
    """Return the digest that a new version of this digest or draft will change."""
    return old.replaces if old.state is State.DRAFT else old.id


def _same_name(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _place(request: DigestRequest, asker: Asker) -> str:
    if request.place != HERE:
        return request.place
    if not asker.channel:
        raise errors.nowhere()
    return "" if asker.channel.startswith("D") else asker.channel
