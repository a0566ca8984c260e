"""Logs tell what happened and to which request, and nothing that is nobody's business."""

import asyncio
import logging

import pytest
import structlog

from bot.telemetry import Metrics, begin_request, logger, request_id
from tests.support.logs import ReadLog

log = logger(__name__)

CALLER_ID = "37061234567"


def test_an_event_is_one_line_of_json(read_log: ReadLog) -> None:
    log.info("question-begun", user="U0INGRID1", said="two\nlines")
    (line,) = read_log()
    assert line["event"] == "question-begun"
    assert (line["level"], line["user"]) == ("info", "U0INGRID1")
    assert line["timestamp"].endswith("Z")


async def test_each_task_has_a_request_id_of_its_own_and_leaves_none_behind(
    read_log: ReadLog,
) -> None:
    async def question() -> str:
        begun = begin_request()
        await asyncio.sleep(0)
        log.info("one")
        await asyncio.create_task(child())
        return begun

    async def child() -> None:
        log.info("two")

    begun = await asyncio.gather(*(asyncio.create_task(question()) for _ in range(5)))
    log.info("outside")
    told = [(line["event"], line.get("request")) for line in read_log()]
    assert len(set(begun)) == 5
    assert sorted(told[:-1]) == sorted((event, id_) for event in ("one", "two") for id_ in begun)
    assert told[-1] == ("outside", None)
    assert request_id() == ""


async def test_a_new_request_drops_what_the_lines_of_another_told(read_log: ReadLog) -> None:
    async def first() -> None:
        begin_request()
        structlog.contextvars.bind_contextvars(user="U0INGRID1")
        await asyncio.create_task(second())

    async def second() -> None:
        begin_request()
        log.info("second")

    await asyncio.create_task(first())
    assert "user" not in read_log()[0]


def fail_with(words: str) -> None:
    raise ValueError(words)


def test_an_exception_is_told_by_where_it_came_from_without_its_words(read_log: ReadLog) -> None:
    try:
        fail_with(CALLER_ID)
    except ValueError:
        log.exception("unforeseen")
        logging.getLogger("slack_bolt.App").exception(f"Failed (error: {CALLER_ID})")
    told = read_log()
    for line in told:
        assert CALLER_ID not in str(line)
        assert "in fail_with" in line["exception"]
        assert line["exception"].endswith("builtins.ValueError")
    assert told[1]["event"] == "Failed (error: ValueError)"


async def test_a_task_whose_fault_nobody_looked_at_keeps_it_to_itself(read_log: ReadLog) -> None:
    loop = asyncio.get_running_loop()
    task = loop.create_task(asyncio.sleep(0))
    loop.default_exception_handler(
        {
            "message": "Task exception was never retrieved",
            "task": task,
            "exception": ValueError(CALLER_ID),
        }
    )
    await task
    (line,) = read_log()
    assert line["event"] == "Task exception was never retrieved"
    assert CALLER_ID not in str(line)


def test_the_chain_of_exceptions_is_told(read_log: ReadLog) -> None:
    try:
        try:
            fail_with(CALLER_ID)
        except ValueError as error:
            raise RuntimeError(CALLER_ID) from error
    except RuntimeError:
        log.exception("unforeseen")
    (line,) = read_log()
    assert "builtins.RuntimeError\nwhich followed from\n" in line["exception"]
    assert CALLER_ID not in line["exception"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("token xoxb-123-456-abcDEF refused", "token … refused"),
        ("token xapp-1-A0-77-abcdef", "token …"),
        ("v0=" + "0a" * 32, "…"),
        ("hash=" + "d" * 40 + "&u=admin", "hash=…&u=admin"),
        ("to https://hooks.slack.com/commands/T0/1/secret now", "to https://hooks.slack.com… now"),
        ("wss://wss.slack.com/link/?ticket=secret", "wss://wss.slack.com…"),
        ("http://name:password@mor.example.com", "http://…mor.example.com"),
        ("http://127.0.0.1:3000 is fine", "http://127.0.0.1:3000 is fine"),
    ],
)
def test_text_that_looks_like_a_secret_is_masked(said: str, told: str, read_log: ReadLog) -> None:
    log.warning("event", reason=said)
    logging.getLogger("aiohttp").warning(said)
    ours, theirs = read_log()
    assert ours["reason"] == told
    assert theirs["event"] == told


def test_libraries_that_tell_addresses_are_quiet(read_log: ReadLog) -> None:
    for name in ("httpx", "httpcore.connection", "slack_sdk.web", "slack_bolt.AsyncApp"):
        logging.getLogger(name).info("POST https://example.com")
    assert not read_log()


def test_numbers_have_a_registry_of_their_own() -> None:
    first, second = Metrics(), Metrics()
    first.question("answered")
    first.question("answered")
    first.mor_request("local_calls_get", 1.5)
    first.mor_request("local_calls_get", 30, "mor-slow")
    first.slack_error("slack-lost")
    page = first.page().decode()
    assert 'morbot_questions_total{outcome="answered"} 2.0' in page
    assert 'morbot_mor_request_seconds_count{method="local_calls_get"} 2.0' in page
    assert 'morbot_mor_request_seconds_bucket{le="2.0",method="local_calls_get"} 1.0' in page
    assert 'morbot_mor_errors_total{code="mor-slow"} 1.0' in page
    assert 'morbot_slack_errors_total{code="slack-lost"} 1.0' in page
    assert "outcome=" not in second.page().decode()


def test_only_a_bounded_number_of_slacks_words_is_counted() -> None:
    metrics = Metrics()
    for number in range(1000):
        metrics.slack_error(f"word_{number}")
    metrics.slack_error("word_7")
    page = metrics.page().decode()
    assert page.count("morbot_slack_errors_total{") == 51
    assert 'code="word_7"} 2.0' in page
    assert 'code="other"} 950.0' in page


def test_numbers_ask_for_what_is_so_when_they_are_read() -> None:
    metrics, work, phase = Metrics(), [1, 2], "closed"
    metrics.watch_work(lambda: len(work))
    metrics.watch_breaker(["closed", "open"], lambda: phase)
    assert "morbot_work_in_flight 2.0" in metrics.page().decode()
    work.pop()
    phase = "open"
    page = metrics.page().decode()
    assert "morbot_work_in_flight 1.0" in page
    assert 'morbot_mor_breaker{phase="open"} 1.0' in page
    assert 'morbot_mor_breaker{phase="closed"} 0.0' in page
