"""An operator's first day: everything morbot depends on, each part of it open to mischief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.calls.model import Account, Role
from bot.digests.model import Digest, Extras, MorUser, Plan
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.store import Digests
from bot.doctor import CheckResult, Status, diagnose
from bot.ids import COMMAND_LINE, Identity
from bot.links.directory import Directory
from bot.links.model import Link
from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Workspace
from bot.settings import Settings
from bot.store.database import open_database

ADMIN = Account("admin", 0, Role.ADMIN)
NILS = Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)
ADA = Account("adalind", 6, Role.USER, owner_id=3)
TOM = Account("tomford", 5, Role.USER)


@dataclass
class Clock:
    """A clock that can be wrong."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Office:
    """What there is to check. `set` changes settings, by their names in `Settings`."""

    mor: MorServer
    mor_clock: Clock
    workspace: Workspace
    folder: Path
    given: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.given = {
            "mor_url": self.mor.url,
            "mor_key_admin": "123456",
            "reseller_keys": {3: SecretStr("333333")},
            "slack_api_url": f"{self.workspace.address}/api",
            "slack_bot_token": self.workspace.bot_token,
            "slack_signing_secret": self.workspace.signing_secret,
            "database_url": f"sqlite+aiosqlite:///{self.folder / 'morbot.db'}",
        }

    def set(self, **given: object) -> None:
        """Change settings."""
        self.given.update(given)

    @property
    def environment(self) -> dict[str, str]:
        """The same settings for a process of its own."""
        given = dict(self.given)
        keys = given.pop("reseller_keys")
        return {
            **{name.upper(): str(value) for name, value in given.items()},
            **{f"MOR_KEY_RESELLER_{id_}": key.get_secret_value() for id_, key in keys.items()},
        }

    async def order(self, next_slot: datetime) -> Digest:
        """A digest of Tom's that is due then."""
        tom = Identity("T0HARBOR1", "U0TOMFORD")
        plan = Plan("yesterday", "0 9 * * *", "Europe/Vilnius", "", Extras())
        async with open_database(self.given["database_url"]) as database:
            digests = Digests(database)
            draft = await digests.find(
                await digests.draft(tom, MorUser(5, "tomford"), plan, next_slot)
            )
            assert draft is not None
            digest = await digests.confirm(draft, next_slot, next_slot, most=9)
            assert digest is not None
            return digest

    async def pause(self, digest: Digest, why: str) -> None:
        """Pause a digest, for a reason or for none."""
        async with open_database(self.given["database_url"]) as database:
            at = datetime.now(UTC)
            reason = Reason(ReasonCode.ERROR, why) if why else None
            assert await Digests(database).pause(digest, reason, by=digest.owner, at=at)

    async def link(self, *accounts: Account, suspended: str = "", days_ago: float = 0) -> None:
        """Link a person to each account, as if confirmed so many days ago."""
        at = datetime.now(UTC) - timedelta(days=days_ago)
        async with open_database(self.given["database_url"]) as database:
            await Directory(database).add(
                *(
                    Link(
                        Identity("T0HARBOR1", f"U0{account.username.upper()}"),
                        account,
                        external=False,
                        suspended=suspended,
                        created_at=at,
                        created_by=COMMAND_LINE,
                        checked_at=at,
                    )
                    for account in accounts
                )
            )

    async def diagnose(self, username: str | None = None) -> Mapping[str, CheckResult]:
        """Everything, in this process."""
        return await diagnose(lambda: Settings.load(env_file=None, **self.given), username=username)

    async def faults(self, username: str | None = None) -> dict[str, CheckResult]:
        """What is not well, and does not merely depend on something else."""
        found = await self.diagnose(username)
        return {
            name: one for name, one in found.items() if one.status in (Status.WARNING, Status.WRONG)
        }
