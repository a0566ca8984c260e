"""Groups of people put before their listeners: bot admins, those who search by a form, and those
who plan digests.
"""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.ask.answers import Answers
from bot.ask.dialogue import Dialogue
from bot.ask.pages import Pages
from bot.audit.log import AuditLog
from bot.calls.query import Subcommand
from bot.digests import listeners as digest_listeners
from bot.digests.buttons import DigestButtons
from bot.digests.commands import DigestCommands
from bot.digests.deliveries import Deliveries
from bot.digests.forms import DigestForms
from bot.digests.planning import Planning
from bot.digests.sending import Sending
from bot.digests.store import Digests
from bot.home.home import Home
from bot.links import listeners as link_listeners
from bot.links.access_requests import Access
from bot.links.access_requests_store import AccessRequests
from bot.links.changes import LinkChanges
from bot.links.commands import IMPORT, LinkCommands
from bot.links.directory import Directory
from bot.links.forms import LinkForms
from bot.links.identities import Identities
from bot.links.import_form import LinkImport
from bot.links.linking import Linking
from bot.search import listeners as search_listeners
from bot.search import saved_listeners
from bot.search.forms import Searches
from bot.search.saved import Saved
from bot.search.store import SavedSearches
from bot.slack.api.modals import Modals
from bot.slack.api.notices import Notices
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.slack.api.uploads import Uploads
from bot.slack.conversation.desk import Desk
from bot.slack.conversation.work import Work
from bot.slack.receive.commands import FindForm, OpenForm
from bot.store.audit import Audit
from bot.store.database import Database
from bot.temp_folders import Drawer


@dataclass(frozen=True, slots=True)
class Reception:
    """What all of them work with."""

    bolt: AsyncApp
    dialogue: Dialogue
    database: Database
    directory: Directory
    identities: Identities
    modals: Modals
    poster: Poster
    uploads: Uploads
    work: Work
    desk: Desk

    def hear_bot_admins(
        self, linking: Linking, people: People, notices: Notices, drawer: Drawer
    ) -> dict[str, OpenForm]:
        """Take what they type and press about links and the audit log, and requests for access;
        what opens their forms, by the words for it.
        """
        poster, uploads, command = self.poster, self.uploads, self.desk.command
        changes = LinkChanges(linking, self.directory, notices, poster, command)
        digests = Digests(self.database)
        link_commands = LinkCommands(changes, self.directory, digests, drawer, uploads)
        link_commands.join(self.dialogue)
        audit_log = AuditLog(linking, Audit(self.database), drawer, uploads, command)
        audit_log.join(self.dialogue)
        requests = AccessRequests(self.database)
        access = Access(requests, self.directory, linking, people, notices, poster, command)
        forms = LinkForms(
            self.modals, self.identities, changes, access, poster, self.work, self.desk
        )
        imports = LinkImport(self.modals, self.identities, changes, poster, self.work, self.desk)
        link_listeners.register(
            self.bolt, self.desk, link_commands, audit_log, forms, imports, access
        )
        return {Subcommand.LINK: forms.open, f"{Subcommand.LINKS} {IMPORT}": imports.open}

    def hear_searchers(self, answers: Answers, pages: Pages, home: Home) -> dict[str, OpenForm]:
        """Take searches by the form and saved ones; what opens the form, by the word for it."""
        modals, identities, desk, work = self.modals, self.identities, self.desk, self.work
        kept = SavedSearches(self.database)
        saved = Saved(modals, kept, pages, identities, desk, home, work)
        searches = Searches(modals, answers, pages, self.directory, identities, desk, saved, work)
        searches.join(self.dialogue)
        search_listeners.register(self.bolt, searches)
        saved_listeners.register(self.bolt, saved, searches)
        return {Subcommand.SEARCH: searches.open}

    def hear_planners(
        self, planning: Planning, sending: Sending, pages: Pages, home: Home, *, externally: bool
    ) -> FindForm:
        """Take what people type and press about digests; what opens their form."""
        identities, desk = self.identities, self.desk
        deliveries = Deliveries(self.database)
        digests = DigestCommands(planning, deliveries, home, self.poster, desk.command)
        digests.join(self.dialogue)
        forms = DigestForms(
            self.modals, planning, digests, identities, desk, self.work, externally=externally
        )
        digest_listeners.register(self.bolt, desk, digests, forms)
        buttons = DigestButtons(sending, digests, pages, identities)
        digest_listeners.register_sending(self.bolt, desk, buttons)
        return forms.wanted
