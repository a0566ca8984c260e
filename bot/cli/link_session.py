"""What every `morbot link` command needs: the directory, MOR, and whose person is meant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from functools import wraps
from typing import ParamSpec

import click

from bot.errors import AskError
from bot.linking import Linking, check_person
from bot.messages import linking as say
from bot.mor.client import MorClient
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.directory import Directory, Identity

P = ParamSpec("P")

org_option = click.option(
    "--org",
    metavar="ID",
    help="The person's own Slack enterprise (E…) or else workspace (T…). May be left out while"
    " there is only one that it can be.",
)


def in_a_loop(command: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a command's coroutine function in an event loop of its own."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


@asynccontextmanager
async def directory_open() -> AsyncIterator[Directory]:
    """The directory that the settings name. Raises ConfigError."""
    async with open_database(Settings.load().database_url) as database:
        yield Directory(database)


@asynccontextmanager
async def linking_open() -> AsyncIterator[tuple[Linking, Directory]]:
    """The use cases over that directory and the MOR that the settings name. Raises ConfigError."""
    settings = Settings.load()
    mor = MorClient(
        settings.mor_url,
        settings.mor_keys,
        recipe=settings.mor_recipe,
        timezone=settings.mor_timezone,
        timeout=settings.mor_timeout,
        parallel=settings.mor_parallel,
    )
    async with open_database(settings.database_url) as database, mor:
        directory = Directory(database)
        yield Linking(directory, mor, settings.mor_keys), directory


async def new_person(user: str, org: str | None, directory: Directory) -> Identity:
    """The person to be added: of the org given, else of the only one known so far.

    Raises AskError where that is none or several, or where an id cannot be one of Slack's.
    """
    if org is None:
        links = await directory.all()
        org = _only(
            {link.identity.org for link in links} | {a.org for a in await directory.admins()}
        )
    identity = Identity(org, user)
    check_person(identity)
    return identity


def known_person(user: str, org: str | None, people: Iterable[Identity]) -> Identity | None:
    """The one of `people` who is meant; None if nobody is. Raises AskError if several could be."""
    orgs = {one.org for one in people if one.user == user and org in (None, one.org)}
    return Identity(_only(orgs), user) if orgs else None


def _only(orgs: set[str]) -> str:
    if len(orgs) != 1:
        raise AskError(*say.which_org(sorted(orgs)), code="org")
    return orgs.pop()
