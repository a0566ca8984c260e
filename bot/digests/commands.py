"""`/localcalls digest …`: propose, show and change digests, and post them by hand.

What can be typed can also be clicked, in a list or on a card.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.calls.asker import Asker
from bot.digests import alert_texts as say_alerts
from bot.digests import error_texts as errors
from bot.digests import post_error_texts as post_errors
from bot.digests import texts as say
from bot.digests.actions import Action, PostedSlot, read_action
from bot.digests.alerts import is_muted
from bot.digests.blocks.alert import marked_message, muted_until
from bot.digests.blocks.card import Card, card_message, deleted_message, outcome
from bot.digests.blocks.draft import draft_message
from bot.digests.blocks.list import (
    DIGESTS_SHOWN,
    SHOWN_AT_HOME,
    Listed,
    home_section,
    how_message,
    list_message,
)
from bot.digests.blocks.message import digest_message
from bot.digests.blocks.notices import not_yours_message, posting_message, preview_message
from bot.digests.model import Digest, DigestRequest, State
from bot.digests.reading import DigestReader
from bot.digests.request_text import read_request
from bot.digests.service import DigestService
from bot.errors import AskError, ErrorCode, SlackError
from bot.slack.context import Slack
from bot.slack.kit.message import Block, Message, lines, message, plain
from bot.slack.kit.problems import problem_message
from bot.telemetry import logger

log = logger(__name__)

_HISTORY = 5  # runs on a card


class DigestCommands:
    """Answers commands and clicks. All methods raise what `DigestService` does.

    `wake` lets the engine post at once what is claimed.
    """

    def __init__(
        self, slack: Slack, service: DigestService, reader: DigestReader, wake: Callable[[], None]
    ) -> None:
        self._slack = slack
        self._service = service
        self._reader = reader
        self._wake = wake
        self.actions: dict[Action, Callable[[int, Asker], Awaitable[Message]]] = {
            Action.LIST: self.page,
            Action.SHOW: self.show,
            Action.PAUSE: self.pause,
            Action.RESUME: self.resume,
            Action.EDIT: self.show,  # a mention cannot open a form
            Action.DELETE: self.delete,
            Action.MUTE: self.mute,
            Action.UNMUTE: self.unmute,
            Action.NOW: self.show,
        }

    async def respond(self, text: str, asker: Asker) -> Message:
        """Answer what follows the subcommand."""
        if text.strip().casefold() in ("", "help"):
            return how_message(self._slack.command)
        typed = read_action(text, self._slack.command)
        if typed is None:
            return await self.propose(read_request(text), None, asker)
        named = typed.name and await self._service.numbered(typed.name, asker)
        return await self.actions[typed.action](named or typed.number, asker)

    async def propose(self, request: DigestRequest, instead: int | None, asker: Asker) -> Message:
        """Show a request as a draft, to be confirmed. `instead` is what it will replace."""
        return draft_message(await self._service.propose(request, asker, instead))

    async def confirm(self, draft_id: int, asker: Asker) -> Message:
        """Save a draft."""
        digest = await self._service.confirm(draft_id, asker)
        self._slack.home.refresh(asker.identity.user)
        lead = say.saved(digest.id, changed=digest.draft != draft_id)
        return await self._card(digest, asker, lead=lead)

    async def cancel(self, draft_id: int, asker: Asker) -> Message:
        """Delete a draft."""
        await self._service.cancel(draft_id, asker)
        return message(say.CANCELLED, [lines([plain(say.CANCELLED)])])

    async def page(self, number: int, asker: Asker) -> Message:
        """Show a page of the digests that the asker may see. 0 is the first."""
        digests = await self._service.visible(asker)
        if not digests:
            raise errors.no_digests(self._slack.command)
        number = min(number, (len(digests) - 1) // DIGESTS_SHOWN)  # some may have gone since
        shown = digests[number * DIGESTS_SHOWN : (number + 1) * DIGESTS_SHOWN]
        listed = await self._listed(shown, asker)
        return list_message(digests, number, listed, asker.identity)

    async def section(self, asker: Asker) -> list[Block]:
        """Return the part of the Home tab about this person's own digests."""
        digests = await self._service.of(asker)
        listed = await self._listed(digests[:SHOWN_AT_HOME], asker)
        return home_section(listed, len(digests), asker.identity, self._slack.command)

    async def show(self, number: int, asker: Asker) -> Message:
        """Show a digest and what can be done with it."""
        return await self._card(await self._service.find(number, asker), asker)

    async def pause(self, number: int, asker: Asker) -> Message:
        """Pause a digest."""
        digest = await self._service.pause(number, asker)
        notes = await self._tell_owner(digest, asker, say.paused_for_you(number))
        return await self._card(digest, asker, *notes, lead=say.paused(number))

    async def pause_posted(self, clicked: PostedSlot, asker: Asker) -> Message:
        """Pause a posted digest, for its owner or a bot admin. Others are told who can."""
        digest, _ = await self._service.posted(clicked, asker)
        try:
            return await self.pause(clicked.number, asker)
        except AskError as error:
            if error.code != ErrorCode.NO_DIGEST:
                raise
            return not_yours_message(digest)

    async def resume(self, number: int, asker: Asker) -> Message:
        """Resume a digest."""
        digest = await self._service.resume(number, asker)
        self._slack.home.refresh(asker.identity.user)
        return await self._card(digest, asker, lead=say.resumed(number))

    async def mute(self, number: int, asker: Asker) -> Message:
        """Mute a digest's alerts."""
        digest = await self._service.mute(number, asker)
        return await self._changed(digest, asker, say_alerts.muted(number, muted_until(digest)))

    async def unmute(self, number: int, asker: Asker) -> Message:
        """Have a digest alert again."""
        digest = await self._service.unmute(number, asker)
        return await self._changed(digest, asker, say_alerts.unmuted(number))

    async def forget(self, number: int, address: str, asker: Asker) -> Message:
        """Forget an address that was expected, or all."""
        digest = await self._service.forget(number, address, asker)
        return await self._changed(digest, asker, say_alerts.forgotten(number, address))

    async def expect_posted(self, clicked: PostedSlot, shown: Message, asker: Asker) -> Message:
        """Expect an address of a posted alert, for its owner or a bot admin. Say so in it."""
        await self._service.posted(clicked, asker)
        with _only_theirs():
            digest = await self._service.expect(clicked.number, clicked.address, asker)
        await self._tell_owner(digest, asker, say.alerts_changed_for_you(digest.id))
        return marked_message(shown, digest, asker, address=clicked.address)

    async def mute_posted(self, clicked: PostedSlot, shown: Message, asker: Asker) -> Message:
        """Mute a digest at one of its alerts, for its owner or a bot admin. Say so in it."""
        await self._service.posted(clicked, asker)
        with _only_theirs():
            digest = await self._service.mute(clicked.number, asker)
        await self._tell_owner(digest, asker, say.alerts_changed_for_you(digest.id))
        return marked_message(shown, digest, asker)

    async def delete(self, number: int, asker: Asker) -> Message:
        """Delete a digest for good."""
        digest = await self._service.delete(number, asker)
        notes = await self._tell_owner(digest, asker, say.deleted_for_you(number))
        return deleted_message(number, *notes)

    async def preview(self, number: int, asker: Asker) -> Message:
        """Show the owner what would be posted now. Raises also MorError."""
        digest = await self._service.own(number, asker)
        content = await self._reader.read(digest.plan, asker, asker.now, digest.expected)
        return preview_message(digest_message(content, digest))

    async def post(self, number: int, asker: Asker) -> Message:
        """Post a digest now."""
        digest = await self._service.post(number, asker)
        self._wake()
        return posting_message(digest, say.posting(number))

    async def post_again(self, clicked: PostedSlot, asker: Asker) -> Message:
        """Post a slot again that failed, or that may not have been posted."""
        digest = await self._service.post_again(clicked, asker)
        self._wake()
        return posting_message(digest, say.posting_again(digest.id))

    async def _card(self, digest: Digest, asker: Asker, *notes: str, lead: str = "") -> Message:
        runs = digest.plan.next_slots(asker.now) if digest.state is State.ACTIVE else ()
        history = await self._service.deliveries.history(digest.id, _HISTORY)
        hidden = not await self._service.may_read(digest, asker)
        outcomes = [outcome(one, digest.plan, hidden=hidden) for one in history]
        card = Card(digest, runs, outcomes, hidden, is_muted(digest, asker.now))
        return card_message(card, asker.identity, *notes, lead=lead)

    async def _listed(self, digests: Sequence[Digest], asker: Asker) -> list[Listed]:
        """Return digests as this person is shown them in a list."""
        latest = await self._service.deliveries.latest([digest.id for digest in digests])
        listed = []
        readable = await asyncio.gather(*(self._service.may_read(one, asker) for one in digests))
        for digest, may_read in zip(digests, readable, strict=True):
            hidden = not may_read
            last = latest.get(digest.id)
            said = outcome(last, digest.plan, hidden=hidden) if last else ""
            listed.append(Listed(digest, said, hidden))
        return listed

    async def _changed(self, digest: Digest, asker: Asker, lead: str) -> Message:
        """Show the card after its alerts were changed, and tell its owner if they did not do it."""
        news = say.alerts_changed_for_you(digest.id)
        return await self._card(
            digest, asker, *await self._tell_owner(digest, asker, news), lead=lead
        )

    async def _tell_owner(self, digest: Digest, asker: Asker, news: SlackError) -> list[str]:
        """Tell the owner what another person has done. Return a note about that for the asker."""
        owner = digest.owner
        self._slack.home.refresh(owner.user)
        if owner == asker.identity:
            return []
        try:
            await self._slack.poster.post(owner.user, problem_message(news, self._slack.command))
        except SlackError as error:
            log.warning("digest-owner-not-told", code=error.code)
            return [say.OWNER_NOT_TOLD]
        return [say.OWNER_TOLD]


@contextmanager
def _only_theirs() -> Iterator[None]:
    """Tell others, who see the post, that it is not theirs to change."""
    try:
        yield
    except AskError as error:
        if error.code != ErrorCode.NO_DIGEST:
            raise
        raise post_errors.not_yours() from None
