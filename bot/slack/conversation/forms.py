"""The one way of a form: opened, filled, submitted, and its outcome shown.

Slack waits three seconds for a form to open and for the answer to a submission, and MOR may take
longer. So what takes time is shown as loading first, and replaced in the background.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls.asker import Asker
from bot.errors import AskError, MorbotError, SlackError
from bot.slack import texts
from bot.slack.api.posting import Poster
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.conversation.commands import Opening
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.modals import Modals
from bot.slack.conversation.reply import ReplyPlace, ReplyTarget
from bot.slack.conversation.submissions import (
    Ack,
    FieldErrors,
    TakeSubmission,
    close_form,
    show,
    show_errors,
)
from bot.slack.kit.forms import Modal, Submission, View
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message, unknown_message
from bot.slack.pending import Pending, current
from bot.store.expiring import ExpiringRows
from bot.telemetry import begin_request, logger, request_id

log = logger(__name__)

PATIENCE = 2.3
"""Seconds that may pass before Slack is answered; it waits three."""

_SOON = 0.8  # seconds that a form may take to be found before it opens as loading
_SETTLED = 0.5  # seconds until Slack has surely shown what a submission was acknowledged with
_FORM_SECONDS = 25 * 60.0  # a response_url ends after 30 minutes


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """What takes a form's place. `message` is sent to the person if they have closed the form.

    `about` is what the view is about, if it is a form to submit: see `Forms.find`.
    """

    view: View
    message: Message | None = None
    about: object = None


About = TypeVar("About")


@dataclass(frozen=True, slots=True)
class OpenForm(Generic[About]):
    """A form that somebody has open: what it is about, and where its answer goes."""

    about: About
    target: ReplyTarget


Content = Callable[[Asker], Awaitable[FormOutcome]]
"""Finds what takes a form's place, for the person who has it open. Raises MorbotError."""

Refill = Callable[[Asker, About], Awaitable[FormOutcome]]
"""Finds what takes the place of a form that is about something. Raises MorbotError."""


def _row_kind(about: type) -> str:
    """Return the kind of the rows of forms about this: another form's id finds nothing."""
    return f"form:{about.__name__}"


