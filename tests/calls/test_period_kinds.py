"""Kinds of phrases that were once misread, each tried systematically in all languages."""

import re
import unicodedata
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateparser.languages.loader import default_loader
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.characters import DASHES, UNSEEN
from bot.calls.model import Period
from bot.calls.period import find_period, read_period
from bot.calls.period.calendar import MONTHS, WEEKDAYS
from bot.calls.period.languages import fold, vocabularies
from bot.calls.period.single_dates import LANGUAGES
from bot.calls.zones import SHORT, find_zone
from bot.errors import AskError
from bot.slack.kit import times
from tests.support.each_row import each_row

DATA = Path(__file__).parent / "data"
VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=VILNIUS)
SIX = ("en", "lt", "es", "de", "fr", "ru")
KINDS = [
    line.split("\t")
    for line in (DATA / "kinds.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=VILNIUS)


def _bounds(phrase: str, locale: str | None = "en", now: datetime = NOW) -> tuple[float, float]:
    period = read_period(phrase, now, locale)
    return period.start.timestamp(), period.end.timestamp()


@each_row(KINDS)
def test_reads_each_kind_or_asks_back(
    kind: str, locale: str, clock: str, phrase: str, expected: str
) -> None:
    now = NOW if clock == "-" else _moment(clock)
    phrase = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), phrase)
    own = None if locale == "-" else locale
    if expected == "!":
        with pytest.raises(AskError) as caught:
            read_period(phrase, now, own)
        place = caught.value.place
        assert place is not None
        assert place.source == phrase
        assert 0 <= place.start < place.end <= len(phrase)
    else:
        start, end = (_moment(each).timestamp() for each in expected.split())
        assert _bounds(phrase, own, now) == (start, end), kind


WEEKS = {
    "en": {-1: "last week", 0: "this week", 1: "next week"},
    "lt": {-1: "praeitą savaitę", 0: "šią savaitę", 1: "kitą savaitę"},
    "es": {-1: "de la semana pasada", 0: "de esta semana", 1: "de la semana que viene"},
    "de": {-1: "letzter Woche", 0: "dieser Woche", 1: "nächster Woche"},
    "fr": {-1: "de la semaine dernière", 0: "de cette semaine", 1: "de la semaine prochaine"},
    "ru": {-1: "прошлой недели", 0: "этой недели", 1: "следующей недели"},
}
SPANS = {
    "en": "{0} to {1}",
    "lt": "{0} - {1}",
    "es": "{0} a {1}",
    "de": "{0} bis {1}",
    "fr": "{0} à {1}",
    "ru": "{0} - {1}",
}


def _forms(locale: str, canonical: str) -> list[str]:
    """What a language calls a day or a month, in one word."""
    forms = vocabularies(locale)[0].forms.items()
    return [form[0] for form, meaning in forms if meaning == (canonical,) and len(form) == 1]


@pytest.mark.parametrize("locale", SIX)
@pytest.mark.parametrize("week", [-1, 0, 1])
def test_a_week_named_behind_a_span_counts_for_both_ends(locale: str, week: int) -> None:
    """On each day of a week, for each two weekdays in order, and each form of the first."""
    for today, first, last in product(range(7), range(7), range(7)):
        now = NOW + timedelta(days=today)
        monday = now.date() + timedelta(days=7 * week - now.weekday())
        name = _forms(locale, WEEKDAYS[last])[0]
        for form in _forms(locale, WEEKDAYS[first]) if today == 0 else [WEEKDAYS[first]]:
            phrase = f"{SPANS[locale].format(form, name)} {WEEKS[locale][week]}"
            period = find_period(phrase, now, locale)
            if first > last:
                assert period is None, phrase
            else:
                assert period, phrase
                assert period.start.date() == monday + timedelta(days=first), phrase
                assert period.end.date() == monday + timedelta(days=last + 1), phrase


