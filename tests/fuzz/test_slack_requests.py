"""Whatever is sent to the request URL: a 2xx or 4xx, soon, and nothing runs that is not Slack's."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from random import Random

import httpx
import pytest

from bot import app
from bot.app import Bot
from bot.sandbox.mor_server import MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.audit import Audit, AuditFilter
from bot.store.database import open_database
from tests.fuzz.rounds import kept, rounds, seeds
from tests.fuzz.slack_requests import COMMAND, FORM, Asked, forged, from_seed, signature, signed
from tests.support.company import NOW, StartBot

_SECONDS = 2.0  # of the processor's time, for one request


class Faults(logging.Handler):
    """Everything that was logged as an error: a bug, told as such."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []
        self.formatter = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


@pytest.fixture
def faults() -> Iterator[Faults]:
    handler = Faults()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
async def settings(start_bot: StartBot) -> Settings:
    return await start_bot(mor_timeout=2)


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[Bot]:
    """The bot as an application that is called without a network in between."""
    async with app.running(settings, NOW.astimezone) as running:
        yield running


async def _questions(settings: Settings) -> int:
    async with open_database(settings.database_url) as database:
        return len(await Audit(database).page(1_000_000, wanted=AuditFilter(kind="question")))


async def _send(asked: Asked, bot: Bot) -> int:
    with kept("slack-requests", asked.as_seed()):
        started = time.process_time()
        status = await asked.send(bot.web)
        assert time.process_time() - started < _SECONDS
        assert 200 <= status < 500
    return status


async def _idle(bot: Bot) -> None:
    async with asyncio.timeout(60):
        while len(bot.tasks):  # noqa: ASYNC110 -- nobody is told when it becomes idle
            await asyncio.sleep(0.01)


async def test_inputs_that_once_failed_pass(bot: Bot, settings: Settings, faults: Faults) -> None:
    secret = settings.slack_signing_secret.get_secret_value()
    for seed in seeds("slack-requests"):
        await _send(from_seed(seed, secret), bot)
        await _idle(bot)
        assert faults.told == []


async def test_nothing_runs_that_is_not_signed(
    bot: Bot, settings: Settings, mor: MorServer, workspace: Workspace, faults: Faults
) -> None:
    random, secret = Random(0), settings.slack_signing_secret.get_secret_value()
    posts = len(workspace.messages)
    for _ in range(rounds(3000)):
        asked = forged(random, secret)
        with kept("slack-requests", asked.as_seed()):
            assert await _send(asked, bot) not in range(200, 300)
            assert len(bot.tasks) == 0
    assert not mor.received
    assert await _questions(settings) == 0
    assert len(workspace.messages) == posts
    assert faults.told == []


@pytest.mark.parametrize("seed", range(rounds(1)))
async def test_whatever_slack_signs_is_answered_or_refused(
    seed: int, bot: Bot, settings: Settings, faults: Faults
) -> None:
    random, secret = Random(seed), settings.slack_signing_secret.get_secret_value()
    taken = 0
    for _ in range(2000):
        asked = signed(random, secret)
        with kept("slack-requests", asked.as_seed()):
            taken += await _send(asked, bot) < 300
            assert faults.told == []
            if len(bot.tasks) > 20:
                await _idle(bot)
                assert faults.told == []
    await _idle(bot)
    assert faults.told == []
    assert taken > 250  # else the damage is such that nothing gets anywhere
    assert await _questions(settings) > 50


async def test_a_good_request_is_taken(bot: Bot, settings: Settings, mor: MorServer) -> None:
    """The test of the tests: a listener that runs is seen."""
    body = b"&".join(b"%b=%b" % (k.encode(), v.encode()) for k, v in COMMAND.items())
    secret = settings.slack_signing_secret.get_secret_value()
    good = Asked(body, [*signature(body, secret), (b"content-type", FORM)])
    assert await _send(good, bot) == 200
    assert len(bot.tasks) == 1
    await _idle(bot)
    assert mor.received
    assert await _questions(settings) == 1


async def _over_the_network(asked: Asked, address: str) -> int:
    """The status of the answer; 0 if the server hangs up."""
    url = httpx.URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    try:
        writer.write(asked.on_the_wire())
        writer.write_eof()
        line = await asyncio.wait_for(reader.readline(), 10)
        return int(line.split()[1]) if line else 0
    except ConnectionError:
        return 0
    finally:
        writer.close()


async def test_over_a_network_it_is_the_same(bot: Bot, settings: Settings, faults: Faults) -> None:
    random, secret = Random(0), settings.slack_signing_secret.get_secret_value()
    async with serve(bot.web) as address:
        for _ in range(rounds(500)):
            make = random.choice((forged, signed))
            asked = make(random, secret)
            with kept("slack-requests", asked.as_seed()):
                assert await _over_the_network(asked, address) < 500
                assert faults.told == []
    await _idle(bot)
    assert faults.told == []