class Forms:
    """Opens forms, takes submissions and shows their outcomes.

    A form carries only an id. What it is about is in `rows` for 25 minutes, so that any replica
    can take it: an object of dataclasses, which is stored as JSON.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        conversation: Conversation,
        tasks: BackgroundTasks,
        poster: Poster,
        rows: ExpiringRows,
    ) -> None:
        self._modals = Modals(client)
        self._conversation = conversation
        self._tasks = tasks
        self._poster = poster
        self._rows = rows

    def opening(self, body: Mapping[str, Any], response_url: str = "") -> Opening:
        """Return who wants a form by a shortcut or button.

        What a form has no room for goes to the `response_url`, or else to direct messages.
        """
        user_id = str(body["user"]["id"])
        target = self._conversation.target(ReplyPlace(user_id, response_url, channel=user_id))
        return Opening(user_id, str(body.get("trigger_id", "")), target)

    def opening_in_place(self, body: dict[str, Any]) -> Opening:
        """Return who wants a form by a button, where the answer takes the message's place if only
        this person sees that message.
        """
        target = self._conversation.target_of(body)
        return Opening(str(body["user"]["id"]), str(body.get("trigger_id", "")), target)

    def open(self, opening: Opening, view: View, about: object = None) -> bool:
        """Begin to open a form about something. Return False if the bot is full or stopping."""
        return self._tasks.start(self._open(opening, view, about))

    def open_filled(self, opening: Opening, modal: Modal, content: Content) -> bool:
        """Begin to open a form that `content` has to find. Return False if the bot is full or
        stopping.
        """
        return self._tasks.start(self._open_filled(opening, modal, content))

    def refill(
        self, sent: Submission, modal: Modal, kind: type[About], content: Refill[About]
    ) -> bool:
        """Begin to put another view in an open form's place, about the same or not. Return False
        if the bot is full or stopping.
        """
        return self._tasks.start(self._refill(sent, modal, kind, content))

    async def find(self, sent: Submission, kind: type[About]) -> OpenForm[About]:
        """Return what a form is about. Raises AskError if it is another person's or expired."""
        return self._read(sent, kind, await self._rows.find(_row_kind(kind), sent.metadata))

    async def take(self, sent: Submission, kind: type[About]) -> OpenForm[About]:
        """Return what a form is about, once only. Raises AskError as `find` does."""
        self._read(sent, kind, await self._rows.find(_row_kind(kind), sent.metadata))
        return self._read(sent, kind, await self._rows.take(_row_kind(kind), sent.metadata))

    def on_submit(self, app: AsyncApp, modal: Modal, take: TakeSubmission, field: str = "") -> None:
        """Let `take` answer submissions of the modal.

        A MorbotError is shown at `field`, or in the form's place if there is none.
        """

        @app.view(modal.callback)
        async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
            sent = Submission.read(body["user"]["id"], view)
            try:
                answer = await self._taken(sent, take)
            except FieldErrors as errors:
                answer = show_errors(errors)
            except MorbotError as problem:
                at = FieldErrors.at(field, problem)
                answer = show_errors(at) if field else show(modal.problem(problem))
            await ack(**answer)

    def follow(self, sent: Submission, modal: Modal, waiting: str, content: Content) -> Ack:
        """Show `waiting` in the form's place, and then what comes of `content`.

        Raises AskError if the bot is full or stopping.
        """
        pending = current.get()
        begun = self._tasks.start(self._follow(sent, modal, content, pending))
        close_form(begun=begun)
        if pending is not None:
            pending.taken = True
        return show(modal.loading(waiting))

    async def _taken(self, sent: Submission, take: TakeSubmission) -> Ack:
        try:
            async with asyncio.timeout(PATIENCE):
                return await take(sent)
        except TimeoutError:
            raise AskError(*texts.FORM_TOO_SLOW, code="form-too-slow") from None

    def _read(self, sent: Submission, kind: type[About], row: Any) -> OpenForm[About]:
        if row is None or row["place"]["user"] != sent.user_id:
            raise AskError(*texts.FORM_EXPIRED, code="form-gone")
        place = ReplyPlace(**row["place"])
        about = TypeAdapter(kind).validate_python(row["about"])
        return OpenForm(about, self._conversation.target(place))

    async def _stored(self, view: View, about: object, place: ReplyPlace) -> View:
        """Store what a view is about. Return the view with the id of that."""
        if about is None:
            return view
        form_id = secrets.token_urlsafe(16)
        stored = {"about": to_jsonable_python(about), "place": asdict(place)}
        await self._rows.put(_row_kind(type(about)), form_id, _FORM_SECONDS, stored)
        return view | {"private_metadata": form_id}

    async def _open(self, opening: Opening, view: View, about: object) -> None:
        begin_request()
        await self._opened(opening, await self._stored(view, about, opening.target.place))

    async def _open_filled(self, opening: Opening, modal: Modal, content: Content) -> None:
        """Open the form at once if its content is soon found, else with a word of patience."""
        begin_request()
        finding = asyncio.create_task(self._outcome(opening.user_id, modal, content))
        await asyncio.wait({finding}, timeout=_SOON)
        if finding.done():
            outcome, place = finding.result(), opening.target.place
            await self._opened(opening, await self._stored(outcome.view, outcome.about, place))
        elif view_id := await self._opened(opening, modal.loading()):
            await self._replace(opening.target.place, view_id, await finding)
        else:
            finding.cancel()

    async def _refill(
        self, sent: Submission, modal: Modal, kind: type[About], content: Refill[About]
    ) -> None:
        begin_request()
        place = ReplyPlace(sent.user_id, channel=sent.user_id)

        async def find(asker: Asker) -> FormOutcome:
            nonlocal place
            opened = await self.find(sent, kind)
            place = opened.target.place
            return await content(asker, opened.about)

        outcome = await self._outcome(sent.user_id, modal, find)
        await self._replace(place, sent.view_id, outcome)

    async def _opened(self, opening: Opening, view: View) -> str:
        """Open a view and return its id, or tell the person why not and return nothing."""
        view_id = await self._modals.open(opening.trigger_id, view)
        if not view_id:
            problem = AskError(*texts.FORM_NOT_OPENED, code="form-not-opened")
            await self._conversation.tell_at(opening.target, problem)
        return view_id

    async def _follow(
        self, sent: Submission, modal: Modal, content: Content, pending: Pending | None
    ) -> None:
        begin_request()
        # Else this change of the view could arrive before the one that acknowledged it.
        settled = asyncio.create_task(asyncio.sleep(_SETTLED))
        try:
            outcome = await self._outcome(sent.user_id, modal, content)
            await settled
            place = ReplyPlace(sent.user_id, channel=sent.user_id)
            await self._replace(place, sent.view_id, outcome)
        finally:
            if pending is not None:
                await pending.close()

    async def _outcome(self, user_id: str, modal: Modal, content: Content) -> FormOutcome:
        command = self._conversation.commands.name
        try:
            asker = await self._conversation.find_asker(user_id)
            try:
                outcome = await content(asker)
            except MorbotError as problem:
                await self._conversation.fill_in(problem, asker)
                raise
            await self._conversation.confirm(asker)
        except MorbotError as problem:
            return FormOutcome(modal.problem(problem), problem_message(problem, command))
        except Exception:  # a bug, told with the number under which the log has it
            log.exception("unforeseen")
            message = unknown_message(request_id(), command)
            return FormOutcome(modal.outcome(message.blocks), message)
        else:
            return outcome

    async def _replace(self, place: ReplyPlace, view_id: str, outcome: FormOutcome) -> None:
        view = await self._stored(outcome.view, outcome.about, place)
        if not await self._modals.update(view_id, view) and outcome.message is not None:
            with suppress(SlackError):  # it is in the log
                await self._poster.post(place.user, outcome.message)
