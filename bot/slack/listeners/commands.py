"""The slash command."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.messages import asking
from bot.slack.desk import Desk
from bot.slack.markup import plain_text


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to the command. The ack is sent at once; the answer follows by response_url."""

    @app.command(desk.command)
    async def asked(ack: AsyncAck, command: dict[str, str]) -> None:
        text = plain_text(command.get("text", ""))
        begun = desk.take(command["user_id"], text, command["response_url"])
        await (ack() if begun else ack(text=" ".join(asking.later())))
