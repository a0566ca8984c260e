"""The main use case: a person asks, and gets an Answer drawn from MOR under his own name.

Whoever asks, from Slack, the command line or a schedule, comes through `Answers.ask`: it reads the
command, finds whom it is about, checks the access table, asks MOR and sums up. Each question,
answered or refused, becomes one line of the audit log.
"""

from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.calls import access
from bot.calls.model import Account, Answer, Query, Report, Role, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.calls.report import ReportBuilder
from bot.errors import AskError, MorbotError
from bot.messages import access as sentences
from bot.messages import asking
from bot.mor.client import MorClient
from bot.store.audit import Audit, AuditEntry
from bot.store.directory import Directory, Identity


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and at what clock.

    `account` is None for somebody not linked; `suspended` then tells why a link does not count.
    `now` is aware, in the person's zone; `zone_assumed` says that this zone is only the default.
    `locale` is Slack's (`en-US`), None where it is unknown.
    """

    identity: Identity
    account: Account | None
    now: datetime
    zone: str
    zone_assumed: bool = False
    locale: str | None = None
    suspended: str = ""


@dataclass(slots=True)
class _Trail:
    """What the audit log will say; filled in as the question becomes known."""

    target: int | None = None
    query: Query | None = None
    rows: int | None = None


class Answers:
    """Answers questions about local calls. `longest_periods` is in days, by role name."""

    def __init__(
        self, mor: MorClient, directory: Directory, audit: Audit, longest_periods: dict[str, int]
    ) -> None:
        self._mor = mor
        self._directory = directory
        self._audit = audit
        self._longest_periods = longest_periods

    async def ask(self, text: str, asker: Asker) -> Answer:
        """Answer the command `text` (the part behind the command's name).

        Raises AskError for what the asker can mend and MorError for what MOR did. Both, and any
        other fault, are in the audit log by then.
        """
        trail = _Trail()
        outcome = "failed"
        try:
            answer = await self._answer(text, asker, trail)
            outcome = "answered"
        except MorbotError as error:
            outcome = error.code
            raise
        finally:
            await self._audit.write(_entry(asker, trail, outcome))
        return answer

    async def _answer(self, text: str, asker: Asker, trail: _Trail) -> Answer:
        account = asker.account
        if account is None:
            raise AskError(*asking.not_linked(asker.suspended), code="not-linked")
        query = read_command(text, asker.now, account, asker.locale)
        trail.query = query
        target = await self._target(query.who, account)
        trail.target = target.user_id
        access.check(account, target.user_id)
        access.check_period(query.period, self._longest_periods[account.role])
        report = await self._report(query, account, target, ZoneInfo(asker.zone))
        trail.rows = report.total
        return Answer(
            account=account,
            target=target,
            query=query,
            report=report,
            zone=asker.zone,
            zone_assumed=asker.zone_assumed,
            asked_at=asker.now,
        )

    async def _target(self, who: Who, account: Account) -> Target:
        """Whom the question is about. The id is not yet checked against the access table."""
        if who.kind is WhoKind.MENTION:
            return await self._linked(who.value)
        if who.kind is WhoKind.ME or who.value == account.username:
            return _own(account)
        if who.kind is WhoKind.ID:
            user_id = int(who.value)
            return _own(account) if user_id == account.user_id else Target(user_id)
        if account.role is Role.USER:
            raise AskError(*sentences.only_own(), code="not-allowed")
        details = await self._mor.user_details(account, username=who.value)
        if details.username != who.value:
            # MOR answered about somebody else: for the asker that name does not exist.
            raise AskError(*sentences.no_such_user(), code="user-not-found")
        return Target(details.user_id, details.username)

    async def _linked(self, slack_user: str) -> Target:
        link = await self._directory.find_by_slack_user(slack_user)
        found = link.account if link is not None and not link.suspended else None
        if found is None or found.user_id is None:
            raise AskError(*asking.mention_not_linked(), code="user-not-found")
        return Target(found.user_id, found.username)

    async def _report(
        self, query: Query, account: Account, target: Target, zone: ZoneInfo
    ) -> Report:
        builder = ReportBuilder(query, zone)
        calls = self._mor.local_calls(account, target.user_id, query.period)
        async with aclosing(calls) as batches:
            async for batch in batches:
                builder.add(batch)
        return builder.report()


def _own(account: Account) -> Target:
    if account.user_id is None:
        raise AskError(*asking.no_own_id(), code="no-own-id")
    return Target(account.user_id, account.username)


def _entry(asker: Asker, trail: _Trail, outcome: str) -> AuditEntry:
    period = trail.query.period if trail.query else None
    return AuditEntry(
        at=datetime.now(UTC),
        org=asker.identity.org,
        slack_user=asker.identity.user,
        mor_username=asker.account.username if asker.account else "",
        target=trail.target,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        rows=trail.rows,
        outcome=outcome,
        kind="question",
    )
