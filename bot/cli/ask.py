"""`morbot ask`: the same road as the slash command, with the answer in the terminal."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from bot import app
from bot.answers import Asker
from bot.blocks.message import Message
from bot.blocks.problems import problem_message
from bot.blocks.terminal import draw
from bot.calls.model import Account, Role
from bot.cli.clock import now_option, read_now, zone_option
from bot.cli.faults import report_fault
from bot.errors import ConfigError, MorbotError
from bot.messages import asking, setup
from bot.settings import Settings
from bot.store.directory import Identity


@click.command("ask")
@click.argument("text", nargs=-1)
@click.option("--as", "username", metavar="MOR_USERNAME", help="Ask as this MOR user.")
@click.option("--sandbox", is_flag=True, help="Ask an embedded MOR, as its admin unless --as.")
@now_option
@zone_option
@click.option("--locale", help="How words and dates are read, such as en-US or lt-LT.")
@click.option("--json", "as_json", is_flag=True, help="Print the message that Slack would get.")
def command(
    text: tuple[str, ...],
    username: str | None,
    sandbox: bool,
    now: str | None,
    tz: str | None,
    locale: str | None,
    as_json: bool,
) -> None:
    """Ask about local calls, as /localcalls does: [who] [period] [filters] [output].

    \b
    morbot ask --sandbox 5 last week
    morbot ask --as admin "5 yesterday 9-17 device:front% by:hour"
    """
    if not sandbox and not username:
        raise ConfigError([setup.as_needed()])
    asyncio.run(_ask(" ".join(text), username, sandbox, now, tz, locale, as_json))
