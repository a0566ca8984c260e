"""Sharing an answer with the channel that it was asked in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Asker, Pages
from bot.blocks.calls import answer_message
from bot.blocks.message import Message
from bot.blocks.share import shared_message
from bot.calls.model import Answer
from bot.dialogue import Draw, always
from bot.errors import AskError, SlackError
from bot.messages import posting, sharing
from bot.slack.memory import Memory
from bot.slack.posting import Poster
from bot.slack.refusals import CALL_FAULTS, slack_says
from bot.telemetry import logger

log = logger(__name__)

_TWICE_SECONDS = 60.0
_REMEMBERED = 10_000
_OUTSIDERS = ("is_ext_shared", "is_pending_ext_shared")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was pressed; `thread_ts` is empty outside of threads."""

    channel: str
    thread_ts: str = ""

    @classmethod
    def of_click(cls, body: Mapping[str, Any]) -> "Place":
        """The place of a `block_actions` payload; its channel is empty where none is told."""
        container = body.get("container") or {}
        channel, thread = container.get("channel_id"), container.get("thread_ts")
        return cls(
            channel if isinstance(channel, str) else "", thread if isinstance(thread, str) else ""
        )


class Sharing:
    """Shows answers to channels. `externally` lets it be done among people from outside."""

    def __init__(
        self, pages: Pages, client: AsyncWebClient, poster: Poster, *, externally: bool
    ) -> None:
        self._pages = pages
        self._client = client
        self._poster = poster
        self._externally = externally
        self._done = Memory(_TWICE_SECONDS, _REMEMBERED)

    async def share(self, answer_id: str, page: int, place: Place, asker: Asker) -> Draw:
        """Post the page that the asker sees, under his name.

        Raises what `Pages.share` does, AskError where nobody or the wrong people would read it,
        and SlackError where Slack does not tell that, or does not take it.
        """
        pressed = (answer_id, page, place, asker.identity)
        if not self._done.add(pressed):
            raise AskError(*sharing.shared_just_now(), code="shared-just-now")

        async def post(answer: Answer) -> None:
            await self._check(place)
            user = asker.identity.user
            await self._poster.post(
                place.channel,
                shared_message(answer_message(answer), user),
                plain=lambda: shared_message(answer_message(answer, plain=True), user),
                thread_ts=place.thread_ts or None,
            )

        try:
            await self._pages.share(answer_id, page, asker, post)
        except BaseException as error:
            if not (isinstance(error, SlackError) and error.code == "post-unknown"):
                self._done.forget(pressed)
            raise
        return always(Message(sharing.shared(), []))

    async def _check(self, place: Place) -> None:
        """Return where everybody who reads there is of the own workspace, or need not be."""
        if place.channel.startswith("D"):
            raise AskError(*sharing.nobody_else_here(), code="nobody-else-here")
        channel = await self._ask(place)
        if channel.get("is_archived"):
            raise AskError(*posting.archived(), code="is_archived")
        told = channel.get("is_ext_shared")
        if channel.get("id") != place.channel or not isinstance(told, bool):
            raise SlackError(*sharing.place_untold(""), code="channel-untold")
        foreign = channel.get("is_shared") and not channel.get("is_org_shared")
        if not self._externally and (foreign or any(map(channel.get, _OUTSIDERS))):
            raise AskError(*sharing.outsiders_here("SHARE_EXTERNALLY"), code="channel-external")

    async def _ask(self, place: Place) -> Mapping[str, Any]:
        try:
            channel = (await self._client.conversations_info(channel=place.channel)).get("channel")
        except CALL_FAULTS as error:
            word = slack_says(error)
            log.warning("channel-untold", error=word or type(error).__name__)
            if word == "channel_not_found":
                raise AskError(*posting.channel_unknown(), code=word) from None
            if word == "missing_scope":
                words = posting.scope_missing("channels:read or groups:read")
                raise SlackError(*words, code=word) from None
            raise SlackError(*sharing.place_untold(word), code="channel-untold") from None
        return channel if isinstance(channel, Mapping) else {}
