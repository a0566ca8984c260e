"""`morbot schedule` as a person runs it, in a process of its own."""

import os
import subprocess
import sys

import pytest

CLOCK = ("--now", "2026-03-27T12:00:00", "--tz", "Europe/Vilnius")


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "schedule", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_schedule_is_told_with_its_next_runs_also_where_the_clocks_change() -> None:
    done = _run("every day at 3:30", *CLOCK)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "when    every day at 03:30",
        "cron    30 3 * * *",
        "zone    Europe/Vilnius",
        "next    Sat 28 Mar 2026, 03:30 +02:00",
        "        Sun 29 Mar 2026, 04:00 +03:00",
        "        Mon 30 Mar 2026, 03:30 +03:00",
        "        Tue 31 Mar 2026, 03:30 +03:00",
        "        Wed 1 Apr 2026, 03:30 +03:00",
    ]


def test_words_need_no_quotes() -> None:
    done = _run("every", "day", "at", "3:30", *CLOCK)
    assert done.stdout.startswith(b"when    every day at 03:30")


def test_the_zone_in_the_text_goes_before_the_asker_s() -> None:
    shown = _run("every weekday at 9:00 Asia/Kathmandu", *CLOCK).stdout.decode()
    assert "zone    Asia/Kathmandu\nnext    Mon 30 Mar 2026, 09:00 +05:45\n" in shown


def test_a_refused_text_is_marked_and_the_exit_code_is_2() -> None:
    done = _run("every 7 minutes on weekdays", *CLOCK)
    assert (done.returncode, done.stdout) == (2, b"")
    text, source, mark, hint = done.stderr.decode().splitlines()
    assert "do not divide the hour" in text
    assert (source, mark) == ("  every 7 minutes on weekdays", "  " + "^" * 15)
    assert "every 15 minutes" in hint


@pytest.mark.parametrize("text", [os.fsdecode(b"caf\xe9"), "", 'cron:"0 9 30 2 *"', "@reboot"])
def test_an_unreadable_schedule_ends_without_a_traceback(text: str) -> None:
    done = _run(text, *CLOCK)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
