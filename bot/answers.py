"""The main use case: a person asks, and gets an Answer drawn from MOR under his own name.

Whoever asks, from Slack, the command line or a schedule, comes through `Answers.ask`: it reads the
command, finds whom it is about, checks the access table, asks MOR and sums up. Each question,
answered or refused, becomes one line of the audit log. A person's question that he has already
asked, in the same words and the same minute, is not put to MOR again while it is under way.
"""

import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.calls import access
from bot.calls.filters import passing
from bot.calls.model import Account, Answer, Call, Query, Report, Role, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.calls.report import ReportBuilder
from bot.errors import AskError, MorbotError
from bot.messages import access as sentences
from bot.messages import asking
from bot.mor.breaker import Resting
from bot.mor.client import MorClient
from bot.share import InFlight, Share
from bot.store.audit import Audit, AuditEntry
from bot.store.directory import Directory, Identity
from bot.telemetry import Numbers, logger

log = logger(__name__)

Copy = Callable[[Query, list[Call]], Awaitable[None]]
"""Takes the calls that pass a question's filters, in batches as they are read from MOR. They may
not be believed before the answer is there.
"""


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
class _Outcome:
    """What came of a question, and how far it came; filled in as it becomes known."""

    target: int | None = None
    query: Query | None = None
    answer: Answer | None = None
    error: Exception | None = None

    @property
    def code(self) -> str:
        if isinstance(self.error, MorbotError):
            return self.error.code
        if self.error is not None:
            return "failed"
        return "answered" if self.answer else "cut-off"

    @property
    def rows(self) -> int | None:
        return self.answer.report.total if self.answer else None


class Answers:
    """Answers questions about local calls. `longest_periods` is in days, by role name; `share` is
    what one person may ask of MOR.
    """

    def __init__(  # noqa: PLR0913 -- whom it works with
        self,
        mor: MorClient,
        directory: Directory,
        audit: Audit,
        longest_periods: dict[str, int],
        *,
        share: Share | None = None,
        numbers: Numbers | None = None,
    ) -> None:
        self._mor = mor
        self._directory = directory
        self._audit = audit
        self._longest_periods = longest_periods
        self._share = share or Share()
        self._numbers = numbers or Numbers()
        self._in_flight: InFlight[_Outcome] = InFlight()

    async def ask(self, text: str, asker: Asker, copy: Copy | None = None) -> Answer:
        """Answer the command `text` (the part behind the command's name).

        With `copy` all calls are given out besides, and the audit log says so (kind `file`).
        Raises AskError for what the asker can mend and MorError for what MOR did. Both, and any
        other fault, are in the audit log by then.
        """
        log.info("question-begun", org=asker.identity.org, user=asker.identity.user)
        begun = time.perf_counter()
        outcome = _Outcome()
        try:
            outcome = await self._outcome(text, asker, copy)
        finally:
            self._tell(asker, outcome, time.perf_counter() - begun)
            await self._audit.write(_entry(asker, outcome, "file" if copy else "question"))
        if outcome.answer is None:
            raise outcome.error or RuntimeError("a question without an outcome")
        return outcome.answer

    def _tell(self, asker: Asker, outcome: _Outcome, seconds: float) -> None:
        self._numbers.question(outcome.code)
        log.info(
            "question-answered" if outcome.answer else "question-refused",
            org=asker.identity.org,
            user=asker.identity.user,
            target=outcome.target,
            outcome=outcome.code,
            rows=outcome.rows,
            seconds=round(seconds, 3),
        )

    async def _outcome(self, text: str, asker: Asker, copy: Copy | None) -> _Outcome:
        try:
            self._share.admit(asker.identity)
        except AskError as error:
            return _Outcome(error=error)
        if copy is not None:
            return await self._find_out(text, asker, copy)
        # Within one minute of his clock "today" and "the last hour" mean the same.
        minute = asker.now.replace(second=0, microsecond=0)
        question = (text.strip(), replace(asker, now=minute))
        return await self._in_flight.join(question, partial(self._find_out, text, asker))

    async def _find_out(self, text: str, asker: Asker, copy: Copy | None = None) -> _Outcome:
        outcome = _Outcome()
        try:
            outcome.answer = await self._answer(text, asker, outcome, copy)
        except Resting as error:
            outcome.error = error.told_in(ZoneInfo(asker.zone))
        except Exception as error:  # noqa: BLE001 -- each of those who wait raises it
            outcome.error = error
        return outcome

    async def _answer(
        self, text: str, asker: Asker, outcome: _Outcome, copy: Copy | None
    ) -> Answer:
        account = asker.account
        if account is None:
            raise AskError(*asking.not_linked(asker.suspended), code="not-linked")
        query = read_command(text, asker.now, account, asker.locale)
        outcome.query = query
        async with self._share.turn(asker.identity):
            target = await self._target(query.who, account)
            outcome.target = target.user_id
            access.check(account, target.user_id)
            access.check_period(query.period, self._longest_periods[account.role])
            report = await self._report(query, account, target, ZoneInfo(asker.zone), copy)
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
        self, query: Query, account: Account, target: Target, zone: ZoneInfo, copy: Copy | None
    ) -> Report:
        builder = ReportBuilder(query, zone)
        passes = passing(query.filters) if query.filters else None
        calls = self._mor.local_calls(account, target.user_id, query.period)
        async with aclosing(calls) as batches:
            async for batch in batches:
                builder.add(batch)
                if copy is not None:
                    await copy(query, [call for call in batch if passes is None or passes(call)])
        return builder.report()


def _own(account: Account) -> Target:
    if account.user_id is None:
        raise AskError(*asking.no_own_id(), code="no-own-id")
    return Target(account.user_id, account.username)


def _entry(asker: Asker, outcome: _Outcome, kind: str) -> AuditEntry:
    period = outcome.query.period if outcome.query else None
    return AuditEntry(
        at=datetime.now(UTC),
        org=asker.identity.org,
        slack_user=asker.identity.user,
        mor_username=asker.account.username if asker.account else "",
        target=outcome.target,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        rows=outcome.rows,
        outcome=outcome.code,
        kind=kind,
    )
