"""Posts reach their channel once, and every refusal says what to do."""

import asyncio

import pytest
from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from bot.errors import AskError, SlackError
from bot.sandbox.slack_server import Workspace
from bot.slack.api.client import ShortWaits, slack_session
from bot.slack.api.posting import Poster
from bot.slack.kit.message import Message, header, message

NOC = "C0NOC0001"
HELLO = Message("hello", [])
METHOD = "chat.postMessage"


@pytest.fixture
def poster(web_api: AsyncWebClient) -> Poster:
    return Poster(web_api)


async def refused(poster: Poster, channel: str = NOC) -> SlackError:
    with pytest.raises(SlackError) as caught:
        await poster.post(channel, HELLO)
    return caught.value


def posted(workspace: Workspace) -> list[str]:
    return [one.text for one in workspace.messages.values()]


async def test_a_message_is_posted_and_its_ts_returned(
    workspace: Workspace, poster: Poster
) -> None:
    ts = await poster.post(NOC, message("hello", [header("Hello")]))
    found = workspace.messages[NOC, ts]
    assert (found.text, found.blocks[0]["type"]) == ("hello", "header")


async def test_a_message_is_posted_into_a_thread(workspace: Workspace, poster: Poster) -> None:
    first = await workspace.person("tom").says("a question")
    ts = await poster.post(NOC, HELLO, thread_ts=first.ts)
    assert workspace.messages[NOC, ts].thread_ts == first.ts


async def test_people_are_reached_by_their_ids(workspace: Workspace, poster: Poster) -> None:
    tom = workspace.person("tom")
    await poster.post(tom.id, HELLO)
    assert (await tom.sees()).text == "hello"


async def test_a_check_before_a_post_is_made_when_it_is_its_turn(
    workspace: Workspace, poster: Poster
) -> None:
    checked = []

    async def refuse() -> None:
        checked.append(len(workspace.messages))
        raise AskError("No longer.", "", code="any")

    held = workspace.control.hold(METHOD)
    first = asyncio.create_task(poster.post(NOC, HELLO))
    await held.accepted.wait()
    second = asyncio.create_task(poster.post(NOC, Message("refused", []), check=refuse))
    await asyncio.sleep(0)  # it stands in line
    assert not checked
    held.release()
    await first
    with pytest.raises(AskError):
        await second
    assert checked == [1]
    assert posted(workspace) == ["hello"]


async def test_a_post_that_has_to_wait_is_checked_again_before_it_is_retried(
    workspace: Workspace, poster: Poster
) -> None:
    checks = iter([True, True, False])

    async def check() -> None:
        if not next(checks):
            raise AskError("No longer.", "", code="any")

    workspace.control.limit(METHOD)
    await poster.post(NOC, Message("allowed", []), check=check)
    checks = iter([True, False])
    workspace.control.limit(METHOD)
    with pytest.raises(AskError):
        await poster.post(NOC, Message("refused", []), check=check)
    assert posted(workspace) == ["allowed"]


async def test_a_post_whose_answer_was_lost_is_not_repeated(
    workspace: Workspace, poster: Poster
) -> None:
    workspace.control.lose_reply(METHOD)
    error = await refused(poster)
    assert error.code == "post-unknown"
    assert "may have been posted" in error.text
    assert posted(workspace) == ["hello"]


async def test_a_lost_answer_on_a_connection_used_before_is_not_repeated(
    workspace: Workspace, poster: Poster
) -> None:
    await poster.post(workspace.person("tom").id, HELLO)
    workspace.control.lose_reply(METHOD)
    assert (await refused(poster)).code == "post-unknown"
    assert posted(workspace) == ["hello", "hello"]


