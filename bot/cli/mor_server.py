"""`morbot mor-server`: the sandbox's MOR-compatible server, to be asked with any HTTP client."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.cli import sandbox_texts as sandbox
from bot.cli.stopping import listening_faults, told_to_leave
from bot.errors import MorbotError
from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import (
    ContentType,
    Database,
    ErrorForm,
    Fault,
    ForeignIds,
    Gzip,
    HashRecipe,
    Options,
    ZoneForm,
    running,
)
from bot.sandbox.world import build_world

_DEFAULTS = Options()
_Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def _read_keys(
    ctx: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> dict[int, str]:
    del ctx, option
    keys = dict(_DEFAULTS.reseller_keys)
    for text in texts:
        reseller, equals, key = text.partition("=")
        if not equals or not reseller.isdecimal():
            raise click.BadParameter(sandbox.not_a_reseller_key(text))
        keys[int(reseller)] = key
    return keys


def _read_zone(ctx: click.Context, option: click.Parameter, name: str) -> ZoneInfo:
    del ctx, option
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise click.BadParameter(sandbox.not_a_zone(name)) from None


def _read_moment(ctx: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    del ctx, option
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(sandbox.not_a_moment(text)) from None
    if not 1971 <= moment.year <= 2199:  # what Unix seconds are good for
        raise click.BadParameter(sandbox.not_a_moment(text))
    return moment


def _read_prefix(ctx: click.Context, option: click.Parameter, text: str) -> str:
    del ctx, option
    return f"/{text.strip('/')}".rstrip("/")


def _choice(flag: str, field: str, kind: type[StrEnum], text: str) -> _Decorator:
    """An option for a switch of `Options` that takes one of a few words."""
    default = getattr(_DEFAULTS, field)
    return click.option(
        flag,
        field,
        type=click.Choice([word.value for word in kind]),
        default=default and default.value,
        show_default=default is not None,
        callback=lambda _ctx, _option, word: word and kind(word),
        help=text,
    )


def _flag(flag: str, field: str, text: str) -> _Decorator:
    """An option that turns a switch of `Options` over."""
    usual = getattr(_DEFAULTS, field)
    return click.option(
        flag,
        field,
        is_flag=True,
        callback=lambda _ctx, _option, given: given is not usual,
        help=text,
    )


def _names(flag: str, field: str, kind: type, metavar: str, text: str) -> _Decorator:
    """An option that may be repeated, for a switch of `Options` that is a set."""
    return click.option(
        flag,
        field,
        type=kind,
        multiple=True,
        metavar=metavar,
        callback=lambda _ctx, _option, given: set(given),
        help=text,
    )


def _users() -> str:
    names = {user.id: user.username for user in MOR_USERS}
    lines = [
        f"{user.id:>4}  {user.username:<10} {user.usertype:<10} "
        f"{user.username if user.usertype == 'reseller' else names[user.owner_id]}"
        for user in MOR_USERS
    ]
    return "\b\nUsers (id, username, role, whose key signs):\n" + "\n".join(lines)


@click.command("mor-server", epilog=_users())
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="0 takes any free one.",
)
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the world in this file; one that holds a world already is used as it is.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other calls.")
@click.option(
    "--until",
    metavar="DATE",
    callback=_read_moment,
    help="The world's calls end before this day or time (ISO; default: now).",
)
@click.option(
    "--timezone",
    default="UTC",
    metavar="ZONE",
    show_default=True,
    callback=_read_zone,
    help="The zone of the server's clock.",
)
@click.option(
    "--prefix",
    default=_DEFAULTS.prefix,
    show_default=True,
    metavar="PATH",
    callback=_read_prefix,
    help="What precedes /api.",
)
@click.option(
    "--secret-key",
    default=_DEFAULTS.secret_key,
    show_default=True,
    metavar="KEY",
    help="The admin's API Secret Key.",
)
@click.option(
    "--reseller-key",
    "reseller_keys",
    multiple=True,
    metavar="ID=KEY",
    callback=_read_keys,
    help="A reseller's own API Secret Key (usually 3=333333 and 4=444444).",
)
@_flag("--disable-api", "api_enabled", "Allow API globally: off.")
@_flag("--allow-get", "get_allowed", "Allow GET API: on.")
@_flag("--disable-hash", "hash_checked", "Disable hash checking: on.")
@_choice("--recipe", "recipe", HashRecipe, "What local_calls_get wants hashed.")
@_names("--disable-reseller-api", "resellers_without_api", int, "ID", "Allow API: off for him.")
@_names(
    "--disable-reseller-hash", "resellers_without_hash", int, "ID", "Disable hash checking for him."
)
@_flag("--resellers-take-admin-key", "resellers_take_admin_key", "As newer versions do.")
@_flag("--allow-accountants", "accountants_allowed", "Accountants may ask, about anybody.")
@_choice(
    "--foreign-to-resellers",
    "foreign_to_resellers",
    ForeignIds,
    "What a reseller gets who asks about a user that is not his.",
)
@_choice("--foreign-to-users", "foreign_to_users", ForeignIds, "The same for users.")
@_names("--missing-method", "missing_methods", str, "NAME", "Answer it with 404, as before X13.")
@_choice("--error-form", "error_form", ErrorForm, "The elements around an error.")
@click.option(
    "--access-denied",
    default=_DEFAULTS.access_denied,
    show_default=True,
    metavar="TEXT",
    help="MOR may translate it.",
)
@_choice("--content-type", "content", ContentType, "text/html with an attachment, or text/xml.")
@_choice("--gzip", "gzip", Gzip, "Compress answers, with or without a header that says so.")
@_flag("--html-wrapper", "html_wrapper", "Put the XML inside an HTML page.")
@_flag("--leading-space", "leading_space", "White space before the XML declaration.")
@_flag("--right-spelling", "right_spelling", "originator_ip, not MOR's orignator_ip.")
@_flag("--absent-when-empty", "absent_when_empty", "No local_calls element without calls.")
@_flag("--offset-of-call", "offset_of_call", "Each call's own offset, not the present one.")
@_choice("--zone-form", "zone_form", ZoneForm, "GMT +0000 or GMT +00:00.")
@click.option("--delay", type=click.FloatRange(0), default=0.0, help="Seconds before each answer.")
@_choice("--fault", "fault", Fault, "Go wrong in this way.")
@click.option(
    "--fault-after",
    type=click.IntRange(0),
    default=0,
    help="How many requests are answered before the fault strikes.",
)
@click.option("--fault-times", type=click.IntRange(1), help="How many requests the fault strikes.")
@click.option(
    "--synthetic",
    "synthetic_calls",
    type=click.IntRange(0),
    metavar="N",
    help="Answer with N made-up calls, spread over the period.",
)
def command(
    host: str, port: int, database: Path | None, seed: int, until: datetime | None, **switches: Any
) -> None:
    """Serve a MOR-compatible API with a small telephone company's calls.

    The first line printed is the base address, http://127.0.0.1:PORT/billing; the API is under
    it, as in /billing/api/local_calls_get. Runs until SIGINT or SIGTERM.
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
            sandbox.database_unusable(str(path), str(error)),
            sandbox.database_hint(),
            code="sandbox-database",
        ) from None
    if reused:
        click.echo(sandbox.world_reused(str(path)), err=True)
    return database


async def _serve(store: Database, options: Options, host: str, port: int) -> None:
    leave = told_to_leave()
    async with AsyncExitStack() as stack:
        with listening_faults(host, port):
            server = await stack.enter_async_context(running(store, options, host=host, port=port))
        click.echo(server.url)
        click.echo(sandbox.mor_running(), err=True)
        await leave.wait()
