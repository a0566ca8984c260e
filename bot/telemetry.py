"""Logs and metrics.

The log is one JSON line an event on standard error, with the id of the request it belongs to. The
same id is shown to a person after a bug. The log has ids, codes and durations, never texts, calls
or secrets. The words of others, above all in exceptions, may contain anything: they are left out
or masked.

Nothing is shown until `configure` is called, so that a command's output stays clean.
"""

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Callable
from functools import partial

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from structlog.typing import EventDict, ExcInfo, Processor

structlog.configure(
    processors=[structlog.processors.KeyValueRenderer(key_order=["event"])],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=False,
)
logging.getLogger().addHandler(logging.NullHandler())

_SLACK_CODES = 50

_SECRETS = re.compile(
    r"\b(?:xox[a-z]|xapp)-[\w-]+"  # Slack's tokens
    r"|\bv0=[0-9a-f]{64}"  # its signatures
    r"|(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])"  # MOR's hashes
    r"|(?<=://)[^\s/@]+@"  # a password in an address
    r"|(?<=://)(?P<host>[^\s/@?#\"'<>]+)[/?#][^\s\"'<>]+"  # paths: a response_url is a secret
)


def configure(level: str = "INFO", *, pretty: bool = False) -> None:
    """Set up logging for the process. `pretty` writes lines for people instead of JSON.

    Libraries log the same way. Some only log from WARNING up, because below it they log addresses.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    draw: Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if pretty
        else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _shorten],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_frames),
                _mask,
                draw,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("httpx", "httpcore", "slack_sdk", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Bolt reads SLACK_BOT_TOKEN by itself, and warns at each start that it will not use it.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


def begin_request() -> str:
    """Return a new request id, and put it on all log lines of this task and the tasks it starts.

    Call it in a task of its own, because it clears what the log lines carried before.
    """
    request_id = secrets.token_hex(4)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=request_id)
    return request_id


def request_id() -> str:
    """Return the id of the current request; empty outside of a request."""
    return str(structlog.contextvars.get_contextvars().get("request", ""))


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a structured logger: `log.info("event-name", key=value)`. Never log a secret."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound


class Metrics:
    """Metrics for Prometheus, in a registry of their own.

    Outcomes and codes are morbot's own, so their number is bounded. Slack's codes are not: after
    the first fifty, any new one counts as `other`.
    """

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._questions = Counter(
            "morbot_questions", "Questions by outcome.", ["outcome"], registry=registry
        )
        self._mor_seconds = Histogram(
            "morbot_mor_request_seconds",
            "How long requests to MOR took, until their answers were read.",
            ["method"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600),
            registry=registry,
        )
        self._mor_errors = Counter(
            "morbot_mor_errors", "Requests to MOR without an answer.", ["code"], registry=registry
        )
        self._slack_errors = Counter(
            "morbot_slack_errors", "What Slack did not take.", ["code"], registry=registry
        )
        self._slack_codes: set[str] = set()
        self._refused = Counter(
            "morbot_slack_requests_refused",
            "Requests to the request URL that were not taken.",
            ["why"],
            registry=registry,
        )
        self._in_flight = Gauge(
            "morbot_work_in_flight", "Commands and clicks being answered.", registry=registry
        )
        self._breaker = Gauge(
            "morbot_mor_breaker",
            "Whether MOR is asked: 1 at the phase that the breaker is in.",
            ["phase"],
            registry=registry,
        )
        self._deliveries = Counter(
            "morbot_deliveries", "Slots of digests by outcome.", ["outcome"], registry=registry
        )
        self._lateness = Histogram(
            "morbot_delivery_late_seconds",
            "How long after their slots digests were posted.",
            buckets=(1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200),
            registry=registry,
        )
        self._waiting = Gauge(
            "morbot_deliveries_waiting",
            "Slots of digests that are due and not begun to be posted, in all replicas.",
            registry=registry,
        )
        ProcessCollector(registry=registry)

    def question(self, outcome: str) -> None:
        """Count a question that has ended."""
        self._questions.labels(outcome).inc()

    def mor_request(self, method: str, seconds: float, error: str = "") -> None:
        """Measure a request to MOR. `error` is its code if it failed."""
        self._mor_seconds.labels(method).observe(seconds)
        if error:
            self._mor_errors.labels(error).inc()

    def slack_error(self, code: str) -> None:
        """Count what Slack refused."""
        if len(self._slack_codes) < _SLACK_CODES:
            self._slack_codes.add(code)
        self._slack_errors.labels(code if code in self._slack_codes else "other").inc()

    def slack_request_refused(self, why: str) -> None:
        """Count a request to Slack's request URL that was not taken, and why."""
        self._refused.labels(why).inc()

    def delivery(self, outcome: str, late: float) -> None:
        """Count a digest's slot that has ended. `late` is in seconds after the slot."""
        self._deliveries.labels(outcome).inc()
        if outcome == "posted":
            self._lateness.observe(late)

    def deliveries_waiting(self, number: int) -> None:
        """Set how many slots are due and not sent yet."""
        self._waiting.set(number)

    def watch_work(self, in_flight: Callable[[], int]) -> None:
        """Read the number of tasks in flight whenever the metrics are read."""
        self._in_flight.set_function(in_flight)

    def watch_breaker(self, phases: list[str], phase: Callable[[], str]) -> None:
        """Read the breaker's phase whenever the metrics are read."""
        for each in phases:
            self._breaker.labels(each).set_function(partial(_is, phase, each))

    def page(self) -> bytes:
        """Return all metrics in Prometheus's text format, version 0.0.4."""
        return generate_latest(self._registry)


def _is(phase: Callable[[], str], name: str) -> float:
    return float(phase() == name)


def _shorten(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Shorten a library's line to its first, without the words of the exception."""
    said, *_ = str(event.get("event", "")).splitlines() or [""]
    info = event.get("exc_info")
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException) and (words := str(error)):
        said = said.replace(words.splitlines()[0], type(error).__name__)
    return {**event, "event": said[:500]}


def _frames(exc_info: ExcInfo) -> str:
    """Return the frames of an exception and of its causes, without their words."""
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < 10:
        frames = "".join(traceback.format_tb(error.__traceback__))
        told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich followed from\n".join(told)


def _mask(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    return _SECRETS.sub(_hide, value) if isinstance(value, str) else value


def _hide(found: re.Match[str]) -> str:
    return f"{found['host'] or ''}…"
