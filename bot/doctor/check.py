"""A check, its result, and what runs checks: concurrently where they are independent."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from aiohttp import ClientSession
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.digests.model import Digest
from bot.errors import MorbotError
from bot.links.model import Link
from bot.settings import Settings

CHECK_SECONDS = 5.0
ADMIN = Account("admin", MOR_ADMIN_ID, Role.ADMIN)
"""MOR's admin, under the name that a new MOR gives them."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return this machine's time."""
    return datetime.now(UTC)


class Status(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"  # it works, but somebody should know
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, in a sentence, and how to fix it. Neither contains a secret."""

    status: Status
    text: str
    hint: str = ""

    @property
    def blocks_dependents(self) -> bool:
        """Whether checks that need this one are skipped."""
        return self.status in (Status.WRONG, Status.SKIPPED)


def ok(text: str) -> CheckResult:
    """Return the result that all is well."""
    return CheckResult(Status.OK, text)


def warning(text: str, hint: str) -> CheckResult:
    """Return the result that it works, but somebody should know."""
    return CheckResult(Status.WARNING, text, hint)


def wrong(text: str, hint: str = "") -> CheckResult:
    """Return the result that it has to be fixed."""
    return CheckResult(Status.WRONG, text, hint)


def skipped(text: str) -> CheckResult:
    """Return the result that it could not be checked."""
    return CheckResult(Status.SKIPPED, text)


def skipped_because(name: str, blocking: CheckResult) -> CheckResult:
    """Return the result of a check that needs check `name`. The first cause is the one named."""
    if blocking.status is Status.SKIPPED:
        return blocking
    return skipped(f"Skipped. Fix “{name}” first.")


@dataclass(slots=True)
class CheckContext:
    """What the checks of one run share.

    `username` is the MOR user to ask as; None chooses one. `clock` returns this machine's time,
    aware. Checks store the rest for those that come after them: the `links` and `digests`, Slack's
    answer to `auth.test`, MOR's answer to the first request, and the `results` by name.
    """

    settings: Settings
    session: ClientSession
    username: str | None = None
    clock: Clock = utc_now
    links: Sequence[Link] = ()
    digests: Sequence[Digest] = ()
    auth_test: AsyncSlackResponse | None = None
    mor_refusal: MorbotError | None = None
    mor_version: str = ""
    results: dict[str, CheckResult] = field(default_factory=dict)

    @property
    def active_links(self) -> list[Link]:
        """The links that are not suspended."""
        return [link for link in self.links if not link.suspended]

    @property
    def accounts(self) -> list[Account]:
        """The accounts of the active links, those with the most rights first."""
        accounts = [link.account for link in self.active_links]
        return sorted(accounts, key=lambda account: list(Role).index(account.role))

    @property
    def asker(self) -> Account:
        """The account to ask MOR as.

        The named one; else, of the linked ones that can be signed for, the one with the most
        rights; else MOR's admin.
        """
        if self.username is not None:
            named = [account for account in self.accounts if account.username == self.username]
            return named[0] if named else Account(self.username, None, Role.ADMIN)
        return next(filter(self.can_sign, self.accounts), ADMIN)

    def can_sign(self, account: Account) -> bool:
        """Whether the settings have the key that MOR wants for this account."""
        return self.settings.mor_recipe == "disabled" or account.key_id in self.settings.mor_keys

    def slack_header(self, name: str) -> str | None:
        """Return a header of Slack's answer to `auth.test`; `name` is in lower case."""
        headers = self.auth_test.headers if self.auth_test is not None else {}
        return next((str(value) for key, value in headers.items() if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Check:
    """A check. It runs after those it `needs` and those named in `after`.

    It is skipped if one that it needs is wrong or skipped. If `check` raises MorbotError, the error
    is the result.
    """

    name: str
    check: Callable[[CheckContext], Awaitable[CheckResult]]
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


async def run_checks(checks: Sequence[Check], context: CheckContext) -> None:
    """Run `checks`, and store their results. Each is listed after those that it depends on."""
    tasks: dict[str, asyncio.Task[None]] = {}
    async with asyncio.TaskGroup() as group:
        for check in checks:
            before = [tasks[name] for name in (*check.needs, *check.after) if name in tasks]
            tasks[check.name] = group.create_task(_run_after(before, check, context))


async def _run_after(before: list[asyncio.Task[None]], check: Check, context: CheckContext) -> None:
    for task in before:
        await task
    context.results[check.name] = await _run(check, context)


async def _run(check: Check, context: CheckContext) -> CheckResult:
    for need in check.needs:
        result = context.results[need]
        if result.blocks_dependents:
            return skipped_because(need, result)
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check.check(context)
    except TimeoutError:
        return wrong(
            f"No answer within {CHECK_SECONDS:g} seconds.",
            "Check whether it is overloaded, and whether a firewall on the way drops packets.",
        )
    except MorbotError as error:
        return wrong(error.text, error.details or error.hint)
