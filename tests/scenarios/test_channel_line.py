"""Whatever the bot posts to a channel waits in one line, by whichever poster of `bot/app`."""

import asyncio

from bot import app
from bot.digests.pacing import ChannelPacer
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.slack.kit.message import Message
from tests.support.company import connected_between, settings_between
from tests.support.digest_office import NOC, until


async def test_a_notice_a_reply_and_a_digest_wait_in_one_line_of_their_channel(
    mor: MorServer, workspace: Workspace, url: str
) -> None:
    settings = settings_between(mor, workspace, url)
    async with connected_between(mor, workspace, settings) as slack:
        pacer = ChannelPacer(slack.core.database, 1.0, workspace.clock.now, workspace.clock.sleep)
        digests = app.digest_channel(slack, pacer)
        begun = asyncio.Event()

        async def begin() -> None:
            begun.set()

        held = [workspace.control.hold("chat.postMessage") for _ in range(3)]
        line = slack.poster.line(NOC)
        posts = [asyncio.create_task(slack.poster.post(NOC, Message("a notice", [])))]
        await held[0].accepted.wait()
        posts.append(asyncio.create_task(slack.reply_poster.post(NOC, Message("a reply", []))))
        await until(lambda: len(line._waiters or ()) == 1)
        digest = asyncio.create_task(digests.post(NOC, Message("a digest", []), "", begin))
        await until(lambda: len(line._waiters or ()) == 2)
        assert not begun.is_set()
        assert not held[1].accepted.is_set()
        for one in held:
            workspace.clock.put_forward(2)
            await one.accepted.wait()
            one.release()
        await asyncio.gather(*posts, digest)
    said = [one.text for one in workspace.messages.values()]
    assert said == ["a notice", "a reply", "a digest"]
