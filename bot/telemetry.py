"""Logs. One JSON line an event on standard error, each with the request id of the question it
belongs to, which is also what a person is told when something unforeseen happened.

Until `configure` is called nothing is shown: a command's output is its own.
"""

import logging
import secrets
import sys

import structlog

structlog.configure(
    processors=[structlog.processors.KeyValueRenderer(key_order=["event"])],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=False,
)
logging.getLogger().addHandler(logging.NullHandler())


def configure(level: str = "INFO", *, pretty: bool = False) -> None:
    """Set up logging for the process. `pretty` draws lines for a person instead of JSON.

    Lines of libraries go through the same pipe; those of httpx and httpcore only from WARNING up,
    since below it they tell addresses.
    """
    shared: list[structlog.typing.Processor] = [
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
    draw: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                draw,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("httpx", "httpcore", "slack_sdk", "slack_bolt", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def begin_request() -> str:
    """A fresh request id, put on every log line of the current task and its children."""
    request_id = secrets.token_hex(4)
    structlog.contextvars.bind_contextvars(request=request_id)
    return request_id


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A structured logger: `log.info("event-name", key=value)`. Never give it a secret."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound
