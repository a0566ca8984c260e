"""What every `morbot link` command needs: the links, MOR, Slack, and which person is meant."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

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

_TELLING_SECONDS = 10.0  # for news to bot admins that were not waited for

org_option = click.option(
    "--org",
    metavar="ID",
    help="The person's Slack enterprise (E…) or else workspace (T…). It is looked up if"
    " SLACK_BOT_TOKEN is set, and may be left out if morbot knows of only one.",
)


@dataclass(frozen=True, slots=True)
class LinkServices:
    """The use cases around links, with the MOR and the Slack of the settings.

    `slack_error` is why Slack cannot be asked. Without a bot token, both `notices` and
    `slack_error` are None.
    """

    linking: Linking
    directory: Directory
    notices: AdminNotices | None
    slack_error: SlackError | None

    async def new_person(self, user: str, org: str | None) -> Identity:
        """Return the person to add: of the given org, or else Slack's, or else the only known one.

        Raises AskError if there is none or several, or if an id is not one of Slack's.
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

    def warn_if_not_looked_up(self) -> None:
        """Say so if people are not looked up in Slack because there is no token."""
        if self.notices is None and self.slack_error is None:
            click.echo(say.NOT_LOOKED_UP, err=True)

    async def notify_admins(self, *news: str) -> None:
        """Tell the bot admins of changes. Print which of them could not be told."""
        if self.slack_error is not None:
            click.echo(say.not_told([], self.slack_error.text), err=True)
        elif self.notices is not None:
            untold = await self.notices.tell(*map(say.on_command_line, news))
            if untold:
                click.echo(say.not_told([str(admin) for admin in untold], ""), err=True)

    async def _known_orgs(self) -> set[str]:
        links = await self.directory.all()
        admins = await self.linking.admins.stored()
        return {link.identity.org for link in links} | {admin.org for admin in admins}


@asynccontextmanager
async def open_services() -> AsyncIterator[LinkServices]:
    """Open the database, MOR and Slack of the settings. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(app.opened(Settings.load()))
        if not core.settings.slack_bot_token.get_secret_value():
            yield LinkServices(core.linking(), core.directory, None, None)
            return
        try:
            slack = await stack.enter_async_context(app.connected(core))
        except SlackError as error:
            yield LinkServices(core.linking(_raising(error)), core.directory, None, error)
        else:
            try:
                yield LinkServices(slack.linking, core.directory, slack.notices, None)
            finally:
                await slack.tasks.drain(_TELLING_SECONDS)


def _raising(error: SlackError) -> FindPerson:
    async def find_person(_user: str) -> Person:
        raise error

    return find_person


def known_person(user: str, org: str | None, people: Iterable[Identity]) -> Identity | None:
    """Return the one of `people` who is meant, or None. Raises AskError if several could be."""
    orgs = {one.org for one in people if one.user == user and org in (None, one.org)}
    return Identity(_only(orgs), user) if orgs else None


def _only(orgs: set[str]) -> str:
    if len(orgs) != 1:
        raise say.which_org(sorted(orgs))
    return orgs.pop()
