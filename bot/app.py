"""The only file that knows everyone: settings in, a running application out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import ClientError, ClientSession
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.answers import Answers
from bot.calls import period
from bot.dialogue import Dialogue
from bot.errors import ConfigError, SlackError
from bot.messages import setup
from bot.mor.client import MorClient
from bot.settings import Settings
from bot.slack.desk import Desk
from bot.slack.identity import Clock, Identities
from bot.slack.listeners import actions, commands
from bot.slack.people import People
from bot.slack.transport import web_app
from bot.slack.work import Work
from bot.store.audit import Audit
from bot.store.database import open_database
from bot.store.directory import Directory

_DRAIN_SECONDS = 25.0


def wall_clock(zone: ZoneInfo) -> datetime:
    """The time now, in whole seconds."""
    return datetime.now(zone).replace(microsecond=0)


def mor_client(settings: Settings) -> MorClient:
    """The client for the MOR that the settings name; an async context manager."""
    return MorClient(
        settings.mor_url,
        settings.mor_keys,
        recipe=settings.mor_recipe,
        timezone=settings.mor_timezone,
        timeout=settings.mor_timeout,
        parallel=settings.mor_parallel,
    )


@dataclass(frozen=True, slots=True)
class Core:
    """What answers questions, without Slack."""

    dialogue: Dialogue
    directory: Directory
    mor: MorClient


@asynccontextmanager
async def answering(settings: Settings) -> AsyncIterator[Core]:
    """Open the store, migrated, and the client for MOR, and put the use cases over them."""
    async with open_database(settings.database_url) as database, mor_client(settings) as mor:
        directory = Directory(database)
        answers = Answers(mor, directory, Audit(database), settings.longest_periods)
        dialogue = Dialogue(answers, settings.slack_command, settings.longest_periods)
        yield Core(dialogue, directory, mor)


@asynccontextmanager
async def running(settings: Settings, clock: Clock = wall_clock) -> AsyncIterator[Starlette]:
    """Start everything, give the web application, and at the end finish what is in flight.

    Raises ConfigError where a setting is missing, SlackError where Slack refuses the token.
    """
    _require_slack(settings)
    period.warm_up()
    async with AsyncExitStack() as stack:
        core = await stack.enter_async_context(answering(settings))
        session = await stack.enter_async_context(ClientSession())
        client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url + "/",
            session=session,
            timeout=10,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)],
        )
        bot = await _introduce(client)
        work = Work()
        stack.push_async_callback(work.drain, _DRAIN_SECONDS)
        people = People(client, frozenset({bot.team_id or "", bot.enterprise_id or ""} - {""}))
        identities = Identities(people, core.directory, settings.default_timezone, clock)
        desk = Desk(core.dialogue, identities, work, session)
        yield web_app(_bolt(settings, client, bot, desk))


def _require_slack(settings: Settings) -> None:
    needed = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    missing = [
        setup.setting_needed(name, "morbot run needs it to talk to Slack")
        for name, secret in needed.items()
        if not secret.get_secret_value()
    ]
    if missing:
        raise ConfigError(missing)


async def _introduce(client: AsyncWebClient) -> AuthorizeResult:
    """Ask Slack who we are; once, at start, instead of with the first command."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        reason = str(error.response.get("error", ""))
        raise SlackError(*setup.slack_refused(reason), code="slack-refused") from None
    except (SlackClientError, ClientError, OSError, TimeoutError) as error:
        reason = type(error).__name__
        raise SlackError(*setup.slack_unreachable(reason), code="slack-unreachable") from None
    return AuthorizeResult.from_auth_test_response(
        auth_test_response=answer, bot_token=client.token
    )


def _bolt(settings: Settings, client: AsyncWebClient, bot: AuthorizeResult, desk: Desk) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return bot

    app = AsyncApp(
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        authorize=authorize,
        process_before_response=True,
    )
    commands.register(app, desk)
    actions.register(app, desk)
    return app
