"""The last step in front of Bolt, the same for HTTP and Socket Mode.

Bolt and the listeners take ids and lists for granted, because Slack always sends them. A payload
without them is refused here, instead of failing half-way. So is one that wants its reply sent to
another place than Slack.
"""

import asyncio
import time
from typing import Annotated, Any
from urllib.parse import urlsplit

from annotated_types import Len
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic.types import Strict
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.errors import DatabaseError, ErrorCode
from bot.slack import texts
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.kit.problems import problem_message
from bot.slack.pending import (
    ANSWERABLE_SECONDS,
    EVENT,
    REQUEST,
    REQUEST_SECONDS,
    Pending,
    current,
    needs_answer,
)
from bot.store.expiring import ExpiringRows
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

_SLACK = "slack.com"
_SLOWEST_CLAIM = 2.0  # seconds
_LATEST_CLAIM = 30.0  # seconds: then it holds a connection of a database that is away
_Claim = asyncio.Task[BoltResponse | None]


class Dispatch:
    """Gives Bolt each request once, even if it comes again, or to another replica.

    `rows` remembers requests and events, with what is needed to answer them later; `own_id` marks
    those of this process. `tasks` runs what is left to do after a refusal. `api_url` is the Web
    API's, and says where replies may go.
    """

    def __init__(
        self, bolt: AsyncApp, rows: ExpiringRows, tasks: BackgroundTasks, api_url: str, own_id: str
    ) -> None:
        self._bolt = bolt
        self._rows = rows
        self._tasks = tasks
        self._own_id = own_id
        self._reply_addresses = reply_addresses(api_url)

    async def run(self, request: AsyncBoltRequest, key: str) -> BoltResponse:
        """Run the listener for a request that is known to be Slack's.

        `key` is the same if the request is sent again: that is refused with a 409. A repeated event
        is acknowledged, and nothing runs. An event whose listener failed may come again.
        """
        body = request.body
        if fault := fault_of(body) or self._foreign_address(body):
            log.warning("payload-odd", field=fault)
            return BoltResponse(status=400, body="not a payload of Slack's")
        event = body["event_id"] if body.get("type") == "event_callback" else ""
        pending = Pending(self._rows, EVENT if event else REQUEST, event or key)
        needed = needs_answer(body)
        row = self._row(pending, needed)
        claim: _Claim | None = None
        try:
            # Without a task if nobody has to be waited for: the ack is sent sooner.
            if event or (claimed := self._rows.claim_at_once(*row)) is None:
                claim = asyncio.create_task(self._claimed(key, row))
                async with asyncio.timeout(_SLOWEST_CLAIM):
                    refusal = await asyncio.shield(claim)
            else:
                refusal = None if claimed else _seen(409)
        except (asyncio.CancelledError, *DATABASE_FAULTS, OSError) as error:  # or TimeoutError
            if claim is not None:
                self._tasks.start_always(self._settle(claim, request, pending, needed is None))
            if isinstance(error, asyncio.CancelledError):
                raise
            log.warning("request-not-claimed", error=type(error).__name__)
            return _refusal(body, error)
        return refusal or await self._run(request, pending, answered=needed is None)

    def _row(
        self, pending: Pending, needed: dict[str, Any] | None
    ) -> tuple[str, str, float, object]:
        """Return the row that is claimed for a request: kind, key, seconds and value."""
        if needed is None:
            return pending.kind, pending.key, pending.seconds, True
        value = {**needed, "owner": self._own_id, "at": int(time.time())}
        return pending.kind, pending.key, max(pending.seconds, ANSWERABLE_SECONDS), value

    async def _claimed(self, key: str, row: tuple[str, str, float, object]) -> BoltResponse | None:
        """Claim the request and its event. Return a refusal if some replica has seen it."""
        event = row[0] == EVENT
        if event and not await self._rows.claim(REQUEST, key, REQUEST_SECONDS):
            return _seen(409)
        return None if await self._rows.claim(*row) else _seen(200 if event else 409)

    async def _settle(
        self, claim: _Claim, request: AsyncBoltRequest, pending: Pending, answered: bool
    ) -> None:
        """Settle what a claim may still write after its request was refused.

        An event runs: Slack may have repeated it meanwhile, and been told that it was seen. Of
        anything else its person was told that nothing was done, so it may come again.
        """
        await asyncio.wait({claim}, timeout=_LATEST_CLAIM)
        if not claim.done():
            claim.cancel()
        elif not claim.cancelled() and claim.exception() is None and claim.result() is None:
            if pending.kind == EVENT:
                await self._run(request, pending, answered=answered)
            else:
                await self._rows.take(REQUEST, pending.key)

    async def _run(
        self, request: AsyncBoltRequest, pending: Pending, *, answered: bool
    ) -> BoltResponse:
        current.set(None if answered else pending)
        response = await self._bolt.async_dispatch(request)
        if pending.kind == EVENT and response.status >= 500:
            await self._rows.take(EVENT, pending.key)
        elif not (answered or pending.taken):
            await pending.close()
        return response

    def _foreign_address(self, body: dict[str, Any]) -> str:
        """Return the field with an address for replies that is not Slack's; empty if none."""
        if not self._may_reply_to(body.get("response_url") or ""):
            return "response_url"
        offered = body.get("response_urls") or []
        for one in offered if isinstance(offered, list) else [offered]:
            if not (isinstance(one, dict) and self._may_reply_to(one.get("response_url") or "")):
                return "response_urls"
        return ""

    def _may_reply_to(self, url: object) -> bool:
        return isinstance(url, str) and (not url or url.startswith(self._reply_addresses))


