"""`/localcalls links import`: lines of CSV are pasted, looked up, shown, and then made.

Between the two steps it is remembered here what was pasted, by whom. The second looks everything
up once more, since Slack, MOR and the links may have changed meanwhile.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.errors import AskError
from bot.ids import Identity
from bot.links.batch import Batch
from bot.links.blocks import import_form as blocks
from bot.links.changes import LinkChanges
from bot.links.file import COLUMNS, read_links
from bot.links.texts import import_form as say
from bot.slack.context import Slack
from bot.slack.conversation.submissions import Content, Shown, Submissions
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.message import Message
from bot.telemetry import begin_request

_LIFE = 25 * 60.0  # seconds
_MOST = 100


@dataclass(frozen=True, slots=True)
class _Checked:
    """Lines that would lead to links as `found`."""

    by: Identity
    at: float
    pasted: str
    found: list[tuple[str, Identity]]  # MOR username and person of each


class LinkImport:
    """Opens the form and takes what is sent with it, from bot admins; who sends is looked up at
    every step. `clock` gives seconds that never go back.
    """

    def __init__(
        self, slack: Slack, changes: LinkChanges, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._slack = slack
        self._changes = changes
        self._command = slack.command
        self._submissions = Submissions(
            slack.modals, slack.poster, slack.command, blocks.problem_view, blocks.outcome_view
        )
        self._clock = clock
        self._checked: OrderedDict[str, _Checked] = OrderedDict()

    def open(self, user_id: str, trigger_id: str, response_url: str) -> bool:
        """Begin to open the form; False when the bot is full or stopping."""
        return self._slack.tasks.start(self._open(user_id, trigger_id, response_url))

    def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """The answer to pasted lines: that they are looked up. Nothing is made."""
        checking = partial(self._check, user_id, blocks.read_form(view))
        if not self._begin(user_id, view, checking):
            return {"response_action": "errors", "errors": {blocks.LINES: say.TRY_LATER}}
        return {"response_action": "update", "view": blocks.waiting_view(say.CHECKING)}

    def confirm(self, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """The answer to who wants to have made what he was shown: that it is looked up again."""
        making = partial(self._make, user_id, str(view.get("private_metadata", "")))
        if not self._begin(user_id, view, making):
            problem = AskError(say.TRY_LATER, code="later")
            return {"response_action": "update", "view": blocks.problem_view(problem)}
        return {"response_action": "update", "view": blocks.waiting_view(say.MAKING)}

    async def _open(self, user_id: str, trigger_id: str, response_url: str) -> None:
        begin_request()
        view_id = await self._slack.modals.open(trigger_id, blocks.waiting_view(kit_texts.LOADING))
        if not view_id:
            problem = AskError(*say.cannot_open(self._command), code="form-not-opened")
            target = self._slack.conversation.target(user_id, response_url)
            await self._slack.conversation.tell_at(target, problem)
            return
        await self._submissions.fill(user_id, view_id, partial(self._prepared, user_id))

    def _begin(self, user_id: str, view: dict[str, Any], content: Content) -> bool:
        view_id = str(view.get("id", ""))
        return self._slack.tasks.start(self._submissions.follow(user_id, view_id, content))

    async def _prepared(self, user_id: str) -> Shown:
        asker = await self._slack.conversation.find_asker(user_id)
        await self._changes.check_admin(asker.identity)
        return Shown(blocks.paste_view(self._command, COLUMNS))

    async def _check(self, user_id: str, pasted: str) -> Shown:
        asker = await self._slack.conversation.find_asker(user_id)
        try:
            batch = await self._examined(pasted, asker.identity)
        except AskError as error:
            if error.code != "import":
                raise
            return Shown(blocks.paste_view(self._command, COLUMNS, pasted, [(1, error.text)]))
        if batch.problems:
            return Shown(blocks.paste_view(self._command, COLUMNS, pasted, batch.problems))
        import_id = self._keep(_Checked(asker.identity, self._clock(), pasted, _found(batch)))
        return Shown(blocks.confirm_view(import_id, batch.new, batch.unchanged))

    async def _make(self, user_id: str, import_id: str) -> Shown:
        asker = await self._slack.conversation.find_asker(user_id)
        checked = self._checked.pop(import_id, None)
        if checked is None or checked.by != asker.identity or self._clock() - checked.at > _LIFE:
            raise AskError(*say.form_gone(self._command), code="form-gone")
        batch = await self._examined(checked.pasted, asker.identity)
        if batch.problems or _found(batch) != checked.found:
            raise AskError(*say.CHANGED_MEANWHILE, code="changed-meanwhile")
        made = await self._changes.make_all(batch.new, asker.identity)
        ungreeted = [one.link.identity for one in made if not one.greeted]
        told = blocks.made_message(batch.new, ungreeted)
        return Shown(blocks.outcome_view(told), Message(told.text, []))

    async def _examined(self, pasted: str, by: Identity) -> Batch:
        await self._changes.check_admin(by)
        requests, problems = read_links(pasted)
        batch = await self._changes.examine(requests, by)
        batch.problems += problems
        return batch

    def _keep(self, checked: _Checked) -> str:
        import_id = secrets.token_urlsafe(16)
        self._checked[import_id] = checked
        if len(self._checked) > _MOST:
            self._checked.popitem(last=False)
        return import_id


def _found(batch: Batch) -> list[tuple[str, Identity]]:
    return [(link.account.username, link.identity) for link in batch.new]
