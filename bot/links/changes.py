"""Make and remove links in Slack with a bot admin's rights, and tell the people concerned."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.errors import AskError, SlackError
from bot.ids import Identity
from bot.links import slack_texts as say
from bot.links import texts as say_linking
from bot.links.batch import Batch, examine_all
from bot.links.blocks import welcome_message
from bot.links.directory import Directory
from bot.links.link_search import example_user
from bot.links.linking import Linking
from bot.links.model import Link, LinkRequest
from bot.slack.context import Slack
from bot.telemetry import logger

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was made. `greeted` says whether its person could be messaged."""

    link: Link
    greeted: bool


class LinkChanges:
    """Makes and removes links for bot admins."""

    def __init__(self, slack: Slack, linking: Linking, directory: Directory) -> None:
        self._slack = slack
        self._linking = linking
        self._directory = directory

    async def check_admin(self, by: Identity) -> None:
        """Check that this is a bot admin. Raises AskError."""
        await self._linking.admins.check(by)

    async def make(self, request: LinkRequest, by: Identity) -> NewLink:
        """Make a link, tell the bot admins and greet its person.

        Raises AskError for what is wrong with it, SlackError and MorError if they gave no usable
        answer.
        """
        with self._slack_hints():
            person = await self._complete(request.identity)
            link = await self._linking.link(replace(request, identity=person), by=by)
        self._slack.notices.tell_soon(say.done_by(_news(link), str(by)))
        return NewLink(link, await self._greet(link))

    async def examine(self, requests: Sequence[tuple[int, LinkRequest]], by: Identity) -> Batch:
        """Return what requests, each with its line, would change. Nothing is changed.

        Raises AskError, SlackError and MorError.
        """
        await self.check_admin(by)
        return await examine_all(self._linking, self._directory, requests, self._complete, by=by)

    async def make_all(self, links: Sequence[Link], by: Identity) -> list[NewLink]:
        """Make examined links, all or none, tell the bot admins, and greet the people.

        Raises AskError, SlackError.
        """
        await self.check_admin(by)  # looking all of them up may have taken long
        await self._directory.add(*links)
        self._slack.notices.tell_soon(*[say.done_by(_news(link), str(by)) for link in links])
        return [NewLink(link, await self._greet(link)) for link in links]

    async def remove(self, person: Identity, by: Identity) -> Link:
        """Remove a link and tell the bot admins. The org may be empty. Raises AskError."""
        await self.check_admin(by)
        with self._slack_hints():
            link = await self._linking.unlink(await self._linked(person), by=by)
        news = say_linking.unlinked(str(link.identity), link.account.username)
        self._slack.notices.tell_soon(say.done_by(news, str(by)))
        return link

    async def _complete(self, person: Identity) -> Identity:
        """Look up the org if it is empty. Raises AskError if Slack knows no such person."""
        found = await self._linking.person(person.user)
        return person if found is None or person.org else found.identity

    async def _linked(self, person: Identity) -> Identity:
        """Find whose link is meant, without Slack, which may no longer know the person."""
        if person.org:
            return person
        link = await self._directory.find_by_slack_user(person.user)
        if link is None:
            raise say_linking.no_link(person.user)
        return link.identity

    async def _greet(self, link: Link) -> bool:
        other = await example_user(self._directory.database, link.account)
        welcome = welcome_message(link.account, other, self._slack.command)
        try:
            await self._slack.poster.post(link.identity.user, welcome)
        except SlackError as error:
            log.warning("linked-person-not-told", code=error.code)
            return False
        return True

    @contextmanager
    def _slack_hints(self) -> Iterator[None]:
        """Replace hints that are about the command line by ones for Slack."""
        try:
            yield
        except AskError as error:
            hint = say.hint(error.code, self._slack.command)
            if not hint:
                raise
            raise AskError(error.text, hint, code=error.code, place=error.place) from None


def _news(link: Link) -> str:
    account = link.account
    return say_linking.linked(str(link.identity), account.username, account.user_id, account.role)
