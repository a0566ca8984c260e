"""Help, whoami and the Home tab: what this person may do, and what they have stored here."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.home.blocks import (
    bot_admin_help,
    greeting_message,
    help_message,
    home_view,
    whoami_message,
)
from bot.links.linking import Linking
from bot.search.blocks import search_button
from bot.slack.context import Slack
from bot.slack.kit.message import Block, Message

Section = Callable[[Asker], Awaitable[list[Block]]]
"""A part of the Home tab of somebody who is linked; no blocks if there is nothing to show."""


class Home:
    """Draws help and the Home tab. `longest_periods` is in days, by role.

    The `sections` come between the card about the person and the help. Without `linking` nobody
    is a bot admin.
    """

    def __init__(
        self,
        command: str,
        longest_periods: dict[str, int],
        linking: Linking | None = None,
        sections: Sequence[Section] = (),
    ) -> None:
        self._command = command
        self._longest_periods = longest_periods
        self._linking = linking
        self._sections = sections

    async def help(self, _text: str, asker: Asker) -> Message:
        """Return the help for this person."""
        longest = self._longest_periods[asker.account.role] if asker.account else None
        admin = await self._is_bot_admin(asker)
        return help_message(self._command, asker, longest, bot_admin=admin)

    async def greet(self, asker: Asker) -> Message:
        """Return what answers a greeting."""
        return greeting_message(self._command, asker)

    async def whoami(self, _text: str, asker: Asker) -> Message:
        """Return the card about this person."""
        return whoami_message(self._command, asker)

    async def view(self, asker: Asker) -> dict[str, Any]:
        """Return this person's Home tab as it is now."""
        card = whoami_message(self._command, asker).blocks
        if asker.account is None:
            admin = await self._is_bot_admin(asker)
            return home_view(card, bot_admin_help(self._command) if admin else [])
        sections = [await section(asker) for section in self._sections]
        help_ = await self.help("", asker)
        return home_view([*card, search_button()], *sections, help_.blocks)

    async def _is_bot_admin(self, asker: Asker) -> bool:
        if self._linking is None:
            return False
        return await self._linking.admins.includes(asker.identity)


def register(app: AsyncApp, slack: Slack, home: Home) -> None:
    """Answer `help` and `whoami`, and publish the tab whenever it is opened."""
    slack.commands.add(Subcommand.HELP, home.help)
    slack.commands.add(Subcommand.WHOAMI, home.whoami)
    slack.home.draw = home.view

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        user_id = event.get("user")
        if event.get("tab") == "home" and isinstance(user_id, str) and user_id:
            slack.tasks.start(slack.home.publish(user_id))
