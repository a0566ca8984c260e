"""`/localcalls links import`: lines of CSV are pasted, looked up, shown, and then made.

Between the two steps it is remembered here what was pasted, by whom. The second looks everything
up once more, since Slack, MOR and the links may have changed meanwhile.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.answers import Asker
from bot.blocks import link_import as blocks
from bot.blocks.message import Message
from bot.blocks.problems import problem_message, unknown_message
from bot.dialogue import Draw
from bot.errors import AskError, MorbotError, SlackError
from bot.linking.batch import Batch
from bot.linking.file import COLUMNS, read_links
from bot.messages import link_import as say
from bot.messages import search
from bot.slack.desk import Desk
from bot.slack.identity import Identities
from bot.slack.link_changes import LinkChanges
from bot.slack.modals import Modals
from bot.slack.posting import Poster
from bot.slack.work import Work
from bot.store.directory import Identity
from bot.telemetry import begin_request, logger, request_id

log = logger(__name__)

_SETTLED = 0.5  # seconds until Slack has surely shown what a submission was acknowledged with
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

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        modals: Modals,
        identities: Identities,
        changes: LinkChanges,
        poster: Poster,
        work: Work,
        desk: Desk,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._modals = modals
        self._identities = identities
        self._changes = changes
        self._command = changes.command
        self._poster = poster
        self._work = work
        self._desk = desk
        self._clock = clock
        self._checked: OrderedDict[str, _Checked] = OrderedDict()

    def open(self, user_id: str, trigger_id: str, response_url: str) -> bool:
        """Begin to open the form; False when the bot is full or stopping."""
        return self._work.start(self._open(user_id, trigger_id, response_url))

    def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """The answer to pasted lines: that they are looked up. Nothing is made."""
        checking = self._check(user_id, blocks.read_form(view))
        if not self._work.start(self._follow(user_id, str(view.get("id", "")), checking)):
            return {"response_action": "errors", "errors": {blocks.LINES: say.try_later()}}
        return {"response_action": "update", "view": blocks.waiting_view(say.checking())}

    def confirm(self, user_id: str, view: dict[str, Any]) -> dict[str, Any]:
        """The answer to who wants to have made what he was shown: that it is looked up again."""
        making = self._make(user_id, str(view.get("private_metadata", "")))
        if not self._work.start(self._follow(user_id, str(view.get("id", "")), making)):
            problem = AskError(say.try_later(), code="later")
            return {"response_action": "update", "view": blocks.problem_view(problem)}
        return {"response_action": "update", "view": blocks.waiting_view(say.making())}

    async def _open(self, user_id: str, trigger_id: str, response_url: str) -> None:
        begin_request()
        view_id = await self._modals.open(trigger_id, blocks.waiting_view(search.loading()))
        if not view_id:
            self._desk.put(user_id, self._refuse, response_url)
            return
        shown = await self._foreseen(self._prepared(user_id))
        await self._modals.update(view_id, shown.view)

    async def _refuse(self, _asker: Asker) -> Draw:
        raise AskError(*say.cannot_open(self._command), code="form-not-opened")

    async def _prepared(self, user_id: str) -> "_Shown":
        asker = await self._identities.asker(user_id)
        await self._changes.check_admin(asker.identity)
        return _Shown(blocks.paste_view(self._command, COLUMNS))

    async def _check(self, user_id: str, pasted: str) -> "_Shown":
        asker = await self._identities.asker(user_id)
        try:
            batch = await self._examined(pasted, asker.identity)
        except AskError as error:
            if error.code != "import":
                raise
            return _Shown(blocks.paste_view(self._command, COLUMNS, pasted, [(1, error.text)]))
        if batch.problems:
            return _Shown(blocks.paste_view(self._command, COLUMNS, pasted, batch.problems))
        import_id = self._keep(_Checked(asker.identity, self._clock(), pasted, _found(batch)))
        return _Shown(blocks.confirm_view(import_id, batch.new, batch.unchanged))

    async def _make(self, user_id: str, import_id: str) -> "_Shown":
        asker = await self._identities.asker(user_id)
        checked = self._checked.pop(import_id, None)
        if checked is None or checked.by != asker.identity or self._clock() - checked.at > _LIFE:
            raise AskError(*say.form_gone(self._command), code="form-gone")
        batch = await self._examined(checked.pasted, asker.identity)
        if batch.problems or _found(batch) != checked.found:
            raise AskError(*say.changed_meanwhile(), code="changed-meanwhile")
        made = await self._changes.make_all(batch.new, asker.identity)
        ungreeted = [one.link.identity for one in made if not one.greeted]
        told = blocks.made_message(batch.new, ungreeted)
        return _Shown(blocks.outcome_view(told), Message(told.text, []))

    async def _examined(self, pasted: str, by: Identity) -> Batch:
        await self._changes.check_admin(by)
        wishes, problems = read_links(pasted)
        batch = await self._changes.examine(wishes, by)
        batch.problems += problems
        return batch

    async def _follow(
        self, user_id: str, view_id: str, content: Coroutine[Any, Any, "_Shown"]
    ) -> None:
        """Show what comes of a submission, or write it to who has closed the form."""
        begin_request()
        # Else this change of the view could arrive before the one that acknowledged it.
        settled = asyncio.create_task(asyncio.sleep(_SETTLED))
        shown = await self._foreseen(content)
        await settled
        if not await self._modals.update(view_id, shown.view) and shown.instead is not None:
            with suppress(SlackError):  # it is in the log
                await self._poster.post(user_id, shown.instead)

    async def _foreseen(self, content: Coroutine[Any, Any, "_Shown"]) -> "_Shown":
        """What comes of it, be it a fault."""
        try:
            return await content
        except MorbotError as problem:
            return _Shown(blocks.problem_view(problem), problem_message(problem, self._command))
        except Exception:  # the last stop: a bug, told with the number that stands in the log
            log.exception("unforeseen")
            message = unknown_message(request_id(), self._command)
            return _Shown(blocks.outcome_view(message), message)

    def _keep(self, checked: _Checked) -> str:
        import_id = secrets.token_urlsafe(16)
        self._checked[import_id] = checked
        if len(self._checked) > _MOST:
            self._checked.popitem(last=False)
        return import_id


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the form becomes; `instead` is a message for him who has closed it, if there is need."""

    view: dict[str, Any]
    instead: Message | None = None


def _found(batch: Batch) -> list[tuple[str, Identity]]:
    return [(link.account.username, link.identity) for link in batch.new]
