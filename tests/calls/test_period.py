"""The period reader against tables written by hand, and against any text at any clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Period
from bot.calls.period import read_period, warm_up
from bot.errors import AskError
from tests.support.each_row import each_row

DATA = Path(__file__).parent / "data"
VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=VILNIUS)
LOCALES = (None, "en-US", "en-GB", "lt-LT", "es-ES", "de-DE", "fr-FR", "ru-RU", "pl-PL")
ZONES = (
    "UTC",
    "Europe/Vilnius",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
)


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def _phrases() -> Iterator[tuple[datetime, str | None, str, str, str]]:
    now = NOW
    for line in _lines("phrases.tsv"):
        first, *rest = line.split("\t")
        if first == "@":
            now = _moment(rest[0], ZoneInfo(rest[1]))
        else:
            phrase, start, end = rest
            yield now, None if first == "-" else first, phrase, start, end


def _moment(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _refused(text: str, now: datetime = NOW, locale: str | None = None) -> AskError:
    with pytest.raises(AskError) as caught:
        read_period(text, now, locale)
    return caught.value


PERIODS = [line.split("\t") for line in _lines("periods.tsv")][1:]


@each_row(row[:3] for row in PERIODS if row[1])
def test_reads_the_agreed_phrases(phrase: str, start: str, end: str) -> None:
    period = read_period(phrase, NOW)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@each_row(row[:1] for row in PERIODS if not row[1])
def test_refuses_the_agreed_phrases(phrase: str) -> None:
    _refused(phrase)


@each_row(_phrases())
def test_reads_what_people_say(
    now: datetime, locale: str | None, phrase: str, start: str, end: str
) -> None:
    period = read_period(phrase, now, locale)
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    assert period.start.timestamp() == _moment(start, zone).timestamp()
    assert period.end.timestamp() == _moment(end, zone).timestamp()
    assert period.start.tzinfo is zone
    assert period.end.tzinfo is zone


@each_row((text,) for text in _lines("refused.txt"))
def test_never_reads_a_period_into_text_that_is_none(text: str) -> None:
    for locale in LOCALES:
        error = _refused(text, locale=locale)
        assert error.text
        assert error.hint
        assert error.place is not None
        assert error.place.source == text
        assert 0 <= error.place.start < error.place.end <= len(text)


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("yesterday banana", "period-unreadable", "banana"),
        ("last week to banana", "period-unreadable", "banana"),
        ("since banana split", "period-unreadable", "banana split"),
        ("monday to last", "period-unreadable", "last"),
        ("today 🙂", "period-unreadable", "🙂"),
        ("from 2026-11-31 to today", "period-impossible", "2026-11-31"),
        ("yesterday 25:00", "period-impossible", "25:00"),
        ("monday 20 nov 2026", "period-impossible", "monday"),
        ("5", "period-number", "5"),
        ("yesterday at 5pm", "period-instant", "yesterday at 5pm"),
        ("3 hours ago", "period-instant", "3 hours ago"),
        ("before monday", "period-open", "before monday"),
        ("last night", "period-disputed", "last night"),
        ("after monday", "period-disputed", "after monday"),
        ("2 months ago", "period-disputed", "2 months ago"),
        ("3.5", "period-disputed", "3.5"),
        ("monday to friday", "period-reversed", "monday to friday"),
        ("today to yesterday", "period-reversed", "today to yesterday"),
        ("since tomorrow", "period-future", "since tomorrow"),
        ("last 0 days", "period-empty", "last 0 days"),
        ("last 5000 months", "period-out-of-reach", "last 5000 months"),
        ("9999-12-31", "period-out-of-reach", "9999-12-31"),
    ],
)
def test_a_refusal_tells_its_reason_and_marks_the_place(text: str, code: str, marked: str) -> None:
    error = _refused(text)
    assert error.code == code
    assert error.place is not None
    assert text[error.place.start : error.place.end] == marked


@pytest.mark.parametrize(
    "text",
    [
        "last night",
        "after monday",
        "monday to friday",
        "3 hours ago",
        "1795500000",
        "this monday",
        "yesterday at 5pm",
    ],
)
def test_a_disputed_phrase_is_answered_with_phrases_that_can_be_read(text: str) -> None:
    hint = _refused(text).hint.removeprefix("Write ").rstrip(".")
    one, other = hint.split(", or ")
    assert read_period(one, NOW) != read_period(other, NOW)


def test_a_long_text_is_refused_before_it_is_read() -> None:
    assert read_period(" " * 195 + "today", NOW) == read_period("today", NOW)
    error = _refused(" " * 196 + "today")
    assert error.code == "period-text-too-long"
    assert error.place is not None
    assert error.place.start == 200


def test_year_to_date_in_the_first_second_of_a_year_is_empty() -> None:
    new_year = datetime(2027, 1, 1, tzinfo=VILNIUS)
    for text in ("year to date", "ytd", "month to date", "now/d", "since today", "today so far"):
        assert _refused(text, new_year).code == "period-empty"


def test_a_day_that_a_zone_left_out_is_refused() -> None:
    apia = datetime(2011, 12, 31, 12, tzinfo=ZoneInfo("Pacific/Apia"))
    assert _refused("2011-12-30", apia)


def test_an_hour_that_the_clocks_skipped_is_empty() -> None:
    assert _refused("2026-03-29 03:00-04:00").code == "period-reversed"


def test_fractions_of_a_second_are_cut_off() -> None:
    late = NOW.replace(microsecond=999_999)
    assert read_period("last hour", late) == read_period("last hour", NOW)


def test_a_clock_without_a_zone_is_a_programming_mistake() -> None:
    for now in (NOW.replace(tzinfo=None), NOW.astimezone(UTC), NOW.replace(year=9999)):
        with pytest.raises(ValueError, match="now needs"):
            read_period("today", now)


def test_a_language_is_read_by_its_own_people_and_by_those_of_unknown_locale() -> None:
    assert read_period("vakar", NOW, "lt_LT") == read_period("vakar", NOW)
    for other in ("en-US", "de-DE", "pl-PL"):
        assert _refused("vakar", locale=other)
    for locale in LOCALES:
        assert read_period("last week", NOW, locale) == read_period("last week", NOW)


def test_an_english_word_is_not_read_as_one_of_another_language_that_lost_its_accents() -> None:
    assert read_period("praeitą mėn.", NOW, "lt-LT") == read_period("last month", NOW)
    for text, locale in (("last men", "lt-LT"), ("sis week", "lt-LT"), ("fur today", "de-DE")):
        _refused(text, locale=locale)
        _refused(text)


def test_warming_up_takes_any_locale() -> None:
    warm_up()
    warm_up(["lt-LT", "xx", "", None])


moments = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, ZoneInfo(zone)),
    st.integers(1_000_000_000, 3_000_000_000),
    st.sampled_from(ZONES),
)
WORDS = (
    "last this next past 1 2 5 31 10 2026 day days week month year hour monday friday nov march "
    "to - , . / : and between from since until after before ago the of in at 9 17 9:00 5pm noon "
    "today yesterday now now-1d/d q3 w47 2026-11-01 1/2/2026 20.11. 1795500000 morning evening "
    "weekend vakar nuo iki praeitą m. d. val. ayer hasta a las de semana pasada gestern bis vor "
    "letzte Tage 20. Uhr hier à il y a derniers jours 9h вчера с по назад последние 7 дней"
)
words = st.sampled_from(WORDS.split())


def _read(text: str, now: datetime, locale: str | None) -> Period | None:
    try:
        return read_period(text, now, locale)
    except AskError:
        return None


@given(st.text(max_size=210), moments, st.sampled_from(LOCALES))
def test_any_text_is_read_or_refused(text: str, now: datetime, locale: str | None) -> None:
    _read(text, now, locale)


@given(st.lists(words, max_size=8).map(" ".join), moments, st.sampled_from(LOCALES))
def test_any_words_are_a_period_with_a_length_or_refused(
    text: str, now: datetime, locale: str | None
) -> None:
    period = _read(text, now, locale)
    if period:
        assert period.seconds > 0
        assert period.start.tzinfo is period.end.tzinfo is now.tzinfo


@given(moments)
def test_neighbouring_periods_touch(now: datetime) -> None:
    def meet(*texts: str) -> None:
        periods = [read_period(text, now) for text in texts]
        for earlier, later in pairwise(periods):
            assert earlier.end.timestamp() == later.start.timestamp()

    meet("3 days ago", "day before yesterday", "yesterday", "today", "tomorrow")
    meet("yesterday morning", "yesterday afternoon", "yesterday evening", "today")
    for unit in ("week", "month", "quarter", "year"):
        meet(f"last {unit}", f"this {unit}", f"next {unit}")
    meet("since yesterday", "now to tomorrow")


@given(moments)
def test_now_lies_in_every_current_period(now: datetime) -> None:
    for text in ("today", "this hour", "this week", "this month", "this quarter", "this year"):
        period = read_period(text, now)
        assert period.start.timestamp() <= now.timestamp() < period.end.timestamp()


@given(moments, st.integers(1, 500))
def test_hours_are_elapsed_time_and_days_wall_clock(now: datetime, count: int) -> None:
    assert read_period(f"last {count} hours", now).seconds == count * 3600
    day = read_period(f"{count} days ago", now)
    assert day.start.date() == now.date() - timedelta(days=count)
    assert day.seconds in (82800, 84600, 86400, 88200, 90000)


@given(moments, st.dates(date(1971, 1, 1), date(2099, 12, 31)))
def test_a_date_is_the_same_day_in_every_spelling(now: datetime, day: date) -> None:
    expected = read_period(day.isoformat(), now)
    for spelling in ("%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d"):
        assert read_period(day.strftime(spelling), now, "en-GB") == expected
