"""The languages that dateparser reads, against a table written by hand and any words of theirs."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.period import read_period, warm_up
from bot.calls.period.single_dates import LANGUAGES
from bot.errors import AskError
from tests.support.each_row import each_row

VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=VILNIUS)
TABLE = Path(__file__).parent / "data" / "other_languages.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
]
READ = [row for row in ROWS if len(row) == 4]
REFUSED = [row for row in ROWS if len(row) == 2]


@each_row(READ)
def test_reads_dates_in_the_language_of_the_asker(
    locale: str, phrase: str, start: str, end: str
) -> None:
    period = read_period(phrase, NOW, locale)
    assert period.start == datetime.fromisoformat(start).replace(tzinfo=VILNIUS)
    assert period.end == datetime.fromisoformat(end).replace(tzinfo=VILNIUS)
    assert period.start.tzinfo is period.end.tzinfo is VILNIUS


@each_row(REFUSED)
def test_never_reads_a_period_into_what_is_none(locale: str, phrase: str) -> None:
    with pytest.raises(AskError) as caught:
        read_period(phrase, NOW, locale)
    assert caught.value.place is not None
    assert caught.value.place.source == phrase


def test_every_language_has_phrases_in_the_table() -> None:
    with_own_words = {"en", "lt", "de", "fr"}  # all that dateparser knows is known there
    assert {row[0].partition("-")[0] for row in READ} - {"no"} == set(LANGUAGES) - with_own_words


@pytest.mark.parametrize(
    ("phrase", "code", "marked"),
    [
        ("dziś - wczoraj", "period-reversed", "dziś - wczoraj"),
        ("wczoraj 9:00", "period-instant", "wczoraj 9:00"),
        ("wczoraj 25:00", "period-impossible", "25:00"),
        ("wczoraj - banan", "period-unreadable", "wczoraj - banan"),
        ("31/11/2026 - wczoraj", "period-impossible", "31/11/2026"),
    ],
)
def test_a_refusal_tells_its_reason_and_marks_the_place(
    phrase: str, code: str, marked: str
) -> None:
    with pytest.raises(AskError) as caught:
        read_period(phrase, NOW, "pl-PL")
    place = caught.value.place
    assert caught.value.code == code
    assert place is not None
    assert phrase[place.start : place.end] == marked


def test_nobody_waits_for_dateparser_after_the_start() -> None:
    script = (
        "import sys; from datetime import datetime; from zoneinfo import ZoneInfo\n"
        "from bot.calls.period import read_period, warm_up\n"
        "from bot.errors import AskError\n"
        "warm_up(); loaded = set(sys.modules)\n"
        f"for locale in (None, 'hi-IN', *{LANGUAGES!r}):\n"
        "    for text in ('last week', 'wczoraj', 'banana split', '20 nov', 'yesterday UTC'):\n"
        "        try: read_period(text, datetime(2026, 11, 25, tzinfo=ZoneInfo('UTC')), locale)\n"
        "        except AskError: pass\n"
        "assert 'dateparser' in loaded\n"
        "assert not set(sys.modules) - loaded, set(sys.modules) - loaded"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 (our own words)


def test_warming_up_takes_every_language() -> None:
    warm_up()
    warm_up(LANGUAGES)


def test_a_day_begins_and_ends_with_the_clocks_of_the_zone() -> None:
    spring = datetime(2026, 3, 30, 0, 30, tzinfo=VILNIUS)
    assert read_period("wczoraj", spring, "pl-PL").seconds == 23 * 3600
    assert read_period("wczoraj", spring, "pl-PL") == read_period("yesterday", spring)
    assert read_period("3 dni temu", spring, "pl-PL") == read_period("3 days ago", spring)


WORDS = sorted({word for _, phrase, *_ in ROWS for word in phrase.split()})
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=4).map("".join),
)
moments = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, ZoneInfo(zone)),
    st.integers(1_000_000_000, 3_000_000_000),
    st.sampled_from(("UTC", "Europe/Vilnius", "America/Sao_Paulo", "Pacific/Auckland")),
)


@given(texts, moments, st.sampled_from(LANGUAGES))
def test_any_words_are_a_period_with_a_length_or_refused(
    text: str, now: datetime, locale: str
) -> None:
    try:
        period = read_period(text, now, locale)
    except AskError:
        return
    assert period.seconds > 0


@given(moments)
def test_the_same_days_and_weeks_as_in_english(now: datetime) -> None:
    for polish, english in (
        ("dziś", "today"),
        ("wczoraj", "yesterday"),
        ("w zeszłym tygodniu", "last week"),
        ("w zeszłym miesiącu", "last month"),
        ("w zeszłym roku", "last year"),
        ("środa", "wednesday"),
        ("29 lutego", "29 february"),
        ("listopad", "november"),
        ("2 tygodnie temu", "2 weeks ago"),
    ):
        assert read_period(polish, now, "pl-PL") == read_period(english, now, "pl-PL")
    tomorrow = now + timedelta(days=1)
    assert read_period("jutro", now, "pl-PL").start.date() == tomorrow.date()
