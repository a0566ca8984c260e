"""Several replicas on one PostgreSQL work as one, whichever of them a request reaches."""

from collections.abc import Iterator

import pytest

from bot.ids import Identity
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.sandbox.slack_server.outbound import signed_headers
from bot.store.audit import Audit, AuditFilter
from bot.store.database import open_database
from tests.support.databases import postgresql_on
from tests.support.replicas import bot_on, replicas
from tests.support.searching import TITLE, WHEN, opened, submitted
from tests.support.talking import answer_to, link_of, news_for, words

pytestmark = pytest.mark.postgres

INGRID = "U0INGRID1"


@pytest.fixture
def database_url(postgresql: str, postgresql_template: str) -> Iterator[str]:
    with postgresql_on(postgresql, postgresql_template) as address:
        yield address


async def questions_in(database_url: str) -> int:
    async with open_database(database_url) as database:
        return await Audit(database).count(AuditFilter(kind="question"))


async def test_a_form_opened_by_one_replica_is_submitted_to_another(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url) as (balancer, _):
        tom = workspace.person("tom")
        for _ in range(3):
            modal = await opened(tom)
            await modal.fills(WHEN, "last week")
            answer = await submitted(tom, modal)
            assert answer.ephemeral
            assert answer.channel == workspace.find_channel("#noc").id
            assert "Mon 16 – Sun 22 Nov" in words(answer)
        assert balancer.turns == [0, 1] * 3


async def test_a_form_submitted_to_another_replica_replaces_the_message(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url, 3):
        tom = workspace.person("tom")
        await tom.types("/localcalls last week")
        await answer_to(tom)
        await tom.clicks("Edit search")
        modal = await tom.sees_modal(TITLE)
        assert await workspace.feed.until(lambda: WHEN in modal.text, 60)
        await modal.fills(WHEN, "yesterday")
        assert "Tue 24 Nov 2026" in words(await submitted(tom, modal))
        assert len([one for one in tom.visible() if one.ephemeral]) == 1


async def test_links_checked_by_one_replica_are_made_once_by_another(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url, 3, bot_admins=INGRID) as (_, settings):
        ingrid = workspace.person("ingrid")
        await ingrid.types("/localcalls links import")
        modal = await ingrid.sees_modal("Import links")
        assert await workspace.feed.until(lambda: "Lines of CSV" in modal.text, 60)
        await modal.fills("Lines of CSV", "slack_user,mor_username,role\nU0NEWTON1,frontdesk,user")
        await modal.submits()
        modal = await ingrid.sees_modal("Import links")
        assert await workspace.feed.until(lambda: "Nothing is changed yet" in modal.text, 60)
        assert (await modal.submits()).status == 200
        await workspace.outbound.repeat()
        assert await workspace.feed.until(lambda: "1 link was made" in modal.text, 60), modal.text
        link = await link_of(settings, Identity("T0HARBOR1", "U0NEWTON1"))
        assert link is not None


async def test_a_list_is_paged_across_replicas(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url, bot_admins=INGRID) as (balancer, _):
        ingrid = workspace.person("ingrid")
        for _ in range(25):
            await ingrid.types("/localcalls audit")
            await answer_to(ingrid)
        await ingrid.types("/localcalls audit")
        answer = await answer_to(ingrid)
        pages = 1
        while "Next" in answer.buttons:
            await ingrid.clicks("Next")
            answer = await answer_to(ingrid)
            pages += 1
        assert pages > 1
        await ingrid.clicks("Previous")
        assert "Next" in (await answer_to(ingrid)).buttons
        assert set(balancer.turns) == {0, 1}


async def test_an_event_delivered_to_each_replica_is_answered_once(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url, 3) as (balancer, _):
        tom = workspace.person("tom")
        await tom.says("last week", "@morbot")
        sent = workspace.outbound.sent[-1]
        for seconds in range(1, 4):
            at = int(sent.headers["X-Slack-Request-Timestamp"]) + seconds
            again = {"X-Slack-Retry-Num": str(seconds), "X-Slack-Retry-Reason": "http_timeout"}
            signed = signed_headers(workspace.signing_secret, at, sent.body)
            headers = {**sent.headers, **again, **signed}
            assert (await workspace.outbound.send_raw(sent.body, headers)).status == 200
        assert len(balancer.turns) == 4
        await news_for(tom)
    assert await questions_in(database_url) == 1
    assert len(mor.received) == 1


async def test_a_replay_is_refused_by_the_same_replica_another_and_a_restarted_one(
    mor: MorServer, workspace: Workspace, database_url: str
) -> None:
    async with replicas(mor, workspace, database_url) as (balancer, _):
        tom = workspace.person("tom")
        await tom.types("/localcalls last week")
        await answer_to(tom)
        assert [(await workspace.outbound.repeat()).status for _ in range(3)] == [409] * 3
        assert balancer.turns == [0, 1, 0, 1]
    async with (
        bot_on(mor, workspace, database_url) as (bot, _),
        serve(bot.web) as address,
    ):
        workspace.request_url = f"{address}/slack/events"
        assert (await workspace.outbound.repeat()).status == 409
    assert await questions_in(database_url) == 1
    assert len(mor.received) == 1
