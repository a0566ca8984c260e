"""Answer what a replica had acknowledged when it was killed.

Each replica gives a sign of life. What one without it has left behind is answered by another: a
question is asked again, anything else may be done already, so its person is told.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.background import in_background
from bot.calls.query import Subcommand
from bot.errors import AskError
from bot.slack import texts
from bot.slack.conversation.commands import Command
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.mentions import Mentions
from bot.slack.conversation.reply import ReplyPlace
from bot.slack.kit.escape import typed_text
from bot.slack.pending import ANSWERABLE_SECONDS, EVENT, REQUEST, Pending, current
from bot.store.expiring import ExpiringRows
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

_REPLICA = "replica"
_REPEATABLE = (None, Subcommand.HELP, Subcommand.WHOAMI)
_SIGNS = 3  # of life, within the silence after which a replica is taken for dead


class Recovery:
    """The sign of life of this replica, and what it does for others.

    `silence` is after how many seconds without a sign a replica is taken for dead. `own_id` marks
    what this process has acknowledged; it is another one after each start.
    """

    def __init__(
        self, rows: ExpiringRows, conversation: Conversation, mentions: Mentions, silence: float
    ) -> None:
        self.own_id = secrets.token_urlsafe(16)
        self._rows = rows
        self._conversation = conversation
        self._mentions = mentions
        self._silence = silence

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Give signs of life, and answer what others left behind, until the block ends."""
        await self._give_sign()
        # Apart, since what is told may take longer than the silence.
        signs, rounds = self._repeat(self._give_sign), self._repeat(self._recover_all)
        async with in_background(signs), in_background(rounds):
            yield

    async def _repeat(self, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except DATABASE_FAULTS as error:  # the next round may find it well
                log.warning("recovery-failed", error=type(error).__name__)
            await asyncio.sleep(self._silence / _SIGNS)

    async def _give_sign(self) -> None:
        await self._rows.put(_REPLICA, self.own_id, self._silence, value=True)

    async def _recover_all(self) -> None:
        for kind in (REQUEST, EVENT):
            for key, value in (await self._rows.pending(kind)).items():
                if not self._conversation.accepts:
                    return  # whoever is not full or stopping can answer it
                pending = Pending(self._rows, kind, key)
                try:
                    await self._recover(pending, value)
                except DATABASE_FAULTS:
                    raise
                except Exception:  # a bug, or a row of another version: others would fail, too
                    log.exception("request-not-recovered", kind=kind)
                    await pending.close()

    async def _recover(self, pending: Pending, value: dict[str, Any]) -> None:
        """Answer a request, if its replica is dead and nobody else has answered or taken it."""
        owner = value["owner"]
        if owner == self.own_id or await self._rows.find(_REPLICA, owner):
            return
        left = value["at"] + ANSWERABLE_SECONDS - time.time()
        if left <= 0:
            await pending.close()
            return
        ours = {**value, "owner": self.own_id, "again": True}
        if not await self._rows.exchange(pending.kind, pending.key, value, left, ours):
            return
        # What ends two processes may be its doing, so it is asked again only once.
        last_time = "again" in value
        log.warning("request-recovered", kind=pending.kind, last_time=last_time)
        current.set(pending)
        if last_time or not self._ask_again(value):
            await self._tell_lost(value)
            await pending.close()

    def _ask_again(self, value: dict[str, Any]) -> bool:
        """Ask a question again. Return False if it is none: anything else may be done already."""
        if event := value.get("event"):
            return self._mentions.answer_again(event)
        command = Command.read(typed_text(value.get("text") or ""), value.get("channel", ""))
        if "text" not in value or command.subcommand not in _REPEATABLE:
            return False
        target = self._conversation.target(ReplyPlace(**value["place"]))
        return self._conversation.run(command, target.place.user, target)

    async def _tell_lost(self, value: dict[str, Any]) -> None:
        if "place" in value:
            place: ReplyPlace | None = ReplyPlace(**value["place"])
        else:
            place = self._mentions.place_of(value["event"])
        if place is not None:
            target = self._conversation.target(place)
            await self._conversation.tell_at(target, AskError(*texts.LOST, code="lost"))
