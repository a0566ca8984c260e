"""Files put into somebody's direct messages, and what is said where Slack does not take them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import AskError, SlackError
from bot.sandbox.slack_server import Workspace
from bot.slack.api.uploads import Upload, Uploads

TOM = "U0TOM0001"


@pytest.fixture
async def uploads(web_api: AsyncWebClient) -> AsyncIterator[Uploads]:
    async with ClientSession() as session:
        yield Uploads(web_api, session)


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    path = tmp_path / "made.csv"
    path.write_bytes(b"When,From\r\n" * 100_000)
    return Upload(path, "calls.csv", path.stat().st_size, "*Local calls of user 5*")


async def allowed() -> None:
    """The person may still have it."""


async def fault(uploads: Uploads, upload: Upload, person: str = TOM) -> SlackError:
    with pytest.raises(SlackError) as raised:
        await uploads.send(person, upload, allowed)
    return raised.value


async def test_a_file_lies_in_direct_messages_whole(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    await uploads.send(TOM, upload, allowed)
    message = await workspace.person("tom").sees()
    (file,) = message.files
    assert message.channel == workspace.direct_channel(TOM).id
    assert message.text == upload.comment
    assert (file.name, file.content) == ("calls.csv", upload.path.read_bytes())


async def test_an_address_that_is_not_reached_means_nothing_was_sent(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    workspace.address = "http://127.0.0.1:9"
    assert (await fault(uploads, upload)).code == "slack-unreachable"


async def test_bytes_that_slack_does_not_take_are_told(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    upload.path.write_bytes(b"shorter")
    error = await fault(uploads, upload)
    assert (error.code, "HTTP 400" in error.text) == ("slack-refused", True)
    assert not any(file.completed for file in workspace.files.values())


async def test_somebody_unknown_to_slack_is_told_so(uploads: Uploads, upload: Upload) -> None:
    assert (await fault(uploads, upload, "U0NOBODY1")).code == "user_not_found"


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal"])
async def test_an_error_before_the_end_means_it_was_not_sent(
    method: str, uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    for order in (workspace.control.fail, workspace.control.lose_reply):
        order(method)
        assert (await fault(uploads, upload)).code == "slack-unreachable"


async def test_an_error_at_the_end_means_it_may_have_been_sent(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    for order in (workspace.control.fail, workspace.control.lose_reply):
        order("files.completeUploadExternal")
        assert (await fault(uploads, upload)).code == "post-unknown"


async def test_a_file_that_is_no_longer_allowed_is_shown_to_nobody(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    arrived: list[bytes | None] = []

    async def refused() -> None:
        arrived.extend(file.content for file in workspace.files.values())
        raise AskError("No longer.", "", code="any")

    with pytest.raises(AskError):
        await uploads.send(TOM, upload, refused)
    assert arrived == [upload.path.read_bytes()]
    assert not any(file.completed for file in workspace.files.values())


async def test_a_file_that_slack_makes_wait_is_checked_again(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    checks = iter([True, False])

    async def check() -> None:
        if not next(checks):
            raise AskError("No longer.", "", code="any")

    workspace.control.limit("files.completeUploadExternal")
    with pytest.raises(AskError):
        await uploads.send(TOM, upload, check)
    assert not any(file.completed for file in workspace.files.values())


async def test_only_a_429_is_repeated(
    uploads: Uploads, upload: Upload, workspace: Workspace
) -> None:
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        workspace.control.limit(method)
    await uploads.send(TOM, upload, allowed)
    assert len(workspace.files) == 1
