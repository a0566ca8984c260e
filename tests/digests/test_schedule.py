"""Schedules in words: a table of phrases, what is refused and why, and any text at all."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.characters import DASHES
from bot.calls.zones import SHORT
from bot.digests.schedule import Schedule, in_words, read_schedule, schedule_text
from bot.digests.schedule.cron import read_cron
from bot.errors import AskError
from tests.support.each_row import each_row

TABLE = (Path(__file__).parent / "data" / "schedules.tsv").read_text("utf-8").splitlines()
PHRASES = [[*row.split("\t"), "", "", ""][:4] for row in TABLE if not row.startswith("#")]


def refused(text: str) -> AskError:
    with pytest.raises(AskError) as caught:
        read_schedule(text)
    return caught.value


@each_row(PHRASES)
def test_phrases_are_read_and_said_back(phrase: str, cron: str, zone: str, said: str) -> None:
    assert read_schedule(phrase) == Schedule(cron, zone)
    assert in_words(cron) == (said or phrase)


@each_row((row,) for row in PHRASES)
def test_a_schedule_in_words_is_read_as_it_was(row: list[str]) -> None:
    schedule = Schedule(row[1], row[2])
    text = schedule_text(schedule)
    assert read_schedule(text) == schedule
    if not row[0].lower().startswith("cron"):
        assert text == f"{in_words(row[1])} {row[2]}".strip()


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("", "schedule-missing", None),
        ("UTC", "schedule-missing", None),
        ("hello", "schedule-unreadable", "hello"),
        ("every banana at 9", "schedule-unreadable", "every banana"),
        ("every day at 9 sharp", "schedule-unreadable", "sharp"),
        ("every day from 9", "schedule-unfinished", "9"),
        ("every", "schedule-unfinished", "every"),
        ("every day at", "schedule-unfinished", "at"),
        ("every monday and", "schedule-unfinished", "and"),
        ("at 9", "schedule-days", "at 9"),
        ("every day 8", "schedule-number", "8"),
        ("every 15 at 6", "schedule-number", "15"),
        ("every day every friday", "schedule-cycle", "every friday"),
        ("daily on weekdays", "schedule-cycle", "on weekdays"),
        ("weekly on the 1st", "schedule-cycle", "on the 1st"),
        ("monthly on monday", "schedule-cycle", "on monday"),
        ("every mon at 8 and every thu at 9", "schedule-twice", "every thu"),
        ("every day at 8 at 9", "schedule-twice", "at 9"),
        ("every day at 8:00 and 17:30", "schedule-times", "at 8:00 and 17:30"),
        ("every day at 25", "schedule-time", "25"),
        ("every day at 24:00", "schedule-time", "24:00"),
        ("every day at 8:60", "schedule-time", "8:60"),
        ("every day at 13 pm", "schedule-time", "13 pm"),
        ("every day at teatime", "schedule-time", "teatime"),
        ("every day at 9:00:30", "schedule-seconds", "9:00:30"),
        ("every friday at midnight", "schedule-midnight", "at midnight"),
        ("every 32nd", "schedule-date", "32nd"),
        ("6th monday of the month", "schedule-date", "6th monday of the month"),
        ("every second monday", "schedule-ambiguous", "second monday"),
        ("every 2nd day", "schedule-ambiguous", "2nd day"),
        ("every other monday", "schedule-step", "every other monday"),
        ("every 2 days", "schedule-step", "every 2 days"),
        ("every 3 weeks", "schedule-step", "every 3 weeks"),
        ("every 24 hours", "schedule-step", "every 24 hours"),
        ("every 7 minutes", "schedule-step", "every 7 minutes"),
        ("every 90 minutes", "schedule-step", "every 90 minutes"),
        ("every 0 minutes", "schedule-step", "every 0 minutes"),
        ("every 5 hours", "schedule-step", "every 5 hours"),
        ("every day from 8 to 18", "schedule-hours", "from 8 to 18"),
        ("from 8 to 18", "schedule-hours", "from 8 to 18"),
        ("hourly from 8 to 8", "schedule-hours", "from 8 to 8"),
        ("every 15 minutes from 8:30 to 18", "schedule-hours", "from 8:30 to 18"),
        ("every 15 minutes from 8 to 18:20", "schedule-hours", "from 8 to 18:20"),
        ("hourly from 22 to 6 on weekdays", "schedule-night", "from 22 to 6"),
        ("hourly at 9", "schedule-steps-and-times", "at 9"),
        ("every day at 8 CET", "schedule-zone", "CET"),
        ("every day at 8 Europe/Vilnus", "schedule-zone", "Europe/Vilnus"),
        ("every day at 8 UTC please", "schedule-zone", "please"),
        ('cron:"0 9 * * *" UTC now please', "schedule-zone", "now please"),
        ('cron:"0 0 9 * * 1-5"', "schedule-cron", "0 0 9 * * 1-5"),
        ("cron: 0 0 9 * * 1-5", "schedule-cron", " 0 0 9 * * 1-5"),
        ("cron:0 9 * *", "schedule-cron", "0 9 * *"),
        ("cron:", "schedule-cron", "cron:"),
        ("cron:@reboot", "schedule-cron", "@reboot"),
        ('cron:"0 25 * * 1-5"', "schedule-cron", "25"),
        ('cron:"0 9 * * 1#6"', "schedule-cron", "1#6"),
        ('cron:"0 9 15W * *"', "schedule-cron", "15W"),
        ('cron:"٠ 9 * * *"', "schedule-cron", "٠"),
        ('cron:"0 9 30 2 *"', "schedule-never", "0 9 30 2 *"),
        ('cron:"0 9 31 4,6 *"', "schedule-never", "0 9 31 4,6 *"),
        ('cron:"0 9', "quote-open", '"0 9'),
        ("every day at 8" + " " * 1000, "command-too-long", " " * 14),
    ],
)
def test_a_refusal_tells_its_reason_and_marks_the_place(
    text: str, code: str, marked: str | None
) -> None:
    error = refused(text)
    assert error.code == code
    assert (error.place and text[error.place.start : error.place.end]) == marked
    assert error.text
    assert error.hint


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        ("hello", ["every weekday at 9:00", "every mon and thu at 7", "hourly from 8 to 18"]),
        ("hello", ["every 1st of the month at 6", 'cron:"0 9 * * 1-5"']),
        ("every friday at midnight", ["every friday at 0:00", "every saturday at 0:00"]),
        ("every 15 at 6", ["every day at 15", "every 15th of the month"]),
        ("every day 31", ["every 31st of the month"]),
        ("every 2nd monday", ["every 2nd monday of the month", "every monday"]),
        ("every 2nd day", ["every 2nd of the month", "every day"]),
        ("every 2 days", ["every day", "every monday", "every 1st and 15th of the month"]),
        ("at 7", ["every day at 7"]),
        ("from 8 to 18", ["hourly from 8 to 18", "every 30 minutes from 8 to 18"]),
        ("hourly from 22 to 6 on weekdays", ["hourly from 22 to 6", 'cron:"0 0-6,22,23 * * 1-5"']),
        ("every 15 minutes from 8:30 to 18", ["every 15 minutes from 8:00 to 18:00"]),
        ("every 15 minutes from 8 to 23:20", ["every 15 minutes from 8:00 to 0:00"]),
        ("every 7 minutes", ["every 15 minutes from 8 to 18"]),
        ("every 5 hours", ["every 2 hours from 8 to 18"]),
        ("monthly on monday", ["every weekday", "weekly on friday", "monthly on the 15th"]),
        ("monthly on monday", ["last friday of the month"]),
        ("hourly at 9", ["every day at 9:00", "hourly from 9:00 to 18:00"]),
        ("every mon and fri and every tue", ["every mon and thu at 7:00"]),
        ("hourly from 8 to 8", ["hourly from 8 to 18"]),
        ("every 32nd", ["every 15th of the month", "last day of the month"]),
        ('cron:"0 9', ['cron:"0 9 * * 1-5"']),
        ("cron:@daily", ["every day at 9:00", 'cron:"0 9 * * *"']),
        ("cron:0 9", ['cron:"0 9 * * 1-5"']),
        ('cron:"0 9 30 2 *"', ['cron:"0 9 L * *"']),
        ("every day at 8 UTC now", ["every day at 9:00 Europe/Vilnius"]),
    ],
)
def test_the_examples_in_a_refusal_can_be_read(text: str, examples: list[str]) -> None:
    hint = refused(text).hint
    for example in examples:
        assert example in hint
        assert read_schedule(example)


WORDS = (
    *("every", "day", "at", "8", "8:00", "17:30", "am", "pm", "noon", "midnight", "weekday"),
    *("weekdays", "monday", "mon-fri", "and", ",", "-", "to", "from", "between", "on", "the"),
    *("of", "month", "1st", "second", "last", "15", "minutes", "hours", "hourly", "daily"),
    *("weekly", "monthly", "half", "other", "UTC", "Europe/Vilnius", "in", "cron:", "cron:0"),
    *("*", "*/2", "1-5", "L", "'", '"', "week", "banana", "@", "0", "99"),
)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_any_text_is_a_schedule_that_can_be_said_back_or_refused_in_place(text: str) -> None:
    try:
        schedule = read_schedule(text)
    except AskError as error:
        assert error.place is None or error.place.source == text  # noqa: PT017
        return
    assert in_words(schedule.cron)
    assert read_schedule(schedule_text(schedule)) == schedule


FIELDS = [
    ["0", "*", "*/15", "*/7", "5", "0,30", "10-20", "1-50/7"],
    ["9", "*", "8-18", "*/2", "0-6,22,23", "8,17", "9-17/3"],
    ["*", "1", "L", "LW", "1,15", "*/2", "1-7", "31", "1,L"],
    ["*", "2", "1,4,7,10", "JUN-AUG"],
    ["*", "1-5", "0", "7", "0,6", "MON", "5L", "1#1,1#3", "*/2", "1#2,5L,3"],
]


@given(st.tuples(*map(st.sampled_from, FIELDS)).map(" ".join))
def test_any_line_is_said_in_words_that_mean_it_or_that_cannot_be_read(line: str) -> None:
    try:
        schedule = read_schedule(f'cron:"{line}"')
    except AskError as error:
        assert error.code == "schedule-never"  # noqa: PT017
        return
    assert read_schedule(schedule_text(schedule)) == schedule
    try:
        said = read_schedule(in_words(schedule.cron)).cron
    except AskError:
        return
    assert replace(read_cron(said), line="") == replace(read_cron(schedule.cron), line="")


@pytest.mark.parametrize("dash", [*DASHES, "--", "---"])
def test_any_dash_counts_as_a_hyphen(dash: str) -> None:
    for phrase in (
        "every hour from 8-18",
        "every mon-fri at 9:00",
        "every mon - fri at 9:00",
        "every day at 9:00 America/Port-au-Prince",
        'cron:"0 9-17 * * 1-5"',
        'cron:"0 9 * * MON-FRI"',
        "cron:0 9 * * mon-fri Europe/Vilnius",
    ):
        if len(dash) == 1 or not ("cron" in phrase or "/" in phrase):
            assert read_schedule(phrase.replace("-", dash)) == read_schedule(phrase)


@pytest.mark.parametrize(
    ("field", "weekdays"),
    [
        ("SAT-SUN", {6, 7}),
        ("sat–sun", {6, 7}),
        ("FRI-MON", {5, 6, 7, 1}),
        ("MON-SUN", {1, 2, 3, 4, 5, 6, 7}),
        ("SUN-TUE", {7, 1, 2}),
        ("WED,SAT-SUN", {3, 6, 7}),
    ],
)
def test_a_span_of_weekdays_may_go_over_sunday(field: str, weekdays: set[int]) -> None:
    read = read_cron(read_schedule(f'cron:"0 9 * * {field}"').cron)
    assert {day for day, _ in read.weekdays or [(day, 0) for day in range(1, 8)]} == weekdays


def test_a_span_of_months_may_go_over_new_year() -> None:
    assert read_cron("0 9 1 NOV-FEB *").months == (1, 2, 11, 12)
    assert read_cron("0 9 1 JAN-MAR *").line == "0 9 1 JAN-MAR *"


def test_every_zone_is_read_in_any_case() -> None:
    names = {name for name in available_timezones() if name.lower() not in (*SHORT, "factory")}
    assert len(names) > 500
    for name in names - {"localtime"}:
        for typed in (name, name.lower(), name.upper(), name.swapcase()):
            assert read_schedule(f"every day at 9:00 {typed}").zone == name


@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\ufeff"])
def test_characters_that_nobody_sees_change_no_schedule(hidden: str) -> None:
    typed = f"{hidden}every{hidden} mon-fri at {hidden}9:00{hidden}"
    assert read_schedule(typed) == read_schedule("every mon-fri at 9:00")
    refused(f"every mon{hidden}day at 9:00")
