"""`morbot period` as a person or a script runs it, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

CLOCK = ("--now", "2026-11-25T14:30:15", "--tz", "Europe/Vilnius")


def _run(
    *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name != "DEFAULT_TIMEZONE"}
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "period", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env=inherited | environment,
    )


def test_one_phrase_is_told_with_its_zone_and_length() -> None:
    done = _run("last week", *CLOCK)
    assert done.returncode == 0
    assert done.stdout.decode().split("\n") == [
        "from    Mon 16 Nov 2026, 00:00",
        "till    Mon 23 Nov 2026, 00:00 (not included)",
        "zone    Europe/Vilnius",
        "length  7 d",
        "",
    ]


def test_words_need_no_quotes() -> None:
    for words in (("last", "week"), ("16", "-", "22", "nov", "2026"), ("last week",)):
        done = _run(*words, *CLOCK)
        assert b"from    Mon 16 Nov 2026, 00:00" in done.stdout, words


def test_a_refused_phrase_is_marked_and_the_exit_code_is_2() -> None:
    done = _run("last banana week", *CLOCK)
    assert done.returncode == 2
    assert done.stdout == b""
    text, source, mark, hint = done.stderr.decode().splitlines()
    assert "banana" in text
    assert (source, mark) == ("  last banana week", "       ^^^^^^")
    assert "last week" in hint


def test_json_is_one_object_for_one_phrase() -> None:
    done = _run("since monday", "--json", *CLOCK)
    assert json.loads(done.stdout) == {
        "phrase": "since monday",
        "from": "2026-11-23T00:00:00+02:00",
        "till": "2026-11-25T14:30:15+02:00",
    }
    refused = _run("hello", "--json", *CLOCK)
    assert refused.returncode == 2
    assert set(json.loads(refused.stdout)) == {"phrase", "error"}


def test_every_line_of_standard_input_is_a_phrase() -> None:
    lines = b"yesterday\n\n  today\t\nhello\r\n\xff\xfe\n\x00\nyesterday"
    done = _run("-", *CLOCK, stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert done.stderr == b""
    phrases = [answer["phrase"] for answer in answers]
    assert phrases == ["yesterday", "", "  today\t", "hello", "\ufffd\ufffd", "\x00", "yesterday"]
    assert ["error" in answer for answer in answers] == [False] * 3 + [True] * 3 + [False]
    assert answers[0] == answers[6]
    assert answers[1]["from"] == answers[2]["from"] == "2026-11-25T00:00:00+02:00"


def test_no_standard_input_is_no_answer() -> None:
    done = _run("-", *CLOCK)
    assert (done.returncode, done.stdout) == (0, b"")


def test_each_line_is_answered_before_the_next_is_typed() -> None:
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "period", "-", *CLOCK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdin
        assert running.stdout
        for phrase in ("today", "hello", "yesterday"):
            running.stdin.write(phrase.encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["phrase"] == phrase
        running.stdin.close()
        assert running.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("now", "zone", "start"),
    [
        ("2026-11-25T01:00:00", "Europe/Vilnius", "2026-11-25T00:00:00+02:00"),
        ("2026-11-25T01:00:00+02:00", "America/New_York", "2026-11-24T00:00:00-05:00"),
        ("2026-11-25T23:30:00Z", "Europe/Vilnius", "2026-11-26T00:00:00+02:00"),
        ("2026-11-25", "Asia/Kolkata", "2026-11-25T00:00:00+05:30"),
    ],
)
def test_now_is_wall_clock_unless_it_has_an_offset(now: str, zone: str, start: str) -> None:
    done = _run("today", "--json", "--now", now, "--tz", zone)
    assert json.loads(done.stdout)["from"] == start


def test_the_zone_is_the_default_one_else_utc() -> None:
    given = _run("2026-11-25", DEFAULT_TIMEZONE="Asia/Kolkata")
    assert b"zone    Asia/Kolkata" in given.stdout
    assert b"zone    UTC" in _run("2026-11-25").stdout


def test_the_locale_chooses_the_order_of_a_date() -> None:
    american = _run("1/2/2026", "--json", "--locale", "en-US", *CLOCK)
    assert json.loads(american.stdout)["from"] == "2026-01-02T00:00:00+02:00"
    other = _run("1/2/2026", "--json", "--locale", "en-GB", *CLOCK)
    assert json.loads(other.stdout)["from"] == "2026-02-01T00:00:00+02:00"


@pytest.mark.parametrize(
    "options",
    [
        ("--tz", "Mars/Olympus"),
        ("--tz", "../etc/passwd"),
        ("--tz", ""),
        ("--now", "noon"),
        ("--now", "0001-01-01"),
        ("--now", "9999-12-31T23:59:59-23:59"),
    ],
)
def test_a_wrong_option_is_a_usage_error(options: tuple[str, str]) -> None:
    done = _run("today", *options)
    assert done.returncode == 2
    assert options[0].encode() in done.stderr
    assert b"Traceback" not in done.stderr


def test_bytes_that_are_no_text_are_refused_like_any_garbage() -> None:
    done = _run(os.fsdecode(b"caf\xe9"), *CLOCK)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
