"""Runs checks: at one time where they do not depend on each other, and none for long."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import ClientSession
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.digests.store import Digest
from bot.doctor import texts as say
from bot.doctor.finding import Finding, State, skipped, wrong
from bot.errors import MorbotError
from bot.links.model import Link
from bot.settings import Settings

CHECK_SECONDS = 5.0
ADMIN = Account("admin", MOR_ADMIN_ID, Role.ADMIN)  # as MOR itself calls him at first

Clock = Callable[[], datetime]


def clock() -> datetime:
    """This machine's time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Examination:
    """What the checks of one examination share.

    `username` is the MOR user to ask as, None for one that fits. `clock` gives this machine's time,
    aware. The rest is noted by checks for those that come after them: the `links` and `digests`,
    Slack's answer to `auth.test` and MOR's to its first request, and the `findings` by name.
    """

    settings: Settings
    session: ClientSession
    username: str | None = None
    clock: Clock = clock
    links: Sequence[Link] = ()
    digests: Sequence[Digest] = ()
    slack: AsyncSlackResponse | None = None
    mor_refusal: MorbotError | None = None
    mor_version: str = ""
    findings: dict[str, Finding] = field(default_factory=dict)

    @property
    def accounts(self) -> list[Account]:
        """The accounts of the links that count, those with the most rights first."""
        accounts = [link.account for link in self.links if not link.suspended]
        return sorted(accounts, key=lambda account: list(Role).index(account.role))

    @property
    def asker(self) -> Account:
        """The account to ask MOR as: the one named, else the linked one with the most rights that
        can be signed for, else MOR's admin by his usual name.
        """
        if self.username is not None:
            named = [account for account in self.accounts if account.username == self.username]
            return named[0] if named else Account(self.username, None, Role.ADMIN)
        return next(filter(self.can_sign, self.accounts), ADMIN)

    def can_sign(self, account: Account) -> bool:
        """Whether the settings have what MOR wants for this account."""
        return self.settings.mor_recipe == "disabled" or account.key_id in self.settings.mor_keys


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at.

    It is looked at after those it `needs` and those it `follows`, and not at all if one that it
    needs is not well. `look` may raise MorbotError, which is then what was found.
    """

    name: str
    look: Callable[[Examination], Awaitable[Finding]]
    needs: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


async def run(checks: Sequence[Check], examination: Examination) -> None:
    """Look at everything, and note each finding. A check stands after those it depends on."""
    tasks: dict[str, asyncio.Task[None]] = {}
    async with asyncio.TaskGroup() as group:
        for check in checks:
            before = [tasks[name] for name in (*check.needs, *check.follows) if name in tasks]
            tasks[check.name] = group.create_task(_take_turn(check, examination, before))


async def _take_turn(
    check: Check, examination: Examination, before: list[asyncio.Task[None]]
) -> None:
    for task in before:
        await task
    examination.findings[check.name] = await _look(check, examination)


async def _look(check: Check, examination: Examination) -> Finding:
    for need in check.needs:
        found = examination.findings[need]
        if found.stands_in_the_way:
            return because_of(need, found)
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check.look(examination)
    except TimeoutError:
        return wrong(*say.no_answer(CHECK_SECONDS))
    except MorbotError as error:
        return wrong(error.text, error.hint)


def because_of(name: str, found: Finding) -> Finding:
    """What is found where something stands in the way: what that is, however far away."""
    return found if found.state is State.SKIPPED else skipped(say.not_looked_at(name))
