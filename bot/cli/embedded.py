"""The sandbox's telephone company behind real settings: for `ask --sandbox` and `demo`."""

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
    """An embedded MOR: its base address, its switches and keys, and what it was asked lately."""

    url: str
    options: Options
    recorder: Recorder


@asynccontextmanager
async def telephone_company(now: datetime | None = None) -> AsyncIterator[TelephoneCompany]:
    """An embedded MOR with calls up to `now` (aware), where its clock stands still if given."""

    def clock() -> datetime:
        return now or datetime.now(UTC)

    with closing(Database.of(build_world(_SEED, clock()))) as database:
        mor = MorServer(database, clock=clock)
        recorder = Recorder(mor.app)
        async with serve(recorder) as address:
            yield TelephoneCompany(address + mor.options.prefix, mor.options, recorder)


@asynccontextmanager
async def embedded_settings(mor: TelephoneCompany, **given: Any) -> AsyncIterator[Settings]:
    """Settings for that MOR and a database of their own, gone at the end.

    `given` ones win, and what the operator has set for a real MOR does not count here.
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
    """The account of one of the company's MOR users; None if there is none that may ask."""
    for user in MOR_USERS:
        if user.username == username and user.usertype in set(Role):
            # The embedded MOR refuses foreign ids to its resellers, as a real one does.
            reseller = user.usertype == Role.RESELLER
            return Account(username, user.id, Role(user.usertype), user.owner_id, reseller)
    return None
