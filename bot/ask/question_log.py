"""What came of a question, told in the log, the numbers and the audit log."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.calls.asker import Asker
from bot.calls.model import Period
from bot.errors import MorbotError
from bot.store.audit import Audit, AuditEntry
from bot.telemetry import Numbers, logger

log = logger(__name__)

_MAY_BE_SEEN = ("answered", "post-unknown")


@dataclass(slots=True)
class Outcome:
    """How far a question came; filled in as it becomes known, `rows` by an answer only."""

    target: int | None = None
    period: Period | None = None
    rows: int | None = None
    error: BaseException | None = None

    @property
    def code(self) -> str:
        """`answered`, or what kept it from being answered."""
        match self.error:
            case MorbotError():
                return self.error.code
            case asyncio.CancelledError():
                return "cut-off"
            case None if self.rows is not None:
                return "answered"
        return "failed"

    @property
    def given_out(self) -> int | None:
        """How many calls somebody has got, or may have got; None where he certainly has none."""
        return self.rows if self.code in _MAY_BE_SEEN else None


class Ledger:
    """Tells of every question at its end."""

    def __init__(self, audit: Audit, numbers: Numbers) -> None:
        self._audit = audit
        self._numbers = numbers

    @asynccontextmanager
    async def entry(self, asker: Asker, kind: str = "question") -> AsyncIterator[Outcome]:
        """The outcome of what the block does, in the audit log when the block is left.

        `kind` is the audit log's. What is raised within passes through.
        """
        log.info("question-begun", org=asker.identity.org, user=asker.identity.user, kind=kind)
        begun = time.perf_counter()
        outcome = Outcome()
        try:
            yield outcome
        except BaseException as error:
            outcome.error = error
            raise
        finally:
            self._tell(asker, outcome, time.perf_counter() - begun)
            await self._audit.write(_line(asker, kind, outcome))

    def _tell(self, asker: Asker, outcome: Outcome, seconds: float) -> None:
        self._numbers.question(outcome.code)
        log.info(
            "question-answered" if outcome.code == "answered" else "question-refused",
            org=asker.identity.org,
            user=asker.identity.user,
            target=outcome.target,
            outcome=outcome.code,
            rows=outcome.given_out,
            seconds=round(seconds, 3),
        )


def _line(asker: Asker, kind: str, outcome: Outcome) -> AuditEntry:
    period = outcome.period
    return AuditEntry(
        at=datetime.now(UTC),
        org=asker.identity.org,
        slack_user=asker.identity.user,
        mor_username=asker.account.username if asker.account else "",
        target=outcome.target,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        rows=outcome.given_out,
        outcome=outcome.code,
        kind=kind,
    )
