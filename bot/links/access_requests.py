"""Asking for access: somebody not linked asks, the bot admins decide, he hears of it."""

from datetime import UTC, datetime

from bot.calls.asker import Asker
from bot.errors import AskError, SlackError
from bot.ids import Identity
from bot.links.access_requests_store import AccessRequest, AccessRequests, Outcome
from bot.links.blocks.access_requests import (
    asked_message,
    declined_message,
    refusal_message,
    request_message,
)
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.texts import access_requests as say
from bot.links.texts import linking as texts_linking
from bot.slack.api.people import Membership
from bot.slack.context import Slack
from bot.slack.kit.message import Message
from bot.telemetry import logger

log = logger(__name__)


class Access:
    """Takes requests for access to the bot admins, and their answer back."""

    def __init__(
        self, slack: Slack, linking: Linking, directory: Directory, requests: AccessRequests
    ) -> None:
        self._slack = slack
        self._linking = linking
        self._directory = directory
        self._requests = requests

    async def ask(self, asker: Asker) -> Message:
        """Ask the bot admins for access. Raises AskError, SlackError."""
        if asker.account is not None:
            raise AskError(*say.linked_already(self._slack.command), code="already-linked")
        if asker.suspended:
            raise AskError(*texts_linking.not_linked(asker.suspended), code="link-suspended")
        who = asker.identity
        membership = (await self._slack.people.find(who.user)).membership
        request_id = await self._requests.add(who, datetime.now(UTC))
        if request_id is None:
            raise AskError(*say.ASKED_ALREADY, code="asked-already")
        outsider = membership is not Membership.MEMBER
        told = await self._slack.notices.send(request_message(who, request_id, outsider=outsider))
        if not any(told.values()):
            request = AccessRequest(request_id, who, Outcome.OPEN)
            await self._requests.decide(request, Outcome.UNHEARD, by=who, at=datetime.now(UTC))
            raise AskError(*say.nobody_to_ask(who.user), code="no-bot-admins")
        return asked_message()

    async def person(self, request_id: str) -> Identity:
        """Who asks in a request that is still open. Raises AskError."""
        return (await self._open(request_id)).person

    async def decline(self, request_id: str, asker: Asker) -> Message:
        """Say no, and tell the person and the other bot admins. Raises AskError."""
        await self._linking.check_bot_admin(asker.identity)
        request = await self._open(request_id)
        if not await self._decided(request, Outcome.DECLINED, asker):
            raise AskError(*say.decided_already(Outcome.DECLINED), code="decided-already")
        self._slack.notices.tell_soon(say.declined_news(str(request.person), str(asker.identity)))
        told = await self._told(request.person)
        return declined_message(request.person, told=told)

    async def close(self, request_id: str, asker: Asker) -> None:
        """Note that the person of this request has been linked; he was welcomed with that."""
        request = await self._requests.find(request_id)
        if request is not None:
            await self._decided(request, Outcome.LINKED, asker)

    async def _open(self, request_id: str) -> AccessRequest:
        request = await self._requests.find(request_id)
        if request is None:
            raise AskError(*say.REQUEST_GONE, code="request-gone")
        linked = await self._directory.find(request.person) is not None
        if linked or request.outcome is not Outcome.OPEN:
            outcome = Outcome.LINKED if linked else request.outcome
            raise AskError(*say.decided_already(outcome), code="decided-already")
        return request

    async def _decided(self, request: AccessRequest, outcome: Outcome, asker: Asker) -> bool:
        at = datetime.now(UTC)
        return await self._requests.decide(request, outcome, by=asker.identity, at=at)

    async def _told(self, person: Identity) -> bool:
        try:
            await self._slack.poster.post(person.user, refusal_message())
        except SlackError as error:
            log.warning("asker-not-told", code=error.code)
            return False
        return True
