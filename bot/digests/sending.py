"""Digests outside of their schedule: shown to their owner, posted now or again, and what people
press under one that was posted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers
from bot.calls.asker import Asker
from bot.calls.model import Query, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.digests.deliveries import Deliveries, Delivery
from bot.digests.periods import begun
from bot.digests.planning import Planning
from bot.digests.reading import DigestReader
from bot.digests.report import DigestContent
from bot.digests.store import Digest, Digests, State
from bot.digests.texts import planning as say
from bot.errors import AskError


@dataclass(frozen=True, slots=True)
class Posted:
    """A digest that was posted, with what is known of it; nothing once that was forgotten."""

    digest: Digest
    slot: datetime
    delivery: Delivery | None


class Sending:
    """Sends digests by hand. `wake` lets what is claimed be sent at once."""

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        planning: Planning,
        answers: Answers,
        digests: Digests,
        deliveries: Deliveries,
        reader: DigestReader,
        wake: Callable[[], None],
    ) -> None:
        self._planning = planning
        self._answers = answers
        self._digests = digests
        self._deliveries = deliveries
        self._reader = reader
        self._wake = wake

    async def preview(self, number: int, asker: Asker) -> tuple[Digest, DigestContent]:
        """The asker's digest as it would be posted now. Raises AskError and MorError."""
        digest = await self._planning.own(number, asker)
        return digest, await self._reader.read(digest.plan, asker, asker.now)

    async def post(self, number: int, asker: Asker) -> Digest:
        """Let the asker's digest be posted now, paused or not. Raises AskError and SlackError."""
        digest = await self._planning.own(number, asker)
        self._planning.read(digest.plan, asker)
        await self._planning.check_place(digest.plan, asker)
        if await self._deliveries.claim_now(digest, asker.now) is None:
            raise AskError(*say.POSTED_TWICE, code="digest-posted-twice")
        self._wake()
        return digest

    async def again(self, number: int, slot: datetime, asker: Asker) -> Digest:
        """Let a slot be posted of which nothing is known, or which failed. Raises AskError."""
        digest = await self._planning.own(number, asker)
        if not await self._deliveries.claim_again(digest, slot, asker.now):
            raise AskError(*say.NOT_AGAIN, code="digest-not-again")
        self._wake()
        return digest

    async def posted(self, number: int, slot: datetime, channel: str, asker: Asker) -> Posted:
        """The digest under which the asker presses something in that channel: his own, or one that
        was posted there. Raises AskError (`digest-gone`).
        """
        digest = await self._digests.find(number)
        delivery = await self._deliveries.find(number, slot)
        if digest is None or digest.state is State.DRAFT:
            raise AskError(*say.DIGEST_GONE, code="digest-gone")
        places = {digest.plan.place, delivery.channel if delivery else ""}
        if digest.owner != asker.identity and not (channel and channel in places):
            raise AskError(*say.DIGEST_GONE, code="digest-gone")
        return Posted(digest, slot, delivery)

    async def question(
        self, digest: Digest, owner: Asker, asker: Asker, slot: datetime | None = None
    ) -> tuple[Query, Target]:
        """What the digest asks, for somebody else to ask: as of now by his own clock, or as far as
        it had passed at a slot. `owner` is its owner, as he is by now.

        Raises AskError where he may not ask it, and MorError.
        """
        at = _at(digest, asker, slot)
        account = owner.account or self._answers.account(asker)
        query = read_command(digest.plan.query, at.now, account, owner.locale)
        if slot is not None:
            query = replace(query, period=begun(query.period, slot))
        if query.who.kind is WhoKind.ME:
            query = replace(query, who=_named(owner))
        return query, await self._answers.target(query, at)


def _at(digest: Digest, asker: Asker, slot: datetime | None) -> Asker:
    if slot is None:
        return asker
    zone = digest.plan.zone
    return replace(asker, now=slot.astimezone(ZoneInfo(zone)), zone=zone, zone_assumed=False)


def _named(owner: Asker) -> Who:
    """Himself, in words that mean him whoever says them."""
    if owner.account is None or owner.account.user_id is None:
        raise AskError(*say.OWNER_GONE, code="owner-gone")
    return Who(WhoKind.ID, str(owner.account.user_id))
