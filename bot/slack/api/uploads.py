"""Files for direct messages and channels. Slack takes a file in three steps; none is retried."""

from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ErrorCode, SlackError
from bot.slack import posting_texts, texts
from bot.slack.api.client import CALL_FAULTS, Check, checked_again, slack_says
from bot.telemetry import logger

log = logger(__name__)

_LONGEST_UPLOAD = 900.0  # seconds for the whole of a large file
_SILENCE = 60.0  # seconds without any progress

_GONE = ("file_not_found", "file_deleted")

_WORDS: dict[str, texts.Words] = {
    "not_in_channel": posting_texts.NOT_IN_CHANNEL,
    "channel_not_found": posting_texts.CHANNEL_UNKNOWN,
    "is_archived": posting_texts.ARCHIVED,
    "storage_limit_reached": posting_texts.NO_FILE_STORAGE,
    **dict.fromkeys(
        (
            "access_denied",
            "file_type_not_allowed",
            "file_uploads_disabled",
            "file_uploads_except_images_disabled",
            "file_upload_size_restricted",
            "posting_to_channel_denied",
        ),
        posting_texts.FILE_NOT_ALLOWED,
    ),
    **dict.fromkeys(
        ("user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot"),
        posting_texts.NO_DIRECT_MESSAGES,
    ),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on disk, the name that people see, its size in bytes, and a comment in mrkdwn."""

    path: Path
    name: str
    size: int
    comment: str


class Uploads:
    """Uploads files as the bot. The client retries only after a 429."""

    def __init__(self, client: AsyncWebClient, session: ClientSession) -> None:
        self._client = client
        self._session = session

    async def send(self, user_id: str, upload: Upload, check: Check) -> None:
        """Upload a file to somebody's direct messages with the bot.

        `check` runs when Slack has all bytes, just before it shows the file; what it raises is
        raised, and the file is shown to nobody. Raises SlackError. Its code is Slack's own,
        `slack-unreachable` if nothing was posted, or `post-unknown` if the file may have been
        posted.
        """
        try:
            opened = await self._client.conversations_open(users=user_id)
            channel = str(opened["channel"]["id"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            raise _fault(error, "im:write") from None
        await self._upload(channel, upload, posting_texts.FILE_UNKNOWN, check)

    async def post(self, channel: str, upload: Upload, thread_ts: str, check: Check) -> str:
        """Upload a file to a channel that the bot is in, with the `check` and errors of `send`.

        Return the file's id.
        """
        return await self._upload(channel, upload, posting_texts.POST_UNKNOWN, check, thread_ts)

    async def delete(self, file_id: str) -> None:
        """Delete a file of the bot's. It is no error if it is gone already. Raises SlackError."""
        try:
            await self._client.files_delete(file=file_id)
        except CALL_FAULTS as error:
            word = slack_says(error)
            if word not in _GONE:
                log.warning("file-not-deleted", error=word or type(error).__name__)
                raise SlackError(*posting_texts.FILE_NOT_DELETED, code="file-not-deleted") from None

    async def _upload(
        self,
        channel: str,
        upload: Upload,
        unknown: texts.Words,
        check: Check,
        thread_ts: str = "",
    ) -> str:
        try:
            place = await self._client.files_getUploadURLExternal(
                filename=upload.name, length=upload.size
            )
            file_id, address = str(place["file_id"]), str(place["upload_url"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            raise _fault(error) from None
        await self._transfer(address, upload.path)
        await check()
        try:
            with checked_again(check):
                await self._client.files_completeUploadExternal(
                    files=[{"id": file_id, "title": upload.name}],
                    channel_id=channel,
                    initial_comment=upload.comment,
                    thread_ts=thread_ts or None,
                )
        except ClientConnectorError as error:
            raise _fault(error) from None
        except CALL_FAULTS as error:
            if slack_says(error):
                raise _fault(error) from None
            raise SlackError(*unknown, code=ErrorCode.POST_UNKNOWN) from None
        log.info("file-sent", octets=upload.size)
        return file_id

    async def _transfer(self, address: str, path: Path) -> None:
        """Send the bytes, reading them from disk meanwhile. The address needs no token."""
        timeout = ClientTimeout(total=_LONGEST_UPLOAD, sock_read=_SILENCE)
        try:
            with path.open("rb") as content:
                async with self._session.post(
                    address, data=content, timeout=timeout, allow_redirects=False
                ) as answer:
                    status = answer.status
        except (ClientError, OSError, TimeoutError, ValueError) as error:
            raise _fault(error) from None
        if status != 200:
            raise SlackError(*posting_texts.file_refused(f"HTTP {status}"), code="slack-refused")


def _fault(error: Exception, scopes: str = "files:write") -> SlackError:
    """Return the error for Slack's refusal, or for no answer. Nothing was posted in either case."""
    word = slack_says(error)
    log.warning("upload-failed", error=word or type(error).__name__)
    if not word:
        return SlackError(*posting_texts.FILE_NOT_SENT, code=ErrorCode.SLACK_UNREACHABLE)
    if word == "missing_scope":
        return SlackError(*posting_texts.file_scope_missing(scopes), code=word)
    if word in _WORDS:
        return SlackError(*_WORDS[word], code=word)
    return SlackError(*posting_texts.file_refused(word[:60]), code=word)
