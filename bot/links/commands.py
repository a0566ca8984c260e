"""`/localcalls link`, `unlink` and `links`, as bot admins type them."""

from bot.ask.dialogue import Dialogue, Draw, always
from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.digests.store import Digests, State
from bot.errors import AskError
from bot.links.blocks.links import (
    LINKS_SHOWN,
    delivered_message,
    linked_message,
    links_message,
    unlinked_message,
)
from bot.links.changes import LinkChanges
from bot.links.directory import Directory, Link
from bot.links.file import write_links
from bot.links.texts import import_form
from bot.links.texts import links as say
from bot.links.words import LinkFilter, read_filter, read_link, read_person
from bot.slack.api.uploads import Parcel, Uploads
from bot.slack.conversation.kept_lists import KeptLists
from bot.temp_folders import Drawer

IMPORT = "import"


class LinkCommands:
    """Answers bot admins; anybody else is refused, before his words are read."""

    def __init__(
        self,
        changes: LinkChanges,
        directory: Directory,
        digests: Digests,
        drawer: Drawer,
        uploads: Uploads,
    ) -> None:
        self._digests = digests
        self._changes = changes
        self._command = changes.command
        self._directory = directory
        self._drawer = drawer
        self._uploads = uploads
        self._lists: KeptLists[LinkFilter] = KeptLists()

    def join(self, dialogue: Dialogue) -> None:
        """Take up the subcommands about links."""
        dialogue.add(Subcommand.LINK, self.link)
        dialogue.add(Subcommand.UNLINK, self.unlink)
        dialogue.add(Subcommand.LINKS, self.links)

    async def link(self, text: str, asker: Asker) -> Draw:
        """`link @tom tomford user`. Raises as `LinkChanges.make` does."""
        await self._changes.check_admin(asker.identity)
        made = await self._changes.make(read_link(text, self._command), asker.identity)
        return always(linked_message(made.link, greeted=made.greeted))

    async def unlink(self, text: str, asker: Asker) -> Draw:
        """`unlink @tom`. Raises AskError."""
        await self._changes.check_admin(asker.identity)
        person = read_person(text, self._command)
        link = await self._changes.remove(person, asker.identity)
        theirs = await self._digests.of(link.identity)
        running = sum(digest.state is State.ACTIVE for digest in theirs)
        return always(unlinked_message(link, running))

    async def links(self, text: str, asker: Asker) -> Draw:
        """`links`, with filters, as a page or as a file. Raises AskError, SlackError."""
        await self._changes.check_admin(asker.identity)
        if text.casefold() == IMPORT:
            raise AskError(*import_form.by_command(self._command), code="not-here")
        wanted = read_filter(text, self._command)
        if wanted.csv:
            return await self._file(wanted, asker)
        return await self._page(wanted, 0, self._lists.keep(asker.identity, wanted), asker)

    async def turn(self, list_id: str, page: int, asker: Asker) -> Draw:
        """Another page of a list that this person was shown. Raises AskError."""
        await self._changes.check_admin(asker.identity)
        wanted = self._lists.find(list_id, asker.identity)
        return await self._page(wanted, page, list_id, asker)

    async def _file(self, wanted: LinkFilter, asker: Asker) -> Draw:
        """The links as a file that `morbot link import` reads, in the asker's direct messages."""
        links = self._taken(wanted, await self._directory.all())
        with self._drawer.folder() as folder:
            path = folder / f"morbot-links_{asker.now.date()}.csv"
            path.write_text(write_links(links), "utf-8")
            parcel = Parcel(path, path.name, path.stat().st_size, say.beside_file())
            await self._uploads.send(asker.identity.user, parcel)
        return always(delivered_message(len(links)))

    def _taken(self, wanted: LinkFilter, everybody: list[Link]) -> list[Link]:
        links = [link for link in everybody if wanted.takes(link)]
        if not links:
            raise AskError(*say.no_links(wanted.narrows, self._command), code="no-links")
        return links

    async def _page(self, wanted: LinkFilter, page: int, list_id: str, asker: Asker) -> Draw:
        everybody = await self._directory.all()
        links = self._taken(wanted, everybody)
        page = min(page, (len(links) - 1) // LINKS_SHOWN)  # links may have gone since
        return always(
            links_message(links, page, len(everybody), list_id, asker.identity, self._command)
        )
