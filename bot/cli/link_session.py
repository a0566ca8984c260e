"""What every `morbot link` command needs: the directory, MOR, Slack, and whose person is meant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

import click

from bot import app
from bot.cli import link_texts as say
from bot.errors import SlackError
from bot.ids import Identity
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.model import check_person, check_user
from bot.settings import Settings
from bot.slack.api.people import FindPerson, Person
from bot.slack.conversation.admin_notices import AdminNotices
from bot.store.database import open_database

P = ParamSpec("P")

org_option = click.option(
    "--org",
    metavar="ID",
    help="The person's own Slack enterprise (E…) or else workspace (T…). It is taken from Slack if"
    " SLACK_BOT_TOKEN is set, else it may be left out while there is only one that it can be.",
)


def in_a_loop(command: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a command's coroutine function in an event loop of its own."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


@dataclass(frozen=True, slots=True)
class Session:
    """The use cases over the directory, MOR and Slack that the settings name.

    `trouble` is why Slack cannot be asked. Without a bot token it is not, and there are neither
    `notices` nor trouble.
    """

    linking: Linking
    directory: Directory
    notices: AdminNotices | None
    trouble: SlackError | None

    async def new_person(self, user: str, org: str | None) -> Identity:
        """The person to be added: of the org given, else Slack's, else the only one known so far.

        Raises AskError where that is none or several, or where an id cannot be one of Slack's.
        """
        check_user(user)
        if org is None:
            person = await self.linking.person(user)
            if person is not None:
                return person.identity
            org = _only(await self._known_orgs())
        identity = Identity(org, user)
        check_person(identity)
        return identity

    def warn(self) -> None:
        """Say it where people are not looked up for want of a token."""
        if self.notices is None and self.trouble is None:
            click.echo(say.NOT_LOOKED_UP, err=True)

    async def tell(self, *news: str) -> None:
        """Tell the bot admins of changes made here; say who could not be told."""
        if self.trouble is not None:
            click.echo(say.not_told([], self.trouble.text), err=True)
        elif self.notices is not None:
            untold = await self.notices.tell(*map(say.on_command_line, news))
            if untold:
                click.echo(say.not_told([str(admin) for admin in untold], ""), err=True)

    async def _known_orgs(self) -> set[str]:
        links = await self.directory.all()
        admins = await self.directory.admins()
        return {link.identity.org for link in links} | {admin.org for admin in admins}


@asynccontextmanager
async def directory_open() -> AsyncIterator[Directory]:
    """The directory that the settings name. Raises ConfigError."""
    async with open_database(Settings.load().database_url) as database:
        yield Directory(database)


@asynccontextmanager
async def session_open() -> AsyncIterator[Session]:
    """Everything that the settings name. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(app.opened(Settings.load()))
        if not core.settings.slack_bot_token.get_secret_value():
            yield Session(core.linking(), core.directory, None, None)
            return
        try:
            slack = await stack.enter_async_context(app.connected(core))
        except SlackError as error:
            yield Session(core.linking(_refusing(error)), core.directory, None, error)
        else:
            yield Session(slack.linking, core.directory, slack.notices, None)


def _refusing(trouble: SlackError) -> FindPerson:
    async def refuse(_user: str) -> Person:
        raise trouble

    return refuse


def known_person(user: str, org: str | None, people: Iterable[Identity]) -> Identity | None:
    """The one of `people` who is meant; None if nobody is. Raises AskError if several could be."""
    orgs = {one.org for one in people if one.user == user and org in (None, one.org)}
    return Identity(_only(orgs), user) if orgs else None


def _only(orgs: set[str]) -> str:
    if len(orgs) != 1:
        raise say.which_org(sorted(orgs))
    return orgs.pop()
