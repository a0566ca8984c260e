"""Groups of people put before their listeners: bot admins, those who search by a form, and those
who plan digests.
"""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.answers import Answers, Pages
from bot.calls.query import Subcommand
from bot.dialogue import Dialogue
from bot.files.drawer import Drawer
from bot.linking import Linking
from bot.planning.planning import Planning
from bot.planning.sending import Sending
from bot.slack.access import Access
from bot.slack.audit_log import AuditLog
from bot.slack.desk import Desk
from bot.slack.digest_buttons import DigestButtons
from bot.slack.digest_commands import DigestCommands
from bot.slack.digest_forms import DigestForms
from bot.slack.home import Home
from bot.slack.identity import Identities
from bot.slack.link_changes import LinkChanges
from bot.slack.link_commands import IMPORT, LinkCommands
from bot.slack.link_forms import LinkForms
from bot.slack.link_import import LinkImport
from bot.slack.listeners import digests as digest_listeners
from bot.slack.listeners import linking as link_listeners
from bot.slack.listeners import saved as saved_listeners
from bot.slack.listeners import searching as search_listeners
from bot.slack.listeners.commands import FindForm, OpenForm
from bot.slack.modals import Modals
from bot.slack.notices import Notices
from bot.slack.people import People
from bot.slack.posting import Poster
from bot.slack.saved import Saved
from bot.slack.searches import Searches
from bot.slack.uploads import Uploads
from bot.slack.work import Work
from bot.store.access_requests import AccessRequests
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.digests import Digests
from bot.store.directory import Directory
from bot.store.saved_searches import SavedSearches


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
