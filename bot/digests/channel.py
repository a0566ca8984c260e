"""Digests in Slack: look up their owner, check their place, and post them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from bot.calls.asker import Asker
from bot.coalescer import Coalescer
from bot.digests import error_texts as errors
from bot.digests import posting_texts as say_posting
from bot.digests.model import Digest, DigestPlace
from bot.digests.pacing import ChannelPacer
from bot.digests.reasons import Reason, ReasonCode
from bot.errors import AskError, ErrorCode, MorbotError, SlackError
from bot.ids import Identity
from bot.links.directory import Directory
from bot.links.linking import Linking, Recheck, RecheckOutcome
from bot.links.model import Link, Suspension, reason_to_suspend
from bot.slack import posting_texts
from bot.slack import texts as posting
from bot.slack.api.channels import Channels
from bot.slack.api.client import CALL_FAULTS, slack_says
from bot.slack.api.people import Membership, People, Person
from bot.slack.api.posting import Poster
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.conversation import Confirm
from bot.slack.kit.message import Message
from bot.telemetry import logger

log = logger(__name__)

BEFORE_DIGEST = Identity("", "check before a digest")

_OUTSIDERS = ("is_shared", "is_ext_shared", "is_pending_ext_shared")
_PAGE = 1000  # as many members as Slack tells at once
_MOST_PAGES = 10
_CHECKED_LATELY = timedelta(minutes=1)
_POST_SECONDS = 60.0
_OWN_PART = 0.75  # of the limit: the post must time out before anybody else calls it lost
_MOST_TOO_EARLY = 2  # refusals of one post after which it is tried in a later run
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
        super().__init__(say_posting.reason(reason), code=reason.code)
        self.reason = reason


class DigestPlaces:
    """Looks up channels."""

    def __init__(self, channels: Channels, client: AsyncWebClient, people: People) -> None:
        self._channels = channels
        self._client = client
        self._people = people

    async def find(self, channel_id: str, owner: Identity) -> DigestPlace:
        """Return the channel if the owner may have a digest there. Raises AskError and SlackError.

        Members of the workspace can join any public channel. Owners of digests in private channels
        have to be in them, and guests in any channel.
        """
        if not channel_id.startswith(("C", "G")):
            raise errors.no_channel()
        channel = await self._channels.check(channel_id, say_posting.UNDONE)
        if channel.get("is_mpim"):
            raise errors.no_channel()
        if not channel.get("is_member"):
            raise AskError(*posting_texts.NOT_IN_CHANNEL, code="not_in_channel")
        private, user_id = bool(channel.get("is_private")), owner.user
        joins = not private and (await self._people.find(user_id)).membership is Membership.MEMBER
        if not joins and not await self._is_in(channel_id, user_id):
            raise errors.not_a_member()
        outsiders = not channel.get("is_org_shared") and any(map(channel.get, _OUTSIDERS))
        return DigestPlace(channel_id, private, outsiders)

    async def _is_in(self, channel_id: str, user_id: str) -> bool:
        async for members in self._members(channel_id):
            if user_id in members:
                return True
        return False

    async def _members(self, channel_id: str) -> AsyncIterator[list[object]]:
        cursor = ""
        for _ in range(_MOST_PAGES):
            try:
                page = await self._client.conversations_members(
                    channel=channel_id, cursor=cursor, limit=_PAGE
                )
                members = page.get("members")
                cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            except CALL_FAULTS as error:
                word = slack_says(error)
                log.warning("members-untold", error=word or type(error).__name__)
                words = posting.channel_untold(word, say_posting.UNDONE)
                raise SlackError(*words, code="channel-untold") from None
            yield members if isinstance(members, list) else []
            if not cursor:
                return


class DigestChannel:
    """Posts digests to Slack, and tells owners and bot admins about them.

    `poster` retries nothing. So a post ends well before `post_limit`, in seconds.
    `confirm` checks that an owner is still who they were when the digest was read. `pacer` keeps
    the posts of a channel apart.
    """

    def __init__(  # noqa: PLR0913 -- its collaborators
        self,
        people: People,
        directory: Directory,
        linking: Linking,
        *,
        confirm: Confirm,
        places: DigestPlaces,
        poster: Poster,
        notices: AdminNotices,
        pacer: ChannelPacer,
        post_limit: float = _POST_SECONDS,
    ) -> None:
        self._people = people
        self._directory = directory
        self._linking = linking
        self.confirm = confirm
        self._places = places
        self._poster = poster
        self._notices = notices
        self._post_seconds = post_limit * _OWN_PART
        self._pacer = pacer
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
        if not digest.mor_user.is_still(link.account):
            raise OwnerError(Reason(ReasonCode.OTHER_MOR_USER))
        zone = ZoneInfo(digest.plan.zone)
        return Asker(
            identity=digest.owner,
            account=link.account,
            now=slot.astimezone(zone),
            zone=zone.key,
            locale=person.locale,
            confirmed_at=link.checked_at,
            full_name=link.full_name,
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

        `begin` is called each time just before Slack is, and may raise to stop the post. Raises
        SlackError, with `post-unknown` if Slack may have posted it.
        """
        async with self._pacer.turn(channel), self._poster.line(channel):
            await begin()
            try:
                async with asyncio.timeout(self._post_seconds):
                    for _ in range(_MOST_TOO_EARLY):
                        try:
                            return await self._posted(channel, message, thread)
                        except SlackError as error:
                            if error.code != "ratelimited":
                                raise
                        await self._pacer.again(channel)
                        await begin()
                    return await self._posted(channel, message, thread)
            except TimeoutError:
                raise SlackError(*posting_texts.POST_UNKNOWN, code=ErrorCode.POST_UNKNOWN) from None

    async def _posted(self, channel: str, message: Message, thread: str) -> tuple[str, str]:
        post = partial(self._poster.post_in_line, channel, message)
        try:
            return await post(thread_ts=thread or None), thread
        except SlackError as error:
            if not thread or error.code not in _THREAD_GONE:
                raise
            return await post(), ""

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
            self._notices.tell_soon(check.news)
        if check.outcome in _COUNTS:
            return await self._link(link.identity, person)
        if check.outcome is RecheckOutcome.FAILED:
            raise OwnerError(Reason(ReasonCode.LINK_NOT_CHECKED, check.trouble))
        if check.reason == Suspension.DEACTIVATED:
            raise OwnerError(Reason(ReasonCode.OWNER_DEACTIVATED))
        raise OwnerError(Reason(ReasonCode.LINK_SUSPENDED, check.reason))


def _checked_lately(link: Link) -> bool:
    age = datetime.now(UTC) - link.checked_at
    return not link.suspended and timedelta(0) <= age < _CHECKED_LATELY
