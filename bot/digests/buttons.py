"""What is pressed to send a digest by hand, and under one that was posted.

A posted digest is there for a whole channel: whoever presses something is answered for his eyes
only and with his own rights.
"""

from collections.abc import Callable
from datetime import datetime

from bot.ask.blocks.calls import answer_message
from bot.ask.dialogue import Draw, always
from bot.ask.pages import Pages
from bot.calls.asker import Asker
from bot.digests.blocks import facts
from bot.digests.blocks.message import digest_message
from bot.digests.commands import DigestCommands
from bot.digests.sending import Sending
from bot.digests.store import Digest
from bot.digests.texts import planning as say
from bot.errors import AskError
from bot.links.identities import Identities
from bot.slack.kit.message import Message, context, lines, mention, message, plain


class DigestButtons:
    """Does what is pressed. All raise AskError for what the person can mend or may not do."""

    def __init__(
        self, sending: Sending, digests: DigestCommands, pages: Pages, identities: Identities
    ) -> None:
        self._sending = sending
        self._digests = digests
        self._pages = pages
        self._identities = identities

    async def preview(self, number: int, asker: Asker) -> Draw:
        """Show the owner what would be posted now. Raises also MorError."""
        digest, content = await self._sending.preview(number, asker)

        def draw(without_new_blocks: bool) -> Message:
            return _preview(digest_message(content, digest, plain=without_new_blocks))

        return draw

    async def post(self, number: int, asker: Asker) -> Draw:
        """Post it now. Raises also SlackError."""
        return always(_on_its_way(await self._sending.post(number, asker), say.on_its_way))

    async def again(self, number: int, slot: datetime, asker: Asker) -> Draw:
        """Post a slot once more of which nothing is known."""
        digest = await self._sending.again(number, slot, asker)
        return always(_on_its_way(digest, say.on_its_way_again))

    async def open(self, number: int, slot: datetime, channel: str, asker: Asker) -> Draw:
        """What the digest asks, asked now by whoever pressed, as a search of his own.

        Raises also MorError.
        """
        digest = (await self._sending.posted(number, slot, channel, asker)).digest
        owner = await self._identities.asker(digest.owner.user)
        query, target = await self._sending.question(digest, owner, asker)
        answer = await self._pages.answer(query, target, asker, owner.locale)
        return lambda without_new_blocks: answer_message(answer, plain=without_new_blocks)

    async def file(self, number: int, slot: datetime, channel: str, asker: Asker) -> str:
        """The id of an answer that the file of this slot can be made of. Raises also MorError."""
        posted = await self._sending.posted(number, slot, channel, asker)
        digest, delivery = posted.digest, posted.delivery
        if delivery is None or delivery.calls is None:
            raise AskError(*say.too_old_for_file(), code="digest-too-old")
        owner = await self._identities.asker(digest.owner.user)
        query, target = await self._sending.question(digest, owner, asker, slot)
        return await self._pages.hold(query, target, asker, digest.plan.zone, delivery.calls)

    async def pause(self, number: int, slot: datetime, channel: str, asker: Asker) -> Draw:
        """Pause it, for its owner or a bot admin; others are told whom to ask."""
        digest = (await self._sending.posted(number, slot, channel, asker)).digest
        try:
            return await self._digests.pause(number, asker)
        except AskError as error:
            if error.code != "no-digest":
                raise
            return always(_not_yours(digest))


def _preview(shown: Message) -> Message:
    """It carries no buttons: they are for what was posted."""
    blocks = [block for block in shown.blocks if block["type"] != "actions"]
    return Message(shown.text, [*blocks, context([say.preview()])])


def _not_yours(digest: Digest) -> Message:
    text, owner = say.not_yours_to_pause(), digest.owner.user
    return message(f"{text}{owner}.", [lines([plain(text), *mention(owner), plain(".")])])


def _on_its_way(digest: Digest, words: Callable[[int], str]) -> Message:
    text = words(digest.id)
    where = [plain(f"{text} "), *facts.where(digest.plan, own=True), plain(".")]
    return message(text, [lines(where)])
