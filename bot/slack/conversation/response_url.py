"""The road to whoever typed a command or pressed something: his `response_url`.

Slack takes five messages in 30 minutes there (docs: Handling user interaction). A message whose
answer was lost is not sent again, since Slack may have shown it; only a 429 waits and repeats.
"""

import re

from aiohttp import ClientError, ClientSession
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.ask.texts import asking
from bot.errors import SlackError
from bot.slack.api.posting import ShortWaits
from bot.slack.conversation.replies import Kind
from bot.slack.kit.message import Message, Plain, simpler
from bot.telemetry import logger

log = logger(__name__)

_USES = 5
_REASON = re.compile(r"[a-z]+(?:_[a-z]+)+")  # as invalid_blocks


class ResponseUrl:
    """The `response_url` of one command or click.

    `replace` puts the answer in the place of what was clicked; what went wrong is told below it,
    so that it can be clicked again. `thread_ts` is the thread that the click was in, if any: what
    does not replace anything would otherwise be told outside of it.
    """

    def __init__(
        self, session: ClientSession, url: str, *, replace: bool = False, thread_ts: str = ""
    ) -> None:
        self._replace = replace
        self._thread_ts = thread_ts
        self._uses = 0
        self._webhook = AsyncWebhookClient(
            url,
            timeout=10,
            session=session,
            retry_handlers=[ShortWaits(max_retry_count=2)],
        )

    async def send(self, kind: Kind, message: Message, plain: Plain | None = None) -> None:
        """Send, as `Road.send` promises."""
        for form in simpler(message, plain):
            if await self._sent(kind, form):
                return

    async def _sent(self, kind: Kind, message: Message) -> bool:
        """Send; False where Slack knows some block not. Raises SlackError for other refusals."""
        if self._uses >= _USES:
            raise SlackError(asking.out_of_replies(), code="response-url-used")
        self._uses += 1
        replaces = self._replace and kind is Kind.ANSWER
        body = {**message.payload(), "response_type": "ephemeral", "replace_original": replaces}
        if self._thread_ts and not replaces:
            body["thread_ts"] = self._thread_ts
        try:
            response = await self._webhook.send_dict(body)
        except (ClientError, OSError, TimeoutError):
            raise SlackError(*asking.reply_lost(), code="slack-lost") from None
        if response.status_code == 200:
            return True
        reasons = _REASON.findall(response.body[:200])[:3]
        log.warning("reply-refused", status=response.status_code, reasons=reasons)
        if "invalid_blocks" in reasons and message.blocks:
            return False
        raise SlackError(*asking.reply_failed(response.status_code), code="slack-refused")