@given(st.integers(0, 400), st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_two_weekdays_are_never_more_than_a_week_apart_by_guessing(
    days: int, first: str, last: str
) -> None:
    now = NOW + timedelta(days=days)
    for phrase in (f"{first} to {last}", f"this {first} to {last}", f"{first} to this {last}"):
        period = find_period(phrase, now, "en")
        assert period is None or period.seconds <= 7 * 86400 + 3600


def _abbreviations(locale: str, canonical: str) -> set[str]:
    """Our forms of a day or a month, and those of dateparser's tables."""
    table = default_loader.get_locale(locale).info[canonical]
    return {*_forms(locale, canonical), *map(str.lower, table)}


@pytest.mark.parametrize(("locale", "other"), list(product(LANGUAGES, SIX)))
def test_a_name_of_another_language_is_read_as_what_it_means_or_not_at_all(
    locale: str, other: str
) -> None:
    for canonical in (*WEEKDAYS, *MONTHS):
        for form in _abbreviations(other, canonical):
            period = find_period(form, NOW, locale)
            assert period == find_period(f"{form}.", NOW, locale)
            if period and fold(form) != "mar":
                names = (*WEEKDAYS, *MONTHS)
                own = [each for each in names if form in _abbreviations(locale, each)]
                assert period in map(_read, own or [canonical]), (form, own or canonical)


def _read(phrase: str) -> Period:
    return read_period(phrase, NOW, "en")


@pytest.mark.parametrize("locale", ["fr", "es", "it", "ro", None])
def test_mar_with_a_number_alone_is_asked_back(locale: str | None) -> None:
    for phrase in ("mar 5", "mar. 24", "mar 1-5", "last mar"):
        assert find_period(phrase, NOW, locale) is None or locale == "fr"
    assert find_period("mar 5", NOW, "fr") is None
    for phrase in ("5 mar", "mar 2026", "5 mar 2026", "2026 mar 5", "feb - mar", "20-mar-2026"):
        period = find_period(phrase, NOW, locale)
        assert period, phrase
        assert period.end.month in (3, 4), phrase


DASHED = (
    ("2026-11-01 to 2026-11-05", "en"),
    ("2026-11-01", "en"),
    ("2026-W47", "en"),
    ("2026-11", "en"),
    ("20-nov-2026", "en"),
    ("nov-2026", "en"),
    ("month-to-date", "en"),
    ("half-hour", "en"),
    ("now-6h", "en"),
    ("now-7d/d", "en"),
    ("yesterday 9-17", "en"),
    ("yesterday 9:00-17:00", "en"),
    ("1-5 nov", "en"),
    ("mon-wed", "en"),
    ("monday - wednesday", "en"),
    ("since 2026-11-20T08:00:00-05:00", "en"),
    ("since 2026-11-20 08:00:00-05:00", "en"),
    ("avant-hier", "fr"),
    ("cette semaine-ci", "fr"),
    ("week-end", "fr"),
    ("5-го ноября", "ru"),
    ("thursday-friday last week", "en"),
)


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_counts_as_a_hyphen(dash: str) -> None:
    for phrase, locale in DASHED:
        for at in (found.start() for found in re.finditer("-", phrase)):
            typed = f"{phrase[:at]}{dash}{phrase[at + 1 :]}"
            assert _bounds(typed, locale) == _bounds(phrase, locale), typed
        assert _bounds(phrase.replace("-", dash), locale) == _bounds(phrase, locale)


@pytest.mark.parametrize("dash", ["--", "---", "—", "–", "→", "->"])
def test_a_long_dash_joins_two_ends_with_and_without_spaces(dash: str) -> None:
    for first, last in (("nov 1", "nov 5"), ("1 nov", "5 nov"), ("monday", "wednesday")):
        expected = _bounds(f"{first} to {last}")
        assert _bounds(f"{first} {dash} {last}") == _bounds(f"{first}{dash}{last}") == expected


@pytest.mark.parametrize("mark", UNSEEN)
def test_a_character_that_nobody_sees_changes_nothing_beside_a_word(mark: str) -> None:
    for phrase in ("last week", "yesterday 9-17", "2026-11-01 to 2026-11-05", "nov 1, 2026"):
        expected = _bounds(phrase)
        assert _bounds(f"{mark}{phrase}{mark}") == expected
        assert _bounds(phrase.replace(" ", f"{mark} ")) == expected
        assert _bounds(phrase.replace(" ", f" {mark}")) == expected
    assert find_period(f"to{mark}day", NOW, "en") is None


def _split(line: str) -> list[str]:
    return line.split("\t")


PHRASES = [line.split("\t") for line in (DATA / "phrases.tsv").read_text("utf-8").splitlines()]
ACCENTED = [row[:2] for row in PHRASES if len(row) == 4 and not row[1].isascii()]
OTHERS = [
    row[:2]
    for row in map(_split, (DATA / "other_languages.tsv").read_text("utf-8").splitlines())
    if len(row) == 4 and not row[1].isascii()
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_are_read_in_either_form(form: str) -> None:
    assert len(ACCENTED) > 100
    for locale, phrase in (*ACCENTED, *OTHERS):
        typed = unicodedata.normalize(form, phrase)  # type: ignore[arg-type]
        own = None if locale == "-" else locale
        assert find_period(typed, NOW, own) == find_period(phrase, NOW, own), phrase


def test_a_refusal_marks_its_place_in_a_text_of_combining_accents() -> None:
    text = unicodedata.normalize("NFD", "praeitą savaitę bananas")
    with pytest.raises(AskError) as caught:
        read_period(text, NOW, "lt")
    place = caught.value.place
    assert place is not None
    assert text[place.start : place.end] == "bananas"


ZONES = sorted(available_timezones())


def test_a_zone_behind_a_period_is_read_in_any_case() -> None:
    assert len(ZONES) > 500
    for name in ZONES:
        if "/" not in name:
            continue
        expected = _bounds("yesterday", "en", NOW.astimezone(ZoneInfo(name)))
        for typed in (name, name.lower(), name.upper(), f"({name})"):
            assert _bounds(f"yesterday {typed}") == expected, typed


def test_letters_that_do_not_say_where_are_no_zone() -> None:
    for name in (*SHORT, "Factory", "Europe/Nowhere", ""):
        assert find_zone(name) is None
        assert find_period(f"yesterday {name.upper()}", NOW, "en") is None or not name


zoned = st.sampled_from(("Europe/Vilnius", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"))
moments = st.integers(1_577_836_800, 1_795_500_000)


def _period(start: int, seconds: int, zone: ZoneInfo) -> Period:
    return Period(*(datetime.fromtimestamp(at, zone) for at in (start, start + seconds)))


@given(moments, st.integers(1, 400 * 86_400), zoned, st.sampled_from(SIX))
def test_bounds_that_an_answer_shows_can_be_pasted_back(
    start: int, seconds: int, zone: str, locale: str
) -> None:
    period = _period(start, seconds, ZoneInfo(zone))
    later = datetime(2028, 1, 1, tzinfo=VILNIUS)
    for said in (times.bounds(period, ZoneInfo(zone)), f"{times.span(period, VILNIUS)}"):
        read = read_period(said, later, locale)
        assert (read.start, read.end) == (period.start, period.end), said


@given(moments, st.integers(1, 60), zoned, st.sampled_from(SIX))
def test_days_that_an_answer_shows_can_be_pasted_back(
    start: int, days: int, zone: str, locale: str
) -> None:
    place = ZoneInfo(zone)
    first = datetime.fromtimestamp(start, place).date()
    bounds = (
        datetime(day.year, day.month, day.day, tzinfo=place)
        for day in (first, first + timedelta(days=days))
    )
    period = Period(*bounds)
    said = times.in_words(period, place)
    read = read_period(said, datetime(2028, 1, 1, tzinfo=place), locale)
    assert (read.start, read.end) == (period.start, period.end), said
    wrong = said.replace(f" {days} day", f" {days + 1} day")
    assert find_period(wrong, datetime(2028, 1, 1, tzinfo=place), locale) is None


@given(moments, zoned, st.sampled_from(SIX))
def test_a_moment_that_a_digest_shows_can_be_pasted_back(
    start: int, zone: str, locale: str
) -> None:
    at = datetime.fromtimestamp(start - start % 60, ZoneInfo(zone))
    later = datetime(2028, 1, 1, tzinfo=VILNIUS)
    for said in (times.exact(at), times.moment(at, ZoneInfo(zone)), str(at), at.isoformat()):
        now = later.astimezone(ZoneInfo(zone))
        read = read_period(f"since {said}", now, locale)
        assert read.start == at, said


@pytest.mark.parametrize(
    ("phrase", "hints"),
    [
        ("this month to last month", ("2026-10-01 to 2026-11-30",)),
        ("2026 to 2025", ("2025-01-01 to 2026-12-31",)),
        ("q3 2026 to q1 2026", ("2026-01-01 to 2026-09-30",)),
        ("this week to last week", ("2026-11-16 to 2026-11-29",)),
        ("monday to friday", ("monday to friday last week", "monday to friday this week")),
        ("from mon to fri", ("monday to friday last week", "monday to friday this week")),
        ("last monday to fri", ("monday to friday last week", "monday to friday this week")),
        ("sunday to december", ("2025-12-01 to 2026-11-22",)),
        ("thursday to tomorrow", ("2026-11-19 to 2026-11-26", "2026-11-26 to 2026-11-26")),
        ("friday to next week", ("2026-11-20 to 2026-12-06", "2026-11-27 to 2026-12-06")),
        ("since yesterday 9-17", ("since 2026-11-24 09:00", "yesterday 9-17")),
        ("since 9:00-17:00", ("since 2026-11-25 09:00", "9:00-17:00")),
    ],
)
def test_the_proposals_for_a_refused_range_run_the_right_way(
    phrase: str, hints: tuple[str, ...]
) -> None:
    with pytest.raises(AskError) as caught:
        read_period(phrase, NOW, "en")
    proposed = caught.value.hint.removeprefix("Write ").rstrip(".").split(", or ")
    assert proposed[: len(hints)] == list(hints)
    for hint in hints:
        read_period(hint, NOW, "en")


def test_mar_is_asked_back_with_its_two_meanings() -> None:
    with pytest.raises(AskError) as caught:
        read_period("desde mar", NOW, "es")
    assert caught.value.code == "period-disputed"
    assert caught.value.hint == "Write tuesday, or march."


ENDS = (
    *("monday", "friday", "sunday", "yesterday", "tomorrow", "last week", "this month", "2025"),
    *("20 nov", "december", "q1", "2026-11-01", "last friday", "this friday", "next monday"),
)


@pytest.mark.parametrize("days", range(7))
def test_every_proposal_for_two_ends_can_be_read(days: int) -> None:
    now = NOW + timedelta(days=days)
    for first, last in product(ENDS, ENDS):
        phrase = f"{first} to {last}"
        if find_period(phrase, now, "en") is None:
            with pytest.raises(AskError) as caught:
                read_period(phrase, now, "en")
            hint = caught.value.hint
            if hint.startswith("Write "):
                for one in hint.removeprefix("Write ").rstrip(".").split(", or "):
                    is_phrase = one != "both dates with their years" and "first" not in one
                    assert not is_phrase or find_period(one, now, "en"), (phrase, one)