async def test_an_answer_that_never_comes_is_given_up_and_not_repeated(
    workspace: Workspace,
) -> None:
    held = workspace.control.hold(METHOD)
    async with ClientSession(timeout=ClientTimeout(total=0.3)) as session:
        base = f"{workspace.address}/api/"
        client = AsyncWebClient(workspace.bot_token, base_url=base, session=session)
        client.retry_handlers = [ShortWaits(max_retry_count=2)]
        assert (await refused(Poster(client))).code == "post-unknown"
    held.release()
    assert posted(workspace) == ["hello"]


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_leaves_open_whether_it_was_posted(
    status: int, workspace: Workspace, poster: Poster
) -> None:
    workspace.control.fail(METHOD, status)
    workspace.control.fail(METHOD, status)
    assert (await refused(poster)).code == "post-unknown"
    assert workspace.control.take(METHOD) is not None  # the second order is still there


async def test_a_page_instead_of_an_answer_leaves_it_open_too(
    workspace: Workspace, poster: Poster
) -> None:
    """As from a proxy on the way, which may have handed on the message."""
    workspace.control.fail(METHOD, 200)
    assert (await refused(poster)).code == "post-unknown"


ODD = {
    "a redirect to itself": RedirectResponse("/api/chat.postMessage", 307),
    "a redirect elsewhere": RedirectResponse("/elsewhere", 302),
    "a redirect to nowhere": JSONResponse({"ok": False, "error": "ratelimited"}, 302),
    "no ts": JSONResponse({"ok": True}),
    "no ok": JSONResponse({"error": "not_in_channel"}),
    "ok as a word": JSONResponse({"ok": "false", "error": "not_in_channel"}),
    "an error that is no word": JSONResponse({"ok": False, "error": ["not_in_channel"]}),
    "an error of a proxy": JSONResponse({"ok": False, "error": "Not in channel!"}, 403),
    "a no from a broken gateway": JSONResponse({"ok": False, "error": "not_in_channel"}, 502),
    "nothing": Response(status_code=204),
    "a list": JSONResponse(["ok"]),
    "null": JSONResponse(None),
    "text": PlainTextResponse("ok"),
    "a page": HTMLResponse("<p>Please log in"),
    "bytes": Response(b"ok", media_type="application/gzip"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_after_any_other_answer_than_a_clear_no_it_is_unknown_and_not_sent_again(
    odd: Response, workspace: Workspace
) -> None:
    workspace.control.reply_oddly(METHOD, odd)
    async with slack_session() as session:
        client = AsyncWebClient(
            workspace.bot_token, base_url=f"{workspace.address}/api/", session=session
        )
        assert (await refused(Poster(client))).code == "post-unknown"
    assert posted(workspace) == ["hello"]


async def test_a_429_waits_and_posts_once(workspace: Workspace, poster: Poster) -> None:
    workspace.control.limit(METHOD, retry_after=0)
    await poster.post(NOC, HELLO)
    assert posted(workspace) == ["hello"]


async def test_a_429_that_asks_for_too_long_is_told_at_once(
    workspace: Workspace, poster: Poster
) -> None:
    workspace.control.limit(METHOD, retry_after=3600)
    assert (await refused(poster)).code == "ratelimited"
    assert posted(workspace) == []


async def test_after_a_429_a_lost_answer_is_not_repeated_either(
    workspace: Workspace, poster: Poster
) -> None:
    workspace.control.limit(METHOD, retry_after=0)
    workspace.control.lose_reply(METHOD)
    assert (await refused(poster)).code == "post-unknown"
    assert posted(workspace) == ["hello"]


async def test_a_slack_that_is_not_there_is_no_unknown_post(workspace: Workspace) -> None:
    del workspace
    poster = Poster(AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[]))
    assert (await refused(poster)).code == "slack-unreachable"


@pytest.mark.parametrize(
    ("channel", "code", "hint"),
    [
        ("C0GENERAL", "not_in_channel", "/invite @morbot"),
        ("C0BOARD01", "channel_not_found", "/invite @morbot"),
        ("C0NOWHERE", "channel_not_found", "/invite @morbot"),
    ],
)
async def test_a_channel_without_the_bot_says_how_to_invite_it(
    channel: str, code: str, hint: str, poster: Poster
) -> None:
    error = await refused(poster, channel)
    assert error.code == code
    assert hint in error.hint


async def test_an_archived_channel_is_told(workspace: Workspace, poster: Poster) -> None:
    workspace.admin.archive("#noc")
    assert (await refused(poster)).code == "is_archived"


async def test_a_missing_scope_is_named(workspace: Workspace, poster: Poster) -> None:
    workspace.scopes = frozenset({"commands"})
    error = await refused(poster)
    assert error.code == "missing_scope"
    assert "chat:write" in error.text


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_dead_token_says_what_to_renew(
    code: str, workspace: Workspace, poster: Poster
) -> None:
    workspace.token_fault = code
    error = await refused(poster)
    assert error.code == code
    assert "SLACK_BOT_TOKEN" in error.hint


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
async def test_an_error_after_which_slack_may_have_posted_is_unknown(
    code: str, workspace: Workspace, poster: Poster
) -> None:
    workspace.token_fault = code
    assert (await refused(poster)).code == "post-unknown"


async def test_any_other_refusal_is_shown_in_slacks_words(
    workspace: Workspace, poster: Poster
) -> None:
    workspace.token_fault = "ekm_access_denied"
    error = await refused(poster)
    assert error.code == "ekm_access_denied"
    assert "ekm_access_denied" in error.text


async def test_blocks_that_slack_does_not_know_are_replaced_by_the_plain_message(
    workspace: Workspace, poster: Poster
) -> None:
    plain = Message("hello", [header("Hello")])
    odd = Message("hello", [{"type": "hologram"}], lambda: plain)
    ts = await poster.post(NOC, odd)
    assert workspace.messages[NOC, ts].blocks[0]["type"] == "header"
    assert len(workspace.messages) == 1


async def test_without_a_plain_message_the_text_is_posted(
    workspace: Workspace, poster: Poster
) -> None:
    ts = await poster.post(NOC, Message("hello", [{"type": "hologram"}]))
    assert (workspace.messages[NOC, ts].text, workspace.messages[NOC, ts].blocks) == ("hello", ())


async def test_where_even_the_plain_message_is_not_known_the_text_is_posted(
    workspace: Workspace, poster: Poster
) -> None:
    workspace.unknown_blocks.add("header")
    simpler = message("hello", [header("Hello")])
    odd = Message("hello", [{"type": "hologram"}], lambda: simpler)
    ts = await poster.post(NOC, odd)
    assert (workspace.messages[NOC, ts].text, workspace.messages[NOC, ts].blocks) == ("hello", ())


async def test_posts_to_one_channel_wait_in_line(workspace: Workspace, poster: Poster) -> None:
    """Slack takes one a second, and a 429 is waited for twice only."""
    posts = (poster.post(NOC, Message(str(number), [])) for number in range(5))
    await asyncio.gather(*posts)
    assert posted(workspace) == [str(number) for number in range(5)]


async def test_a_whisper_is_seen_by_its_reader_alone(workspace: Workspace, poster: Poster) -> None:
    tom = workspace.person("tom")
    plain = Message("hello", [header("Hello")])
    odd = Message("hello", [{"type": "hologram"}], lambda: plain)
    await poster.post_ephemeral(NOC, tom.id, odd)
    (message,) = workspace.messages.values()
    assert (message.reader, message.blocks[0]["type"]) == (tom.id, "header")


async def test_a_whisper_to_somebody_who_is_not_there_is_told(
    workspace: Workspace, poster: Poster
) -> None:
    tom = workspace.person("tom")
    workspace.find_channel("#noc").members.discard(tom.id)
    with pytest.raises(SlackError) as caught:
        await poster.post_ephemeral(NOC, tom.id, HELLO)
    assert caught.value.code == "user_not_in_channel"
    assert "you are not in it" in caught.value.text


async def test_a_message_is_changed_in_place(workspace: Workspace, poster: Poster) -> None:
    ts = await poster.post(NOC, message("hello", [header("Hello")]))
    await poster.change(NOC, ts, Message("bye", []))
    assert posted(workspace) == ["bye"]
    assert not workspace.messages[NOC, ts].blocks


async def test_a_message_that_is_gone_is_not_changed(poster: Poster) -> None:
    with pytest.raises(SlackError) as caught:
        await poster.change(NOC, "1.2", HELLO)
    assert caught.value.code == "message_not_found"
