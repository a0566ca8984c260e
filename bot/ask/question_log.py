"""The outcome of each question, written to the log, the metrics and the audit log."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.calls.asker import Asker
from bot.calls.model import Period
from bot.errors import ErrorCode, MorbotError, MorError
from bot.store.audit import Audit, AuditEntry
from bot.telemetry import Metrics, logger

log = logger(__name__)

_MAY_HAVE_BEEN_SEEN = ("answered", ErrorCode.POST_UNKNOWN)


@dataclass(slots=True)
class QuestionOutcome:
    """What is known of a question so far. Only an answer fills in `rows`."""

    target: int | None = None
    period: Period | None = None
    rows: int | None = None
    error: BaseException | None = None

    @property
    def code(self) -> str:
        """`answered`, or the code of what went wrong."""
        match self.error:
            case MorbotError():
                return self.error.code
            case asyncio.CancelledError():
                return "cut-off"
            case None if self.rows is not None:
                return "answered"
        return "failed"

    @property
    def rows_given_out(self) -> int | None:
        """How many calls somebody has seen, or may have seen; None if certainly none."""
        return self.rows if self.code in _MAY_HAVE_BEEN_SEEN else None


class QuestionLog:
    """Records every question when it ends."""

    def __init__(self, audit: Audit, metrics: Metrics) -> None:
        self._audit = audit
        self._metrics = metrics
        self._watchers: list[Callable[[MorError], None]] = []

    def watch(self, told: Callable[[MorError], None]) -> None:
        """Call `told` with each error of MOR that has details which the asker is not told."""
        self._watchers.append(told)

    @asynccontextmanager
    async def entry(self, asker: Asker, kind: str = "question") -> AsyncIterator[QuestionOutcome]:
        """Give an outcome to fill in, and record it when the block ends.

        `kind` is the audit log's. An exception in the block is recorded and raised again.
        """
        log.info("question-begun", org=asker.identity.org, user=asker.identity.user, kind=kind)
        begun = time.perf_counter()
        outcome = QuestionOutcome()
        try:
            yield outcome
        except BaseException as error:
            outcome.error = error
            if isinstance(error, MorError) and error.details:
                for told in self._watchers:
                    told(error)
            raise
        finally:
            await self._record(asker, kind, outcome, time.perf_counter() - begun)

    async def _record(
        self, asker: Asker, kind: str, outcome: QuestionOutcome, seconds: float
    ) -> None:
        code, rows = outcome.code, outcome.rows_given_out
        self._metrics.question(code)
        log.info(
            "question-answered" if code == "answered" else "question-refused",
            org=asker.identity.org,
            user=asker.identity.user,
            target=outcome.target,
            outcome=code,
            rows=rows,
            seconds=round(seconds, 3),
        )
        period = outcome.period
        await self._audit.write(
            AuditEntry(
                at=datetime.now(UTC),
                org=asker.identity.org,
                slack_user=asker.identity.user,
                mor_username=asker.account.username if asker.account else "",
                target=outcome.target,
                period_start=period.start if period else None,
                period_end=period.end if period else None,
                rows=rows,
                outcome=code,
                kind=kind,
            )
        )
