"""Digests and Slack joined: what writes the letters, what sends them, and the engine over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.ask.answers import Answers
from bot.calls.asker import Asker
from bot.digests.blocks.message import digest_message
from bot.digests.channel import Delivering
from bot.digests.engine.letter import Letter, Write
from bot.digests.engine.outcomes import Clock
from bot.digests.engine.parts import Limits, Parts, assemble
from bot.digests.engine.replicas import Replicas
from bot.digests.reading import DigestReader
from bot.digests.store import Digest
from bot.settings import Settings
from bot.store.database import Database
from bot.telemetry import Numbers

if TYPE_CHECKING:  # it takes a while to import, and not everybody sends digests
    from bot.digests.engine.engine import Engine

_HARDLY_EVER = 60  # seconds between attempts where no engine makes rounds


def digest_parts(  # noqa: PLR0913, PLR0917 -- whom they work with
    settings: Settings,
    database: Database,
    answers: Answers,
    carrier: Delivering,
    numbers: Numbers,
    clock: Clock,
) -> Parts:
    """What sends digests by that way to Slack, with the answers that digests are drawn from."""
    limits = Limits(
        grace=timedelta(minutes=settings.digest_grace),
        pause=timedelta(seconds=settings.digest_tick or _HARDLY_EVER),
        post=timedelta(seconds=settings.digest_post_limit),
        keep=timedelta(days=settings.digest_history_days),
    )
    return assemble(
        database,
        carrier,
        _writing(DigestReader(answers), clock),
        limits,
        command=settings.slack_command,
        clock=clock,
        numbers=numbers,
    )


@asynccontextmanager
async def engine_running(
    settings: Settings, database: Database, parts: Parts
) -> "AsyncIterator[Engine | None]":
    """The engine, running; None where the settings want no digests to be sent from here."""
    if not settings.digest_tick:
        yield None
        return
    from bot.digests.engine.engine import Engine, Pace  # noqa: PLC0415 -- only where digests run

    engine = Engine(
        settings.database_url,
        settings.replica_name,
        Replicas(database),
        parts.rounds,
        parts.runner,
        pace=Pace(settings.digest_tick, settings.digest_parallel, settings.replica_silence),
    )
    async with engine.running():
        yield engine


def _writing(reader: DigestReader, clock: Clock) -> Write:
    async def write(digest: Digest, asker: Asker, slot: datetime) -> Letter:
        content = await reader.read(digest.plan, asker, slot)
        late = clock(ZoneInfo("UTC")) - slot
        return Letter(
            digest_message(content, digest, late=late),
            lambda: digest_message(content, digest, plain=True, late=late),
            content.answer.report.total,
        )

    return write
