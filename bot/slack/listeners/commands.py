"""The slash command."""

from collections.abc import Callable, Mapping

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.messages import asking
from bot.slack.desk import Desk
from bot.slack.markup import plain_text

OpenForm = Callable[[str, str, str], bool]
"""Begins to open a form for a user id, by a trigger id and with a response_url for faults."""


def register(app: AsyncApp, desk: Desk, forms: Mapping[str, OpenForm]) -> None:
    """Listen to the command. The ack is sent at once; the answer follows by response_url.

    Words that have a form, such as `search` and nothing else, open it.
    """

    @app.command(desk.command)
    async def asked(ack: AsyncAck, command: dict[str, str]) -> None:
        text = plain_text(command.get("text", ""))
        user, url = command["user_id"], command["response_url"]
        open_form = forms.get(" ".join(text.casefold().split()))
        if open_form is not None:
            begun = open_form(user, command.get("trigger_id", ""), url)
        else:
            begun = desk.take(user, text, url)
        await (ack() if begun else ack(text=" ".join(asking.later())))
