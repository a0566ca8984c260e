"""Links made and removed in Slack: with the rights of who does it, and told to whom it concerns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import AskError, SlackError
from bot.ids import Identity
from bot.links.batch import Batch, examine_all
from bot.links.blocks.links import welcome_message
from bot.links.directory import Directory, Link
from bot.links.linking import Linking
from bot.links.request import LinkRequest
from bot.links.texts import linking as say_linking
from bot.links.texts import links as say
from bot.links.words import LinkWords, Named
from bot.slack.context import Slack
from bot.telemetry import logger

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A new link, and whether its person could be told of it."""

    link: Link
    greeted: bool


class LinkChanges:
    """Makes and removes links for bot admins. `command` is the slash command's name."""

    def __init__(self, slack: Slack, linking: Linking, directory: Directory) -> None:
        self.command = slack.command
        self._slack = slack
        self._linking = linking
        self._directory = directory

    async def check_admin(self, by: Identity) -> None:
        """Whether this is a bot admin. Raises AskError."""
        await self._linking.check_bot_admin(by)

    async def make(self, words: LinkWords, by: Identity) -> NewLink:
        """Make a link, tell the bot admins and welcome its person.

        Raises AskError for what is wrong with it, SlackError and MorError where they gave no
        answer to go by.
        """
        with self._hints():
            request = LinkRequest(
                await self._identity(words.person),
                words.username,
                words.role,
                words.owner_id,
                external=words.external,
            )
            link = await self._linking.link(request, by=by)
        self._slack.notices.tell_soon(say.done_by(_news(link), str(by)))
        return NewLink(link, await self._greeted(link))

    async def examine(self, requests: Sequence[tuple[int, LinkRequest]], by: Identity) -> Batch:
        """What many requests would lead to; nothing is changed. Raises AskError, SlackError and
        MorError.
        """
        await self.check_admin(by)

        async def find(read: Identity) -> Identity:
            return await self._identity(Named(read.user, read.org))

        return await examine_all(self._linking, self._directory, requests, find, by=by)

    async def make_all(self, links: Sequence[Link], by: Identity) -> list[NewLink]:
        """Make links that were examined, all or none, and tell as `make` does. Raises AskError."""
        await self._directory.add(*links)
        self._slack.notices.tell_soon(*[say.done_by(_news(link), str(by)) for link in links])
        return [NewLink(link, await self._greeted(link)) for link in links]

    async def remove(self, person: Named, by: Identity) -> Link:
        """Remove a link and tell the bot admins. Raises AskError."""
        await self.check_admin(by)
        with self._hints():
            link = await self._linking.unlink(await self._linked(person), by=by)
        news = say_linking.unlinked(str(link.identity), link.account.username)
        self._slack.notices.tell_soon(say.done_by(news, str(by)))
        return link

    async def _identity(self, person: Named) -> Identity:
        found = await self._linking.person(person.user)
        if found is None or person.org:
            return Identity(person.org, person.user)
        return found.identity

    async def _linked(self, person: Named) -> Identity:
        """Whose link is meant; found without Slack, which may know the person no longer."""
        if person.org:
            return Identity(person.org, person.user)
        link = await self._directory.find_by_slack_user(person.user)
        if link is None:
            raise AskError(*say_linking.no_link(person.user), code="no-link")
        return link.identity

    async def _greeted(self, link: Link) -> bool:
        try:
            await self._slack.poster.post(
                link.identity.user, welcome_message(link.account, self.command)
            )
        except SlackError as error:
            log.warning("linked-person-not-told", code=error.code)
            return False
        return True

    @contextmanager
    def _hints(self) -> Iterator[None]:
        """Faults whose usual hint speaks of the command line get one that can be typed here."""
        try:
            yield
        except AskError as error:
            hint = say.hint(error.code, self.command)
            if not hint:
                raise
            raise AskError(error.text, hint, code=error.code, place=error.place) from None


def _news(link: Link) -> str:
    account = link.account
    return say_linking.linked(str(link.identity), account.username, account.user_id, account.role)
