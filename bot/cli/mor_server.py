"""`morbot mor-server`: the sandbox's MOR-compatible server, for any HTTP client."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.mor_options import server_options
from bot.cli.serving import address_errors, host_option, port_option, stop_event
from bot.errors import MorbotError
from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import Database, Options, running
from bot.sandbox.world import build_world


def _read_time(ctx: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    del ctx, option
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or not 1971 <= time.year <= 2199:  # a safe range for Unix seconds
        raise click.BadParameter(
            f"{text} is not an ISO date or time, for example 2026-11-30 or 2026-11-30T18:00."
        )
    return time


def _users() -> str:
    names = {user.id: user.username for user in MOR_USERS}
    lines = [
        f"{user.id:>4}  {user.username:<10} {user.usertype:<10} "
        f"{user.username if user.usertype == 'reseller' else names[user.owner_id]}"
        for user in MOR_USERS
    ]
    return "\b\nUsers (id, username, role, whose key signs):\n" + "\n".join(lines)


@click.command("mor-server", epilog=_users())
@host_option
@port_option
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the calls in this file. If it has calls already, they are used as they are.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Seed for the generated calls."
)
@click.option(
    "--until",
    metavar="DATE",
    callback=_read_time,
    help="Make calls up to this ISO date or time. The default is now.",
)
@server_options
def command(
    host: str, port: int, database: Path | None, seed: int, until: datetime | None, **switches: Any
) -> None:
    """Serve a MOR-compatible API with made-up calls.

    They are those of a small telephone company, whose users are listed below.

    The first line printed is the base address, http://127.0.0.1:PORT/billing. The API is below it,
    for example at /billing/api/local_calls_get. It runs until SIGINT or SIGTERM.
    """
    options = Options(**switches)
    if until is None:
        until = datetime.now(UTC)
    elif until.tzinfo is None:
        until = until.replace(tzinfo=options.timezone)
    store = _open(database, seed, until)
    try:
        asyncio.run(_serve(store, options, host, port))
    finally:
        store.close()


def _open(path: Path | None, seed: int, until: datetime) -> Database:
    if path is None:
        return Database.of(build_world(seed, until))
    reused = path.exists() and path.stat().st_size > 0
    try:
        database = Database.at(path, lambda: build_world(seed, until))
    except (ValueError, OSError) as error:
        raise MorbotError(
            f"{path} cannot be used as the sandbox's database: {error}.",
            "Name a file that does not exist yet, for example --database sandbox.db",
            code="sandbox-database",
        ) from None
    if reused:
        click.echo(f"{path} has calls already, which are used as they are.", err=True)
    return database


async def _serve(store: Database, options: Options, host: str, port: int) -> None:
    stopped = stop_event()
    async with AsyncExitStack() as stack:
        with address_errors(host, port):
            server = await stack.enter_async_context(running(store, options, host=host, port=port))
        click.echo(server.url)
        click.echo("A MOR-compatible server with made-up calls. Ctrl-C stops it.", err=True)
        await stopped.wait()
