"""What answers questions, without Slack: the database, MOR, and the use cases over them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from slack_bolt.authorization import AuthorizeResult

from bot.ask.answer_store import AnswerStore, ReportCache
from bot.ask.answers import Answers, QuestionLimits
from bot.ask.commands import FileDelivery, QuestionCommands
from bot.ask.exports import Exports
from bot.ask.question_log import QuestionLog
from bot.ask.questions import Questions
from bot.ask.rate_limit import RateLimit
from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.calls.report import PAGED_CALLS
from bot.home.home import Home
from bot.ids import Identity
from bot.links.bot_admins import BotAdmins
from bot.links.confirmed_links import ConfirmedLinks
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.mor.breaker import BreakerPhase
from bot.mor.client import MorClient
from bot.settings import Settings
from bot.slack.api.people import FindPerson
from bot.slack.conversation.commands import CommandRouter
from bot.slack.conversation.conversation import Confirm
from bot.store.audit import Audit
from bot.store.database import Database, open_database
from bot.store.expiring import ExpiringRows
from bot.telemetry import Metrics
from bot.temp_folders import TempFolders, open_temp_folders


@dataclass(frozen=True, slots=True)
class Core:
    """What answers questions, without Slack."""

    settings: Settings
    database: Database
    expiring: ExpiringRows
    mor: MorClient
    metrics: Metrics
    directory: Directory
    audit: Audit
    answers: Answers
    digest_answers: Answers
    confirmed_links: ConfirmedLinks
    temp_folders: TempFolders

    def asking(self, confirm: Confirm) -> tuple[Questions, Exports]:
        """Return what answers people, each confirmed once more when their answer is there."""
        store = AnswerStore(self.database, self.settings.answer_days)
        questions = Questions(self.answers, store, ReportCache(), confirm)
        return questions, Exports(self.answers, questions, self.temp_folders, self.expiring)

    def terminal_commands(self, delivery: FileDelivery) -> CommandRouter:
        """Return a router for the terminal, where there are no forms, links or digests."""
        questions, exports = self.asking(without_link)
        router = CommandRouter(self.settings.slack_command)
        router.add_questions(QuestionCommands(questions, exports, delivery).answer)
        home = Home(self.settings, self.database)
        router.add(Subcommand.HELP, home.help)
        router.add(Subcommand.WHOAMI, home.whoami)
        return router

    def bot_admins(
        self,
        find_person: FindPerson | None = None,
        bot: AuthorizeResult | None = None,
        find_anew: FindPerson | None = None,
    ) -> BotAdmins:
        """Return the bot admins. Those of the settings without an organisation are of the bot's."""
        own = (bot.enterprise_id or bot.team_id or "") if bot else ""
        ids = self.settings.bot_admin_ids
        named = [Identity(one.org or own, one.user) for one in ids]
        outsiders = [one for one in ids if one.org not in ("", own)]
        return BotAdmins(
            self.database, named, outsiders, find_person=find_person, find_anew=find_anew
        )

    def linking(
        self,
        find_person: FindPerson | None = None,
        bot: AuthorizeResult | None = None,
        find_anew: FindPerson | None = None,
    ) -> Linking:
        """Return the use cases around links. Without `find_person` Slack is not asked."""
        return Linking(
            self.directory,
            self.mor,
            self.settings.mor_keys,
            self.bot_admins(find_person, bot, find_anew),
            find_person=find_person,
        )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Core]:
    """Open the database, migrated, and the client for MOR, and what answers questions with them."""
    metrics, secret = Metrics(), settings.slack_bot_token.get_secret_value()
    async with (
        open_database(settings.database_url) as database,
        MorClient.from_settings(
            settings, metrics, expiring := ExpiringRows(database, secret)
        ) as mor,
    ):
        directory, audit = Directory(database), Audit(database)

        log = QuestionLog(audit, metrics)
        limits = QuestionLimits(settings.longest_periods, PAGED_CALLS)
        own_pace = RateLimit(settings.questions_at_once, settings.questions_per_minute, expiring)
        # Nobody's own questions wait for their digests.
        digest_pace = RateLimit(settings.digest_parallel)
        linking = Linking(directory, mor, settings.mor_keys, BotAdmins(database))
        links = ConfirmedLinks(directory, linking)
        answers = Answers(mor, links, log, limits, own_pace)
        metrics.watch_breaker(list(BreakerPhase), lambda: mor.breaker.state.phase)
        with open_temp_folders() as folders:
            yield Core(
                settings,
                database,
                expiring,
                mor,
                metrics,
                directory,
                audit,
                answers,
                Answers(mor, links, log, limits, digest_pace),
                links,
                folders,
            )


async def without_link(_asker: Asker) -> None:
    """Confirm somebody who asks without a link, as in the terminal: none can have changed."""
