"""`/localcalls links import`: lines of CSV are pasted, checked, confirmed, and then made.

Making them looks everything up again, since Slack, MOR and the links may have changed.
"""

from dataclasses import dataclass
from functools import partial

from bot.calls.asker import Asker
from bot.errors import AskError, ErrorCode
from bot.ids import Identity
from bot.links.batch import COLUMNS, Batch, read_links
from bot.links.blocks import import_form as blocks
from bot.links.blocks.import_form import LINES, PASTE
from bot.links.changes import LinkChanges
from bot.links.texts import forms as say
from bot.slack.context import Slack
from bot.slack.conversation.forms import Ack, FormOutcome
from bot.slack.conversation.open_forms import OpenForms, Opening
from bot.slack.kit.forms import Submission
from bot.slack.kit.message import Message


@dataclass(frozen=True, slots=True)
class _CheckedImport:
    """Lines that were checked. `found` has the MOR username and person of each new link."""

    pasted: str
    found: list[tuple[str, Identity]]


class LinkImport:
    """Opens the form and takes what is sent with it. Bot admins only, checked at every step."""

    def __init__(self, slack: Slack, changes: LinkChanges) -> None:
        self._slack = slack
        self._changes = changes
        self._checked: OpenForms[_CheckedImport] = OpenForms()

    def open(self, opening: Opening) -> bool:
        """Open the form in the background. Return False if the bot is full or stopping."""
        return self._slack.forms.open_filled(opening, PASTE, self._ask_for_lines)

    async def submit(self, sent: Submission) -> Ack:
        """Check pasted lines in the background. Nothing is changed."""
        check = partial(self._check, sent.typed(LINES))
        return self._slack.forms.follow(sent, PASTE, say.CHECKING, check)

    async def confirm(self, sent: Submission) -> Ack:
        """Make the links that were checked, in the background."""
        make = partial(self._make, self._checked.take(sent))
        return self._slack.forms.follow(sent, PASTE, say.IMPORTING, make)

    async def _ask_for_lines(self, asker: Asker) -> FormOutcome:
        await self._changes.check_admin(asker.identity)
        return FormOutcome(blocks.paste_view(self._slack.command, COLUMNS))

    async def _check(self, pasted: str, asker: Asker) -> FormOutcome:
        try:
            batch = await self._examine(pasted, asker.identity)
            problems = batch.problems
        except AskError as error:
            if error.code != ErrorCode.IMPORT:
                raise
            problems = [(1, error.text)]
        if problems:
            return FormOutcome(blocks.paste_view(self._slack.command, COLUMNS, pasted, problems))
        checked = _CheckedImport(pasted, _found(batch))
        import_id = self._checked.add(asker.identity.user, checked)
        return FormOutcome(blocks.confirm_view(import_id, batch.new, batch.unchanged))

    async def _make(self, checked: _CheckedImport, asker: Asker) -> FormOutcome:
        batch = await self._examine(checked.pasted, asker.identity)
        if batch.problems or _found(batch) != checked.found:
            raise say.changed_meanwhile()
        made = await self._changes.make_all(batch.new, asker.identity)
        ungreeted = [one.link.identity for one in made if not one.greeted]
        news = blocks.imported_message(batch.new, ungreeted)
        return FormOutcome(PASTE.outcome(news.blocks), Message(news.text, []))

    async def _examine(self, pasted: str, by: Identity) -> Batch:
        await self._changes.check_admin(by)
        requests, problems = read_links(pasted)
        batch = await self._changes.examine(requests, by)
        batch.problems += problems
        return batch


def _found(batch: Batch) -> list[tuple[str, Identity]]:
    return [(link.account.username, link.identity) for link in batch.new]
