"""Listen to the Home tab, and answer `help` and `whoami`."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.calls.query import Subcommand
from bot.home.home import Home
from bot.slack.context import Slack


def register(app: AsyncApp, slack: Slack, home: Home) -> None:
    """Answer the subcommands, and publish the tab whenever it is opened."""
    slack.commands.add(Subcommand.HELP, home.help)
    slack.commands.add(Subcommand.WHOAMI, home.whoami)
    slack.home.draw = home.view

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        user_id = event.get("user")
        if event.get("tab") == "home" and isinstance(user_id, str) and user_id:
            slack.tasks.start(slack.home.publish(user_id))