def _seen(status: int) -> BoltResponse:
    return BoltResponse(status=status, body="seen before")


def _refusal(body: dict[str, Any], error: Exception) -> BoltResponse:
    """Answer what cannot be claimed. Slack shows no more of a 503 than that something failed."""
    why, hint = texts.DATABASE_AWAY
    if isinstance(error, DatabaseError):
        why, hint = f"{error.text} Nothing was done.", error.hint
    if "command" in body:
        answer = {"response_type": "ephemeral", "text": f"{why} {hint}"}
        return BoltResponse(status=200, body=answer)
    if body.get("type") == "view_submission":
        problem = problem_message(DatabaseError(why, hint, code=ErrorCode.DATABASE_AWAY), "")
        view = {
            "type": "modal",
            "title": {"type": "plain_text", "text": texts.NOT_DONE},
            "blocks": problem.blocks,
        }
        return BoltResponse(status=200, body={"response_action": "push", "view": view})
    return BoltResponse(status=503, body="the database is away")


def reply_addresses(api_url: str) -> tuple[str, ...]:
    """Return how the address of a reply may begin, given that of the Web API.

    Slack's own are https://hooks.slack.com/…; another Web API takes replies at its own address,
    or at its own hooks. Since each ends with the slash behind the host, nothing that follows can
    name another host, a port or a password.
    """
    api = urlsplit(api_url)
    if api.hostname == _SLACK or (api.hostname or "").endswith(f".{_SLACK}"):
        return (f"https://hooks.{_SLACK}/",)
    return (f"{api.scheme}://{api.netloc}/", f"https://hooks.{api.hostname}/")


async def tell_fault(error: Exception, request: AsyncBoltRequest) -> BoltResponse | None:
    """Handle an error for Bolt, which would write what people typed to the log.

    A request without a listener gets a 404. Anything else is a bug of ours, and stays a 500.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.info("nobody-listens", type=request.body.get("type", ""))
        return BoltResponse(status=404, body="nobody listens to that")
    log.error("listener-failed", exc_info=error)
    return None


def fault_of(payload: dict[str, Any]) -> str:
    """Return which field is not as Slack sends it, for example `user.id`; empty if none."""
    kind = payload.get("type", "")
    if not isinstance(kind, str) or kind not in _BY_TYPE or (kind and "command" in payload):
        return "type"
    if "event" in payload and kind != "event_callback":
        return "event"
    try:
        (_Command if "command" in payload else _BY_TYPE[kind]).model_validate(payload)
    except ValidationError as error:
        return ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
    return ""


_Id = Annotated[str, StringConstraints(min_length=1), Strict()]
_Text = Annotated[str, Strict()]
_EventId = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$"), Strict()]


class _Payload(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    type: _Text = ""


class _Command(_Payload):
    command: _Id
    text: _Text = ""
    user_id: _Id
    response_url: _Id


class _Person(BaseModel):
    id: _Id


class _Option(BaseModel):
    value: _Text


class _Action(BaseModel):
    type: _Text
    action_id: _Text
    block_id: _Text = ""
    value: _Text | None = None
    selected_option: _Option | None = None


class _Click(_Payload):
    user: _Person
    actions: Annotated[list[_Action], Len(min_length=1)]
    container: dict[str, object] | None = None
    response_url: _Text = ""


class _InnerEvent(BaseModel):
    type: _Id


class _Event(_Payload):
    event_id: _EventId
    event: _InnerEvent


class _View(BaseModel):
    type: _Text
    callback_id: _Text = ""


class _Modal(_Payload):
    user: _Person
    view: _View


class _Suggestion(_Payload):
    user: _Person
    action_id: _Text
    block_id: _Text = ""


class _Shortcut(_Payload):
    user: _Person
    callback_id: _Text


class _CertificateCheck(_Payload):
    ssl_check: _Text


# Legacy attachments and dialogs are not supported.
_BY_TYPE: dict[object, type[_Payload]] = {
    "": _CertificateCheck,
    "block_actions": _Click,
    "block_suggestion": _Suggestion,
    "event_callback": _Event,
    "message_action": _Shortcut,
    "shortcut": _Shortcut,
    "url_verification": _Payload,
    "view_closed": _Modal,
    "view_submission": _Modal,
}
