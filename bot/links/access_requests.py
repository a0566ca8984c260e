"""Asking for access: somebody not linked asks, the bot admins decide, he hears of it."""

from datetime import UTC, datetime

from bot.ask.dialogue import Draw, always
from bot.ask.texts import asking
from bot.calls.asker import Asker
from bot.errors import AskError, SlackError
from bot.links.access_requests_store import AccessRequest, AccessRequests, Outcome
from bot.links.blocks.access_requests import (
    asked_message,
    declined_message,
    refusal_message,
    request_message,
)
from bot.links.directory import Directory, Identity
from bot.links.linking import Linking
from bot.links.membership import Standing
from bot.links.texts import access_requests as say
from bot.slack.api.notices import Notices
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.telemetry import logger

log = logger(__name__)


class Access:
    """Takes requests for access to the bot admins, and their answer back."""

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        requests: AccessRequests,
        directory: Directory,
        linking: Linking,
        people: People,
        notices: Notices,
        poster: Poster,
        command: str,
    ) -> None:
        self._requests = requests
        self._directory = directory
        self._linking = linking
        self._people = people
        self._notices = notices
        self._poster = poster
        self._command = command

    async def ask(self, asker: Asker) -> Draw:
        """Ask the bot admins for access. Raises AskError, SlackError."""
        if asker.account is not None:
            raise AskError(*say.linked_already(self._command), code="already-linked")
        if asker.suspended:
            raise AskError(*asking.not_linked(asker.suspended), code="link-suspended")
        who = asker.identity
        standing = (await self._people.find(who.user)).standing
        request_id = await self._requests.add(who, datetime.now(UTC))
        if request_id is None:
            raise AskError(*say.asked_already(), code="asked-already")
        outsider = standing is not Standing.MEMBER
        told = await self._notices.send(request_message(who, request_id, outsider=outsider))
        if not any(told.values()):
            request = AccessRequest(request_id, who, Outcome.OPEN)
            await self._requests.decide(request, Outcome.UNHEARD, by=who, at=datetime.now(UTC))
            raise AskError(*say.nobody_to_ask(who.user), code="no-bot-admins")
        return always(asked_message())

    async def person(self, request_id: str) -> Identity:
        """Who asks in a request that is still open. Raises AskError."""
        return (await self._open(request_id)).person

    async def decline(self, request_id: str, asker: Asker) -> Draw:
        """Say no, and tell the person and the other bot admins. Raises AskError."""
        await self._linking.check_bot_admin(asker.identity)
        request = await self._open(request_id)
        if not await self._decided(request, Outcome.DECLINED, asker):
            raise AskError(*say.decided_already(Outcome.DECLINED), code="decided-already")
        self._notices.tell_soon(say.declined_news(str(request.person), str(asker.identity)))
        told = await self._told(request.person)
        return always(declined_message(request.person, told=told))

    async def close(self, request_id: str, asker: Asker) -> None:
        """Note that the person of this request has been linked; he was welcomed with that."""
        request = await self._requests.find(request_id)
        if request is not None:
            await self._decided(request, Outcome.LINKED, asker)

    async def _open(self, request_id: str) -> AccessRequest:
        request = await self._requests.find(request_id)
        if request is None:
            raise AskError(*say.request_gone(), code="request-gone")
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
            await self._poster.post(person.user, refusal_message())
        except SlackError as error:
            log.warning("asker-not-told", code=error.code)
            return False
        return True
