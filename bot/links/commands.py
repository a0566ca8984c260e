"""`/localcalls link`, `unlink` and `links`, as bot admins type them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.calls.asker import Asker
from bot.ids import Identity
from bot.links import form_texts as say_forms
from bot.links import slack_texts as say
from bot.links.batch import write_links
from bot.links.blocks import (
    LINKS_SHOWN,
    LinksPage,
    delivered_message,
    linked_message,
    links_message,
    unlinked_message,
)
from bot.links.changes import LinkChanges
from bot.links.directory import Directory
from bot.links.model import Link
from bot.links.words import LinkFilter, read_filter, read_link, read_person
from bot.slack.api.uploads import Upload
from bot.slack.context import Slack
from bot.slack.conversation.paged_lists import PagedLists
from bot.slack.kit.message import Message
from bot.temp_folders import TempFolders

IMPORT = "import"


CountDigests = Callable[[Identity], Awaitable[int]]
"""Counts a person's active digests."""


class LinkCommands:
    """Answers bot admins. Others are refused before their words are read."""

    def __init__(
        self,
        slack: Slack,
        changes: LinkChanges,
        directory: Directory,
        count_digests: CountDigests,
        folders: TempFolders,
    ) -> None:
        self._slack = slack
        self._changes = changes
        self._directory = directory
        self._count_digests = count_digests
        self._folders = folders
        self._lists = PagedLists(slack.rows, LinkFilter)

    async def link(self, text: str, asker: Asker) -> Message:
        """Answer `link @tom tomford user`. Raises AskError, SlackError and MorError."""
        await self._changes.check_admin(asker.identity)
        made = await self._changes.make(read_link(text, self._slack.command), asker.identity)
        return linked_message(made.link, greeted=made.greeted)

    async def unlink(self, text: str, asker: Asker) -> Message:
        """Answer `unlink @tom`. Raises AskError."""
        await self._changes.check_admin(asker.identity)
        person = read_person(text, self._slack.command)
        link = await self._changes.remove(person, asker.identity)
        return unlinked_message(link, await self._count_digests(link.identity))

    async def links(self, text: str, asker: Asker) -> Message:
        """Answer `links` with filters by a page or a file. Raises AskError, SlackError."""
        await self._changes.check_admin(asker.identity)
        if text.casefold() == IMPORT:
            raise say_forms.no_import_here(self._slack.command)
        wanted = read_filter(text, self._slack.command)
        if wanted.csv:
            return await self._file(wanted, asker)
        list_id = await self._lists.add(asker.identity, wanted)
        return await self._page(wanted, 0, list_id, asker)

    async def turn(self, list_id: str, page: int, asker: Asker) -> Message:
        """Return another page of a list that this person was shown. Raises AskError."""
        await self._changes.check_admin(asker.identity)
        wanted = await self._lists.find(list_id, asker.identity)
        return await self._page(wanted, page, list_id, asker)

    async def _file(self, wanted: LinkFilter, asker: Asker) -> Message:
        """Send the links to the asker's direct messages, as a file for `morbot link import`."""
        links = self._matching(wanted, await self._directory.all())
        with self._folders.folder() as folder:
            path = folder / f"morbot-links_{asker.now.date()}.csv"
            path.write_text(write_links(links), "utf-8")
            upload = Upload(path, path.name, path.stat().st_size, say.BESIDE_FILE)
            still_admin = partial(self._changes.check_admin, asker.identity)
            await self._slack.uploads.send(asker.identity.user, upload, still_admin)
        return delivered_message(len(links))

    def _matching(self, wanted: LinkFilter, everybody: list[Link]) -> list[Link]:
        links = [link for link in everybody if wanted.matches(link)]
        if not links:
            raise say.no_links(wanted.narrows, self._slack.command)
        return links

    async def _page(self, wanted: LinkFilter, page: int, list_id: str, asker: Asker) -> Message:
        everybody = await self._directory.all()
        links = self._matching(wanted, everybody)
        number = min(page, (len(links) - 1) // LINKS_SHOWN)  # links may have gone since
        shown = LinksPage(links, number, len(everybody), list_id)
        drawn = links_message(shown, asker.identity, self._slack.command)
        return replace(drawn, check=partial(self._changes.check_admin, asker.identity))
