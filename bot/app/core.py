"""What answers questions, put together without Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.ask.answers import Answers
from bot.ask.dialogue import Dialogue
from bot.ask.exports import Exports
from bot.ask.pages import Pages
from bot.ask.rate_limit import Share
from bot.ask.report_cache import Shelf
from bot.ask.stored_answers import KeptAnswers
from bot.calls.pages import CALLS_HELD
from bot.links.directory import Directory
from bot.mor.breaker import Breaker, BreakerPhase
from bot.mor.client import MorClient
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import Database, open_database
from bot.telemetry import Numbers
from bot.temp_folders import opened as drawer_opened

_NO_LIMIT = 1_000_000  # questions a minute: how many digests are read is the queue's business


def mor_client(settings: Settings, numbers: Numbers | None = None) -> MorClient:
    """The client for the MOR that the settings name; an async context manager."""
    return MorClient(
        settings.mor_url,
        settings.mor_keys,
        recipe=settings.mor_recipe,
        timezone=settings.mor_timezone,
        timeout=settings.mor_timeout,
        parallel=settings.mor_parallel,
        ca_file=settings.mor_ca_file,
        breaker=Breaker(settings.mor_breaker_failures, settings.mor_breaker_seconds),
        numbers=numbers,
    )


@dataclass(frozen=True, slots=True)
class Core:
    """What answers questions, without Slack."""

    dialogue: Dialogue
    exports: Exports
    directory: Directory
    mor: MorClient
    numbers: Numbers
    database: Database
    answers: Answers
    pages: Pages
    digest_answers: Answers


@asynccontextmanager
async def answering(settings: Settings) -> AsyncIterator[Core]:
    """Open the store, migrated, and the client for MOR, and put the use cases over them."""
    numbers = Numbers()
    async with (
        open_database(settings.database_url) as database,
        mor_client(settings, numbers) as mor,
    ):
        directory = Directory(database)

        def answers_within(share: Share) -> Answers:
            return Answers(
                mor,
                directory,
                Audit(database),
                settings.longest_periods,
                share=share,
                numbers=numbers,
                rows_held=CALLS_HELD,
            )

        answers = answers_within(Share(settings.questions_at_once, settings.questions_per_minute))
        # Nobody's own questions wait for his digests.
        digest_answers = answers_within(Share(settings.digest_parallel, _NO_LIMIT))
        pages = Pages(answers, KeptAnswers(database), Shelf())
        dialogue = Dialogue(pages, settings.slack_command, settings.longest_periods)
        numbers.watch_breaker(list(BreakerPhase), lambda: mor.breaker.state.phase)
        with drawer_opened() as drawer:
            exports = Exports(answers, pages, drawer)
            yield Core(
                dialogue,
                exports,
                directory,
                mor,
                numbers,
                database,
                answers,
                pages,
                digest_answers,
            )
