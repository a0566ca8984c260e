"""Help, whoami and the Home tab: what this person may do, and what they have stored here."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.home.blocks import (
    HELP,
    HELP_MODAL,
    bot_admin_help,
    greeting_message,
    help_message,
    home_buttons,
    home_view,
    overview_section,
    whoami_message,
)
from bot.home.overview import Overviews
from bot.links.link_search import example_user
from bot.links.linking import Linking
from bot.settings import Settings
from bot.slack.context import Slack
from bot.slack.conversation.forms import FormOutcome
from bot.slack.kit.message import Block, Message
from bot.store.database import Database

Section = Callable[[Asker], Awaitable[list[Block]]]
"""A part of the Home tab of somebody who is linked; no blocks if there is nothing to show."""


class Home:
    """Draws help and the Home tab.

    The overview and the `sections` come below the card about the person. Without `linking` nobody
    is a bot admin.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        linking: Linking | None = None,
        sections: Sequence[Section] = (),
        overviews: Overviews | None = None,
    ) -> None:
        self._command = settings.slack_command
        self._longest_periods = settings.longest_periods
        self._database = database
        self._linking = linking
        self._sections = sections
        self._overviews = overviews

    async def help(self, _text: str, asker: Asker) -> Message:
        """Return the help for this person."""
        longest = self._longest_periods[asker.account.role] if asker.account else None
        admin = await self._is_bot_admin(asker)
        other = await example_user(self._database, asker.account) if asker.account else None
        return help_message(self._command, asker, longest, other=other, bot_admin=admin)

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
        overview = [await self._overviews.of(asker)] if self._overviews else []
        sections = [await section(asker) for section in self._sections]
        return home_view([*card, home_buttons()], *map(overview_section, overview), *sections)

    async def help_outcome(self, asker: Asker) -> FormOutcome:
        """Return the help as what a modal shows."""
        return FormOutcome(HELP_MODAL.outcome((await self.help("", asker)).blocks))

    async def _is_bot_admin(self, asker: Asker) -> bool:
        if self._linking is None:
            return False
        return await self._linking.admins.includes(asker.identity)


def register(app: AsyncApp, slack: Slack, home: Home, overviews: Overviews) -> None:
    """Answer `help` and `whoami`, and publish the tab whenever it is opened."""
    slack.commands.add(Subcommand.HELP, home.help)
    slack.commands.add(Subcommand.WHOAMI, home.whoami)
    slack.home.draw = home.view

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        user_id = event.get("user")
        if event.get("tab") == "home" and isinstance(user_id, str) and user_id:
            slack.tasks.start(overviews.opened(user_id))

    @app.action(HELP)
    async def shows_help(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        slack.forms.open_filled(slack.forms.opening(body), HELP_MODAL, home.help_outcome)
