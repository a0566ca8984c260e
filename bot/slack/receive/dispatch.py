"""The last step in front of Bolt, the same for HTTP and Socket Mode."""

from cachetools import TTLCache
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.slack.receive.payloads import fault_of
from bot.telemetry import logger

log = logger(__name__)

_EVENT_SECONDS = 3600.0  # Slack repeats an event for about an hour (docs: Events API)
_EVENTS = 100_000


class Dispatch:
    """Gives Bolt each event once, however often and by whichever road Slack delivers it."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        self._events: TTLCache[str, None] = TTLCache(_EVENTS, _EVENT_SECONDS)

    async def run(self, request: AsyncBoltRequest) -> BoltResponse:
        """Run the listener for a request that is known to be Slack's.

        An event that was taken before is acknowledged again and nothing runs; one that failed may
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
    """What Bolt is to do about an error instead of telling the log what people have typed.

    Where nobody listens it is a 404; anything else is a bug of ours, and stays a 500.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.info("nobody-listens", type=request.body.get("type", ""))
        return BoltResponse(status=404, body="nobody listens to that")
    log.error("listener-failed", exc_info=error)
    return None
