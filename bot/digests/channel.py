"""Digests in Slack: look up their owner, check their place, and post them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.coalescer import Coalescer
from bot.digests.model import Digest
from bot.digests.places import DigestPlaces
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.texts import deliveries as say_deliveries
from bot.errors import ErrorCode, MorbotError, SlackError
from bot.ids import Identity
from bot.links import texts as say_linking
from bot.links.directory import Directory
from bot.links.linking import Linking, Recheck, RecheckOutcome
from bot.links.model import Link, Suspension, reason_to_suspend
from bot.slack import texts as posting
from bot.slack.api.people import Membership, People, Person
from bot.slack.api.posting import Poster
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.kit.message import Message
from bot.telemetry import logger

log = logger(__name__)

BEFORE_DIGEST = Identity("", "check before a digest")

_CHECKED_LATELY = timedelta(minutes=1)
_BETWEEN_POSTS = 1.0  # seconds: Slack takes about one message a second in a channel
_POST_SECONDS = 60.0
_OWN_PART = 0.75  # of the limit: the post must time out before anybody else calls it lost
_THREAD_GONE = frozenset(
    {"message_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"}
)
_COUNTS = frozenset(
    {
        RecheckOutcome.CONFIRMED,
        RecheckOutcome.RESUMED,
        RecheckOutcome.LIMITED,
        RecheckOutcome.WIDENED,
    }
)


class OwnerError(MorbotError):
    """A digest cannot be read as its owner. `reason` is what is stored."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(say_deliveries.reason(reason), code=reason.code)
        self.reason = reason


class DigestChannel:
    """Posts digests to Slack, and tells owners and bot admins about them.

    `poster` retries nothing, not even a 429. So a post ends well before `post_limit`, in seconds.
    `pacer` keeps the posts of a channel apart.
    """

    def __init__(  # noqa: PLR0913 -- its collaborators
        self,
        people: People,
        directory: Directory,
        linking: Linking,
        *,
        places: DigestPlaces,
        poster: Poster,
        notices: AdminNotices,
        post_limit: float = _POST_SECONDS,
        pacer: "ChannelPacer | None" = None,
    ) -> None:
        self._people = people
        self._directory = directory
        self._linking = linking
        self._places = places
        self._poster = poster
        self._notices = notices
        self._post_seconds = post_limit * _OWN_PART
        self._pacer = pacer or ChannelPacer()
        self._checks: Coalescer[Recheck] = Coalescer()

    async def owner(self, digest: Digest, slot: datetime) -> Asker:
        """Return the digest's owner as they would ask at `slot` (aware), in the digest's zone.

        Slack is asked for the person. MOR is asked to confirm their link, unless it did so in the
        last minute. Raises OwnerError if they may not have the digest any longer or MOR does not
        confirm the link, SlackError and MorError if that cannot be found out now.
        """
        person = await self._person(digest.owner)
        link = await self._link(digest.owner, person)
        if reason_to_suspend(link, person) or not _checked_lately(link):
            link = await self._checked(link, person)
        zone = ZoneInfo(digest.plan.zone)
        return Asker(
            identity=digest.owner,
            account=link.account,
            now=slot.astimezone(zone),
            zone=zone.key,
            locale=person.locale,
        )

    async def check_place(self, digest: Digest) -> None:
        """Raise AskError if the digest may not be posted to its channel, SlackError if Slack does
        not say.
        """
        if digest.plan.place:
            await self._places.find(digest.plan.place, digest.owner)

    async def post(
        self,
        channel: str,
        message: Message,
        thread: str,
        begin: Callable[[], Awaitable[None]],
    ) -> tuple[str, str]:
        """Post when the channel's turn comes. Return the message's `ts` and its thread, which is
        empty if the one wanted is gone.

        `begin` is called just before Slack is, and may raise to stop the post. Raises SlackError,
        with `post-unknown` if Slack may have posted it.
        """
        post = partial(self._poster.post, channel, message)
        async with self._pacer.turn(channel):
            await begin()
            try:
                async with asyncio.timeout(self._post_seconds):
                    try:
                        return await post(thread_ts=thread or None), thread
                    except SlackError as error:
                        if not thread or error.code not in _THREAD_GONE:
                            raise
                        return await post(), ""
            except TimeoutError:
                raise SlackError(*posting.POST_UNKNOWN, code=ErrorCode.POST_UNKNOWN) from None

    async def tell(self, digest: Digest, message: Message) -> bool:
        """Send the owner a direct message. Return whether it reached them."""
        try:
            async with self._pacer.turn(digest.owner.user):
                await self._poster.post(digest.owner.user, message)
        except SlackError as error:
            log.warning("owner-not-told", digest=digest.id, code=error.code)
            return False
        return True

    async def tell_admins(self, message: Message) -> None:
        """Send the bot admins a direct message. A failure is only logged."""
        async with self._pacer.turn(""):  # for all of them at once
            await self._notices.send(message)

    async def _person(self, owner: Identity) -> Person:
        try:
            return await self._people.find(owner.user)
        except SlackError as error:
            if error.code != ErrorCode.PERSON_UNKNOWN:
                raise
            raise OwnerError(Reason(ReasonCode.OWNER_GONE)) from None

    async def _link(self, owner: Identity, person: Person) -> Link:
        link = await self._directory.find(owner)
        if link is None and person.membership is Membership.DEACTIVATED:  # it was removed for that
            raise OwnerError(Reason(ReasonCode.OWNER_DEACTIVATED))
        if link is None:
            raise OwnerError(Reason(ReasonCode.NOT_LINKED))
        return link

    async def _checked(self, link: Link, person: Person) -> Link:
        """Return the link after Slack and MOR were asked about it."""
        begin = partial(self._linking.recheck, link, by=BEFORE_DIGEST)
        check = await self._checks.run(link.identity, begin)
        if check.changed:
            news = say_linking.checked(
                str(link.identity), link.account.username, check.outcome, check.why
            )
            self._notices.tell_soon(news)
        if check.outcome in _COUNTS:
            return await self._link(link.identity, person)
        if check.outcome is RecheckOutcome.FAILED:
            raise OwnerError(Reason(ReasonCode.LINK_NOT_CHECKED, check.trouble))
        if check.reason == Suspension.DEACTIVATED:
            raise OwnerError(Reason(ReasonCode.OWNER_DEACTIVATED))
        raise OwnerError(Reason(ReasonCode.LINK_SUSPENDED, check.reason))


class ChannelPacer:
    """Lets posts to the same channel happen one at a time, and `seconds` apart.

    `clock` gives monotonic seconds, `pause` waits for a number of them.
    """

    def __init__(
        self,
        seconds: float = _BETWEEN_POSTS,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._pause = pause
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._free_at: OrderedDict[str, float] = OrderedDict()

    @asynccontextmanager
    async def turn(self, channel: str) -> AsyncIterator[None]:
        """Wait for the channel's next turn, first come, first served, and hold it."""
        async with self._locks.setdefault(channel, asyncio.Lock()):
            await self._pause(max(0.0, self._free_at.get(channel, 0.0) - self._clock()))
            try:
                yield
            finally:
                self._end(channel)

    def _end(self, channel: str) -> None:
        now = self._clock()
        self._free_at[channel] = now + self._seconds
        self._free_at.move_to_end(channel)
        while next(iter(self._free_at.values())) <= now:
            self._free_at.popitem(last=False)


def _checked_lately(link: Link) -> bool:
    age = datetime.now(UTC) - link.checked_at
    return not link.suspended and timedelta(0) <= age < _CHECKED_LATELY
