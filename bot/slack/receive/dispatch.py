"""The last step in front of Bolt, the same for HTTP and Socket Mode.

Bolt and the listeners take ids and lists for granted, because Slack always sends them. A payload
without them is refused here, instead of failing half-way.
"""

from typing import Annotated, Any

from annotated_types import Len
from cachetools import TTLCache
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic.types import Strict
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.telemetry import logger

log = logger(__name__)

_EVENT_SECONDS = 3600.0  # Slack repeats an event for about an hour (docs: Events API)
_EVENTS = 100_000


class Dispatch:
    """Gives Bolt each event once, even if Slack delivers it again or by another connection."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        self._events: TTLCache[str, None] = TTLCache(_EVENTS, _EVENT_SECONDS)

    async def run(self, request: AsyncBoltRequest) -> BoltResponse:
        """Run the listener for a request that is known to be Slack's.

        A repeated event is acknowledged, and nothing runs. An event whose listener failed may
        come again.
        """
        if fault := fault_of(request.body):
            log.warning("payload-odd", field=fault)
            return BoltResponse(status=400, body="not a payload of Slack's")
        event = request.body["event_id"] if request.body.get("type") == "event_callback" else ""
        if event in self._events:
            log.info("event-repeated", event_id=event)
            return BoltResponse(status=200, body="")
        if event:
            self._events[event] = None
        response = await self._bolt.async_dispatch(request)
        if event and response.status >= 500:
            self._events.pop(event, None)
        return response


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
    event_id: _Id
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
