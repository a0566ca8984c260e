"""Requests for access: a person without a link asks, the bot admins decide, the person is told."""

from datetime import UTC, datetime

from bot.calls.asker import Asker
from bot.errors import SlackError
from bot.ids import Identity
from bot.links.access_requests_store import AccessRequest, AccessRequestStore, RequestOutcome
from bot.links.blocks.links import (
    asked_message,
    declined_message,
    refusal_message,
    request_message,
)
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.texts import access_requests as say
from bot.links.texts import linking as say_linking
from bot.slack.api.people import Membership
from bot.slack.context import Slack
from bot.slack.kit.message import Message
from bot.telemetry import logger

log = logger(__name__)


class AccessRequests:
    """Takes requests to the bot admins, and their answers back."""

    def __init__(
        self, slack: Slack, linking: Linking, directory: Directory, store: AccessRequestStore
    ) -> None:
        self._slack = slack
        self._linking = linking
        self._directory = directory
        self._store = store

    async def ask(self, asker: Asker) -> Message:
        """Ask the bot admins for access. Raises AskError, SlackError."""
        if asker.account is not None:
            raise say.linked_already(self._slack.command)
        if asker.suspended:
            raise say_linking.not_linked(asker.suspended)
        who = asker.identity
        membership = (await self._slack.people.find(who.user)).membership
        request_id = await self._store.add(who, datetime.now(UTC))
        if request_id is None:
            raise say.asked_already()
        outsider = membership is not Membership.MEMBER
        told = await self._slack.notices.send(request_message(who, request_id, outsider=outsider))
        if not any(told.values()):
            request = AccessRequest(request_id, who, RequestOutcome.OPEN)
            await self._decide(request, RequestOutcome.UNHEARD, asker)
            raise say.nobody_to_ask(who.user)
        return asked_message()

    async def person(self, request_id: str) -> Identity:
        """Return who asks in a request that is still open. Raises AskError."""
        return (await self._open(request_id)).person

    async def decline(self, request_id: str, asker: Asker) -> Message:
        """Decline, and tell the person and the other bot admins. Raises AskError."""
        await self._linking.check_bot_admin(asker.identity)
        request = await self._open(request_id)
        if not await self._decide(request, RequestOutcome.DECLINED, asker):
            raise say.decided_already(RequestOutcome.DECLINED)
        self._slack.notices.tell_soon(say.declined_news(str(request.person), str(asker.identity)))
        return declined_message(request.person, told=await self._tell_declined(request.person))

    async def close(self, request_id: str, asker: Asker) -> None:
        """Record that the person of this request has been linked."""
        request = await self._store.find(request_id)
        if request is not None:
            await self._decide(request, RequestOutcome.LINKED, asker)

    async def _open(self, request_id: str) -> AccessRequest:
        request = await self._store.find(request_id)
        if request is None:
            raise say.request_gone()
        linked = await self._directory.find(request.person) is not None
        if linked or request.outcome is not RequestOutcome.OPEN:
            raise say.decided_already(RequestOutcome.LINKED if linked else request.outcome)
        return request

    async def _decide(self, request: AccessRequest, outcome: RequestOutcome, by: Asker) -> bool:
        now = datetime.now(UTC)
        return await self._store.decide(request, outcome, by=by.identity, at=now)

    async def _tell_declined(self, person: Identity) -> bool:
        try:
            await self._slack.poster.post(person.user, refusal_message())
        except SlackError as error:
            log.warning("asker-not-told", code=error.code)
            return False
        return True
