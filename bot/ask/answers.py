"""A person asks, and gets an Answer drawn from MOR under his own name.

`Answers.ask` reads the command, finds whom it is about, checks the access table, asks MOR and sums
up. A person's question that he has already asked, in the same words and the same minute, is not
put to MOR again while it is under way.
"""

from collections.abc import Awaitable, Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask.question_log import Ledger, Outcome
from bot.ask.rate_limit import InFlight, Share
from bot.ask.texts import asking
from bot.calls import access
from bot.calls import access_texts as sentences
from bot.calls.asker import Asker
from bot.calls.filters import passing
from bot.calls.model import Account, Answer, Call, Query, Report, Role, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.calls.report import ReportBuilder
from bot.errors import AskError
from bot.links.directory import Directory
from bot.links.texts import linking
from bot.mor.breaker import Resting
from bot.mor.client import MorClient
from bot.store.audit import Audit
from bot.telemetry import Numbers

Copy = Callable[[Query, list[Call]], Awaitable[None]]
"""Takes the calls that pass a question's filters, in batches as they are read from MOR. They may
not be believed before the answer is there.
"""


@dataclass(slots=True)
class _Flight:
    """A question under way, for all who wait for it: either `answer` or the outcome's error."""

    outcome: Outcome
    answer: Answer | None = None


