"""The way to somebody who asks from no place in particular, such as the Home tab."""

from bot.slack.api.posting import Poster
from bot.slack.conversation.replies import Kind
from bot.slack.kit.message import Message, Plain


class Direct:
    """Answers him in his direct messages with the bot."""

    def __init__(self, poster: Poster, user_id: str) -> None:
        self._poster = poster
        self._user_id = user_id

    async def send(self, _kind: Kind, message: Message, plain: Plain | None = None) -> None:
        """Send, as `Road.send` promises."""
        await self._poster.post(self._user_id, message, plain=plain)
