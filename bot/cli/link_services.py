"""What every `morbot link` command needs: the links, MOR, Slack, which person is meant, and
what people read only here.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import click

from bot import app
from bot.cli.options import announce_new
from bot.errors import AskError, ErrorCode, SlackError
from bot.ids import Identity
from bot.links.admin_texts import lapse
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.model import check_person, check_user
from bot.links.texts import linked
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
        """Warn if people are not looked up in Slack because there is no token."""
        if self.notices is None and self.slack_error is None:
            click.echo(NOT_LOOKED_UP, err=True)

    async def notify_admins(self, *news: str) -> None:
        """Tell the bot admins of changes. Print which of them could not be told."""
        if self.slack_error is not None:
            click.echo(not_told([], self.slack_error.text), err=True)
        elif self.notices is not None:
            untold = await self.notices.tell(*map(on_command_line, news))
            if untold:
                click.echo(not_told([str(admin) for admin in untold], ""), err=True)

    async def _known_orgs(self) -> set[str]:
        links = await self.directory.all()
        admins = await self.linking.admins.stored()
        return {link.identity.org for link in links} | {admin.org for admin in admins}


@asynccontextmanager
async def open_services() -> AsyncIterator[LinkServices]:
    """Open the database, MOR and Slack of the settings. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(app.opened(Settings.load()))
        announce_new(core.database)
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
        raise which_org(sorted(orgs))
    return orgs.pop()


# What people read only here


def which_org(known: list[str]) -> AskError:
    """Several workspaces are possible, or none is known."""
    choice = f" Known so far: {', '.join(known)}." if known else ""
    return AskError(
        "Which workspace?", f"Add --org, for example: --org T012AB3CD.{choice}", code="org"
    )


NOT_LOOKED_UP = (
    "SLACK_BOT_TOKEN is not set, so people are not looked up in Slack. Guests and unknown people"
    " are only found when they ask their first question."
)


def slack_not_asked(reason: str) -> str:
    """Slack does not answer."""
    return f"People are not looked up in Slack now. {reason}"


def would_be_linked(person: str, username: str, user_id: int | None, role: str) -> str:
    """A link was checked but not made."""
    return linked(person, username, user_id, role).replace(" is linked ", " would be linked ", 1)


NOBODY_LINKED = "Nobody is linked yet. For example: morbot link add U012AB3CD admin --role admin"


def on_command_line(news: str) -> str:
    """A change was made on the command line."""
    return f"{news} (on the command line)"


def not_told(people: list[str], reason: str) -> str:
    """Bot admins could not be told of a change."""
    who = ", ".join(people) or "The bot admins"
    return f"{who} could not be told in Slack{f': {reason}' if reason else '.'}"


def made_admin(person: str, changed: bool) -> str:
    """Somebody is a bot admin; `changed` if they were not one before."""
    return f"{person} is {'now' if changed else 'already'} a bot admin."


def cannot_be_admin(person: str, reason: str) -> AskError:
    """Somebody is a guest, or from outside."""
    return AskError(
        f"{person} cannot be a bot admin: {lapse(reason)}.",
        "Only members of the workspace count. Somebody from another workspace counts if"
        " BOT_ADMINS names them with that workspace, for example T012AB3CD/U045EF6GH.",
        code=reason,
    )


def revoked_admin(person: str) -> str:
    """Somebody is no longer a bot admin."""
    return f"{person} is no longer a bot admin."


def no_such_admin(person: str) -> AskError:
    return AskError(
        f"{person} is not a bot admin.",
        "To list bot admins: morbot link admin list. Remove those in BOT_ADMINS from that setting.",
        code="no-admin",
    )


def admin_by_setting(person: str) -> str:
    """A bot admin of the settings."""
    return f"{person} (in BOT_ADMINS)"


def import_problems(problems: list[str]) -> AskError:
    """Nothing was imported."""
    return AskError(
        "\n".join(["Nothing was imported.", *problems]),
        "Fix these lines and try again.",
        code=ErrorCode.IMPORT,
    )


def import_outcome(new: int, unchanged: int, done: bool) -> str:
    """Return how many links were, or would be, made."""
    if done:
        return f"{new} made, {unchanged} already there."
    hint = " Add --yes to make them." if new else ""
    return f"{new} to be made, {unchanged} already there. Nothing was changed.{hint}"
