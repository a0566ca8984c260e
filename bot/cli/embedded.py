"""Runs the sandbox's MOR in this process, with settings for it, for `ask --sandbox` and `demo`."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.calls.model import Account, Role
from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import Database, MorServer, Options
from bot.sandbox.page.wire import Recorder
from bot.sandbox.serving import serve
from bot.sandbox.world import build_world
from bot.settings import Settings

_SEED = 1


@dataclass(frozen=True, slots=True)
class TelephoneCompany:
    """An embedded MOR: its base address, its options and keys, and its last requests."""

    url: str
    options: Options
    recorder: Recorder


@asynccontextmanager
async def telephone_company(now: datetime | None = None) -> AsyncIterator[TelephoneCompany]:
    """Serve a MOR with calls up to now. If `now` (aware) is given, its clock stands still then."""

    def clock() -> datetime:
        return now or datetime.now(UTC)

    with closing(Database.of(build_world(_SEED, clock()))) as database:
        mor = MorServer(database, clock=clock)
        recorder = Recorder(mor.app)
        async with serve(recorder) as address:
            yield TelephoneCompany(address + mor.options.prefix, mor.options, recorder)


@asynccontextmanager
async def embedded_settings(mor: TelephoneCompany, **given: Any) -> AsyncIterator[Settings]:
    """Yield settings for that MOR with a temporary database of their own.

    The `given` ones win. The operator's own settings for a real MOR are not used.
    """
    with tempfile.TemporaryDirectory(prefix="morbot-") as folder:
        yield Settings.load(
            env_file=None,
            **{
                "mor_url": mor.url,
                "mor_key_admin": SecretStr(mor.options.secret_key),
                "reseller_keys": {
                    id_: SecretStr(key) for id_, key in mor.options.reseller_keys.items()
                },
                "mor_recipe": "documented",
                "mor_timezone": None,
                "database_url": f"sqlite+aiosqlite:///{Path(folder) / 'morbot.db'}",
                **given,
            },
        )


def company_account(username: str) -> Account | None:
    """Return the account of one of the company's MOR users, or None if they cannot ask."""
    for user in MOR_USERS:
        if user.username == username and user.usertype in set(Role):
            # The embedded MOR refuses foreign ids to its resellers, as a real one does.
            reseller = user.usertype == Role.RESELLER
            return Account(username, user.id, Role(user.usertype), user.owner_id, reseller)
    return None