class Answers:
    """Answers questions about local calls. `longest_periods` is in days, by role name; `share` is
    what one person may ask of MOR. An answer holds the first `rows_held` calls in its order.
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
        rows_held: int = 20,
    ) -> None:
        self._mor = mor
        self._directory = directory
        self.ledger = Ledger(audit, numbers or Numbers())
        self._longest_periods = longest_periods
        self._share = share or Share()
        self._rows_held = rows_held
        self._in_flight: InFlight[_Flight] = InFlight()

    async def ask(self, text: str, asker: Asker) -> Answer:
        """Answer the command `text` (the part behind the command's name).

        Raises AskError for what the asker can mend and MorError for what MOR did. Both, and any
        other fault, are in the audit log by then.
        """
        # Within one minute of his clock "today" and "the last hour" mean the same.
        minute = asker.now.replace(second=0, microsecond=0)
        question = (text.strip(), replace(asker, now=minute, channel=""))
        find_out = partial(self._read, text, asker, None)
        async with self.ledger.entry(asker) as outcome:
            return await self._join(outcome, asker, question, find_out)

    async def copied(self, text: str, asker: Asker, outcome: Outcome, copy: Copy) -> Answer:
        """Answer a command and give all its calls to `copy`, for an entry of the ledger that
        somebody opened. Raises as `ask` does.
        """
        return await self._join(outcome, asker, None, partial(self._read, text, asker, copy))

    async def answer(
        self,
        query: Query,
        target: Target,
        asker: Asker,
        outcome: Outcome,
        copy: Copy | None = None,
    ) -> Answer:
        """Answer what is understood already, for an entry of the ledger that somebody opened.

        The asker's rights are checked and MOR is asked, as for a typed question.
        """
        question = (query, target, asker.identity, asker.account, asker.zone)
        find_out = partial(self._take_turn, query, target, asker, copy)
        return await self._join(outcome, asker, None if copy else question, find_out)

    def account(self, asker: Asker) -> Account:
        """The MOR user behind the asker. Raises AskError."""
        if asker.account is None:
            raise linking.not_linked(asker.suspended)
        return asker.account

    def check(self, query: Query, target: Target, asker: Asker) -> None:
        """Return where the asker may ask this now. Raises AskError."""
        account = self.account(asker)
        access.check(account, target.user_id)
        access.check_period(query.period, self._longest_periods[account.role])

    def read(self, text: str, asker: Asker) -> Query:
        """What a command asks, with the asker's rights checked as far as that needs nobody else.

        Raises AskError.
        """
        account = self.account(asker)
        query = read_command(text, asker.now, account, asker.locale)
        if query.who.kind is WhoKind.ID:
            access.check(account, int(query.who.value))
        access.check_period(query.period, self._longest_periods[account.role])
        return query

    async def target(self, query: Query, asker: Asker) -> Target:
        """Whom a query is about, looked up as for a question. The asker's rights are checked.

        Raises AskError and MorError.
        """
        account = self.account(asker)
        self._share.admit(asker.identity)
        async with self._share.turn(asker.identity):
            target = await self._target(query.who, account)
        self.check(query, target, asker)
        return target

    def of_report(self, report: Report, query: Query, target: Target, asker: Asker) -> Answer:
        """The report as an answer to the asker, whose rights were checked."""
        return Answer(
            account=self.account(asker),
            target=target,
            query=query,
            report=report,
            zone=asker.zone,
            zone_assumed=asker.zone_assumed,
            asked_at=asker.now,
        )

    async def _join(
        self,
        outcome: Outcome,
        asker: Asker,
        question: Hashable | None,
        find_out: Callable[[Outcome], Awaitable[Answer]],
    ) -> Answer:
        """Join whoever asks the same at the moment; nobody without a `question` to tell it by."""
        self._share.admit(asker.identity)
        fly = partial(self._fly, find_out, asker)
        flight = await (fly() if question is None else self._in_flight.join(question, fly))
        outcome.target, outcome.period = flight.outcome.target, flight.outcome.period
        if flight.answer is None:
            raise flight.outcome.error or RuntimeError("a question without an outcome")
        outcome.rows = flight.outcome.rows
        return flight.answer

    async def _fly(self, find_out: Callable[[Outcome], Awaitable[Answer]], asker: Asker) -> _Flight:
        flight = _Flight(Outcome())
        try:
            flight.answer = await find_out(flight.outcome)
        except Resting as error:
            flight.outcome.error = error.told_in(ZoneInfo(asker.zone))
        except Exception as error:  # noqa: BLE001 -- each of those who wait raises it
            flight.outcome.error = error
        return flight

    async def _read(self, text: str, asker: Asker, copy: Copy | None, outcome: Outcome) -> Answer:
        account = self.account(asker)
        query = read_command(text, asker.now, account, asker.locale)
        outcome.period = query.period
        async with self._share.turn(asker.identity):
            target = await self._target(query.who, account)
            return await self._find(query, target, asker, copy, outcome)

    async def _take_turn(
        self, query: Query, target: Target, asker: Asker, copy: Copy | None, outcome: Outcome
    ) -> Answer:
        async with self._share.turn(asker.identity):
            return await self._find(query, target, asker, copy, outcome)

    async def _find(
        self, query: Query, target: Target, asker: Asker, copy: Copy | None, outcome: Outcome
    ) -> Answer:
        outcome.target, outcome.period = target.user_id, query.period
        self.check(query, target, asker)
        account = self.account(asker)
        report = await self._report(query, account, target, ZoneInfo(asker.zone), copy)
        outcome.rows = report.total
        return self.of_report(report, query, target, asker)

    async def _target(self, who: Who, account: Account) -> Target:
        """Whom the question is about. The id is not yet checked against the access table."""
        if who.kind is WhoKind.MENTION:
            return await self._linked(who.value, account)
        if who.kind is WhoKind.ME or who.value == account.username:
            return _own(account)
        if who.kind is WhoKind.ID:
            user_id = int(who.value)
            return _own(account) if user_id == account.user_id else Target(user_id)
        if account.role is Role.USER:
            raise AskError(*sentences.ONLY_OWN, code="not-allowed")
        details = await self._mor.user_details(account, username=who.value)
        if details.username != who.value:
            # MOR answered about somebody else: for the asker that name does not exist.
            raise AskError(*sentences.NO_SUCH_USER, code="user-not-found")
        return Target(details.user_id, details.username)

    async def _linked(self, slack_user: str, account: Account) -> Target:
        """Whom a mention stands for. Somebody linked to a user that is not the asker's is told of
        no differently from somebody not linked.
        """
        link = await self._directory.find_by_slack_user(slack_user)
        found = link.account if link is not None and not link.suspended else None
        if found is None or found.user_id is None or not _within_reach(found, account):
            raise AskError(*asking.MENTION_NOT_LINKED, code="user-not-found")
        return Target(found.user_id, found.username)

    async def _report(
        self, query: Query, account: Account, target: Target, zone: ZoneInfo, copy: Copy | None
    ) -> Report:
        builder = ReportBuilder(query, zone, self._rows_held)
        passes = passing(query.filters) if query.filters else None
        calls = self._mor.local_calls(account, target.user_id, query.period)
        async with aclosing(calls) as batches:
            async for batch in batches:
                builder.add(batch)
                if copy is not None:
                    await copy(query, [call for call in batch if passes is None or passes(call)])
        return builder.report()


def _within_reach(other: Account, account: Account) -> bool:
    own = account.user_id
    owned = other.role is Role.USER and other.owner_id == own and account.role is Role.RESELLER
    return account.role is Role.ADMIN or other.user_id == own or owned


def _own(account: Account) -> Target:
    if account.user_id is None:
        raise AskError(*asking.NO_OWN_ID, code="no-own-id")
    return Target(account.user_id, account.username)
