"""The slash command."""

from collections.abc import Callable, Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask.texts import asking
from bot.slack.conversation.desk import Desk
from bot.slack.receive.markup import plain_text

OpenForm = Callable[[str, str, str], bool]
"""Begins to open a form for a user id, by a trigger id and with a response_url for faults."""


FindForm = Callable[[str], OpenForm | None]
"""What opens the form that these words ask for; None where they ask for none."""


def register(app: AsyncApp, desk: Desk, forms: Sequence[FindForm]) -> None:
    """Listen to the command. The ack is sent at once; the answer follows by response_url.

    Words that have one of the forms, such as `search` and nothing else, open it.
    """

    @app.command(desk.command)
    async def asked(ack: AsyncAck, command: dict[str, str]) -> None:
        text = plain_text(command.get("text", ""))
        user, url = command["user_id"], command["response_url"]
        words = " ".join(text.casefold().split())
        open_form = next(filter(None, (find(words) for find in forms)), None)
        if open_form is not None:
            begun = open_form(user, command.get("trigger_id", ""), url)
        else:
            begun = desk.take(user, text, url, command.get("channel_id", ""))
        await (ack() if begun else ack(text=" ".join(asking.later())))
