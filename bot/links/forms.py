"""The form by which bot admins link people: opened at once, filled in, looked up, told.

Slack waits three seconds for a form and for its submission, and MOR may take longer: so both show
that something is being looked up, and are changed when that is known.
"""

from functools import partial
from typing import Any

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError, MorbotError
from bot.ids import Identity
from bot.links.access_requests import AccessRequests
from bot.links.blocks.form import (
    OWNER,
    PERSON,
    ROLE,
    ROLES,
    USERNAME,
    LinkFields,
    form_view,
    outcome_view,
    problem_view,
    waiting_view,
)
from bot.links.blocks.links import linked_message
from bot.links.changes import LinkChanges
from bot.links.texts import form as say
from bot.links.words import LinkWords, Named
from bot.slack.context import Slack
from bot.slack.conversation.submissions import Shown, Submissions
from bot.slack.kit.problems import problem_message
from bot.telemetry import begin_request

_LONGEST_ID = 10


class LinkForms:
    """Opens forms and takes what was filled in. Who may is looked up at every step."""

    def __init__(self, slack: Slack, changes: LinkChanges, access: AccessRequests) -> None:
        self._slack = slack
        self._changes = changes
        self._access = access
        self._submissions = Submissions(
            slack.modals, slack.poster, slack.command, problem_view, outcome_view
        )

    def open(self, user_id: str, trigger_id: str, response_url: str, request: str = "") -> bool:
        """Begin to open the form; False when the bot is full or stopping.

        `request` is the id of a request for access, or empty. Where Slack does not open the form,
        that is told by the `response_url`.
        """
        return self._slack.tasks.start(self._open(user_id, trigger_id, response_url, request))

    def submit(self, user_id: str, view_id: str, filled: LinkFields) -> dict[str, Any]:
        """The answer to a submission: what is wrong at which field, or that it is looked up."""
        if errors := _mistakes(filled, user_id):
            return {"response_action": "errors", "errors": errors}
        linking = partial(self._linked, user_id, filled)
        if not self._slack.tasks.start(self._submissions.follow(user_id, view_id, linking)):
            return {"response_action": "errors", "errors": {USERNAME: say.TRY_LATER}}
        return {"response_action": "update", "view": waiting_view(looking_up=True)}

    async def _open(self, user_id: str, trigger_id: str, response_url: str, request: str) -> None:
        begin_request()
        view_id = await self._slack.modals.open(trigger_id, waiting_view(looking_up=False))
        if not view_id:
            problem = AskError(*say.cannot_open(self._slack.command), code="form-not-opened")
            target = self._slack.conversation.target(user_id, response_url)
            await self._slack.conversation.tell_at(target, problem)
            return
        await self._submissions.fill(user_id, view_id, partial(self._prepared, user_id, request))

    async def _prepared(self, user_id: str, request: str) -> Shown:
        asker = await self._slack.conversation.find_asker(user_id)
        await self._changes.check_admin(asker.identity)
        return Shown(form_view(LinkFields(request_id=request), await self._wanted(request)))

    async def _linked(self, user_id: str, filled: LinkFields) -> Shown:
        asker = await self._slack.conversation.find_asker(user_id)
        await self._changes.check_admin(asker.identity)
        wanted = await self._wanted(filled.request_id)
        try:
            made = await self._changes.make(_words(filled, wanted), asker.identity)
        except MorbotError as problem:
            view = form_view(filled, wanted, problem)
            return Shown(view, problem_message(problem, self._changes.command))
        if filled.request_id:
            await self._access.close(filled.request_id, asker)
        return Shown(outcome_view(linked_message(made.link, greeted=made.greeted)))

    async def _wanted(self, request: str) -> Identity | None:
        return await self._access.person(request) if request else None


def _mistakes(filled: LinkFields, user_id: str) -> dict[str, str]:
    """What can be told without asking anybody, by field."""
    username, owner = filled.username.strip(), filled.owner.strip()
    mistakes = {}
    if not filled.request_id and not filled.person:
        mistakes[PERSON] = say.NOT_FILLED_IN
    elif filled.person == user_id:
        mistakes[PERSON] = say.NOT_YOURSELF
    if not username.isprintable() or not username:
        mistakes[USERNAME] = say.NOT_A_USERNAME
    if filled.role not in ROLES:
        mistakes[ROLE] = say.NOT_FILLED_IN
    if owner and not (owner.isascii() and owner.isdigit() and len(owner) <= _LONGEST_ID):
        mistakes[OWNER] = say.NOT_A_NUMBER
    elif owner and filled.role == Role.RESELLER:
        mistakes[OWNER] = say.NOT_OF_A_RESELLER
    return mistakes


def _words(filled: LinkFields, wanted: Identity | None) -> LinkWords:
    person = Named(wanted.user, wanted.org) if wanted else Named(filled.person)
    owner = int(filled.owner.strip() or MOR_ADMIN_ID)
    role = Role(filled.role)
    return LinkWords(person, filled.username.strip(), role, owner, filled.external)
