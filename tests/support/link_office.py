"""The links of the company, between its MOR and its Slack, without the rest of the bot."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update

from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.bot_admins import BotAdmins
from bot.links.check_news import CheckNews
from bot.links.confirmed_links import ConfirmedLinks
from bot.links.daily_check import DailyCheck
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.model import Link, LinkRequest
from bot.mor.client import MorClient
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.slack.api.people import People
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.tables import audit, links
from tests.support.company import connected_between, settings_between

ORG = "T0HARBOR1"
INGRID = Identity(ORG, "U0INGRID1")
TOM = Identity(ORG, "U0TOM0001")
ADA = Identity(ORG, "U0ADA0001")
LONG_AGO = timedelta(days=30)
UNCONFIRMED = timedelta(days=7)


@dataclass
class Office:
    """Everything there is to a link."""

    database: Database
    mor: MorServer
    workspace: Workspace
    directory: Directory
    audit: Audit
    people: People
    linking: Linking
    tasks: BackgroundTasks
    notices: AdminNotices
    news: CheckNews
    check: DailyCheck
    links: ConfirmedLinks

    async def link(self, identity: Identity, username: str, owner: int = 0) -> Link:
        """A link of role user, made as it should be."""
        request = LinkRequest(identity, username, Role.USER, owner)
        return await self.linking.link(request, by=COMMAND_LINE)

    async def link_wrongly(self, identity: Identity) -> None:
        """A link to tomford's name with another user's id, as if MOR had changed since."""
        now = datetime.now(UTC)
        account = Account("tomford", 11, Role.USER)
        await self.directory.add(Link(identity, account, False, "", now, COMMAND_LINE, now))

    async def date_checks(self, ago: timedelta = LONG_AGO) -> None:
        """As if all links had been checked so long ago."""
        async with self.database.writing() as connection:
            await connection.execute(update(links).values(checked_at=datetime.now(UTC) - ago))

    async def state(self, identity: Identity) -> str:
        """Why the link is suspended; empty if it counts."""
        link = await self.directory.find(identity)
        assert link is not None
        return link.suspended

    async def changes(self) -> list[tuple[str, str, str]]:
        """Kind, by whom, about whom: the audit log, oldest first."""
        entries = await self.audit.page(100)
        return [(one.kind, one.slack_user, one.about) for one in reversed(entries)]

    async def goes_by(self, over: Callable[[], object]) -> None:
        """Let hours go by until something is seen to have happened."""
        async with asyncio.timeout(60):
            while not over():
                self.workspace.clock.put_forward(600)
                await asyncio.sleep(0.01)


@asynccontextmanager
async def open_office(mor: MorServer, workspace: Workspace, url: str) -> AsyncIterator[Office]:
    """Connect the company's MOR and its Slack. Ingrid is bot admin by the settings."""
    settings = settings_between(mor, workspace, url, bot_admins=INGRID.user)
    async with connected_between(mor, workspace, settings) as slack:
        core = slack.core
        news = CheckNews(slack.notices, slack.poster, slack.tasks, core.expiring)
        core.confirmed_links.watch(news.tell_soon)
        yield Office(
            core.database,
            mor,
            workspace,
            core.directory,
            Audit(core.database),
            slack.people,
            slack.linking,
            slack.tasks,
            slack.notices,
            news,
            DailyCheck(
                slack.linking, core.directory, news, UNCONFIRMED, pause=workspace.clock.sleep
            ),
            core.confirmed_links,
        )


async def links_of(database: Database, client: MorClient, *askers: Asker) -> ConfirmedLinks:
    """The links with which these people ask, confirmed just now. The audit log is empty."""
    directory, now = Directory(database), datetime.now(UTC)
    for asker in askers:
        assert asker.account is not None
        name = asker.full_name
        link = Link(
            asker.identity, asker.account, False, "", now, COMMAND_LINE, now, full_name=name
        )
        await directory.add(link)
    async with database.writing() as connection:
        await connection.execute(delete(audit))
    return ConfirmedLinks(directory, Linking(directory, client, (), BotAdmins(database)))
