"""What a delivery is made of, and who carries it. Both are handed in: this room knows no Slack."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.calls.asker import Asker
from bot.digests.store import Digest
from bot.slack.kit.message import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to post, and how many calls it tells of."""

    message: Message
    calls: int


Write = Callable[[Digest, Asker, datetime], Awaitable[Letter]]
"""Writes the letter of a slot (aware) with the rights of the digest's owner.

Raises AskError where he may not ask that, MorError where MOR gave no answer.
"""

Begin = Callable[[], Awaitable[None]]
"""Called just before Slack is; raises where nothing may be posted any longer."""


class Carrier(Protocol):
    """The way to Slack."""

    async def owner(self, digest: Digest, slot: datetime) -> Asker:
        """The owner as he would ask at that moment, in the digest's zone, looked up now.

        Raises AskError where he is not to have it any longer (`owner-gone` where nobody can tell
        him), SlackError and MorError where nobody says so at present.
        """
        ...

    async def check_place(self, digest: Digest) -> None:
        """Whether it may be posted where it goes. Raises AskError or SlackError."""
        ...

    async def post(
        self, channel: str, message: Message, thread: str, begin: Begin
    ) -> tuple[str, str]:
        """Post when it is the channel's turn, and give the message's `ts` and the thread that it
        stands in: none where the one wanted is gone.

        Raises SlackError; `post-unknown` where it may stand there. It ends in bounded time after
        `begin` was called.
        """
        ...

    async def tell(self, digest: Digest, message: Message) -> bool:
        """Tell the owner something in direct messages; whether he was reached."""
        ...

    async def tell_admins(self, message: Message) -> None:
        """Tell the bot admins something."""
        ...
