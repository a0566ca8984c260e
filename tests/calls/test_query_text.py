"""A question put back into words, and one put together from the fields of a form."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Account, Filter, FilterKey, Query, Role, Target, Who, WhoKind
from bot.calls.query import read_command
from bot.calls.query_text import (
    FILTERS,
    OUTPUT,
    PERIOD,
    WHO,
    compose,
    filters_text,
    period_text,
    who_text,
)
from bot.calls.words import keyed
from bot.errors import AskError

VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=VILNIUS)
ADMIN = Account("admin", 0, Role.ADMIN)
ID_LESS = Account("admin", None, Role.ADMIN)
USER = Account("tomford", 5, Role.USER)

# What a filter can be: something that was read from a command.
patterns = st.one_of(
    st.text(
        st.characters(exclude_categories=["Z", "C"], exclude_characters="\"“”„‟«»'‘’‚‛"), min_size=1
    ),
    st.sampled_from(
        [
            "Tom Ford",
            'say "hi" to',
            "O'Brien",
            "Tom's phone",
            '5" pipe',
            "%",
            "“quoted” once",
            " x ",
        ]
    ),
)


@given(st.lists(st.builds(Filter, st.sampled_from(FilterKey), patterns), max_size=5))
def test_filters_in_words_are_read_as_they_were(filters: list[Filter]) -> None:
    text = filters_text(filters)
    assert list(read_command(text, NOW, ADMIN).filters) == filters


@given(patterns)
def test_a_username_in_words_is_read_as_it_was(name: str) -> None:
    who = read_command(keyed("user", name), NOW, ADMIN).who
    assert who.value == name.strip()


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (Who(WhoKind.ME), ""),
        (Who(WhoKind.ID, "5"), "5"),
        (Who(WhoKind.NAME, "tom ford"), "tom ford"),
        (Who(WhoKind.MENTION, "U0TOM0001"), "5"),
    ],
)
def test_whom_a_question_is_about_in_words(who: Who, text: str) -> None:
    query = replace(read_command("me today", NOW, ADMIN), who=who)
    assert who_text(query, Target(5, "Tom Ford")) == text


def read(who: str = "", period: str = "", filters: str = "", output: str = "") -> Query:
    return read_command(compose(who, period, filters, output, ADMIN).text, NOW, ADMIN)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("", Who(WhoKind.ME)),
        ("Me", Who(WhoKind.ME)),
        ("5", Who(WhoKind.ID, "5")),
        ("user:5", Who(WhoKind.ID, "5")),
        (" tomford ", Who(WhoKind.NAME, "tomford")),
        ("tom ford", Who(WhoKind.NAME, "tom ford")),
        ("today", Who(WhoKind.NAME, "today")),
    ],
)
def test_the_field_of_the_person_holds_a_person(typed: str, who: Who) -> None:
    assert read(typed).who == who


@pytest.mark.parametrize("phrase", ["5 nov", "2025", "20 nov - 24 nov", "5 days ago", "last week"])
@pytest.mark.parametrize("who", ["", "5", "tomford"])
def test_the_field_of_the_period_holds_a_period(who: str, phrase: str) -> None:
    assert read(who, phrase).phrase == phrase


def test_all_fields_together_make_one_command() -> None:
    made = compose("5", "last week", 'device:%1003% to:"Tom Ford"', "by:day oldest", ADMIN)
    assert made.text == 'user:5 last week device:%1003% to:"Tom Ford" by:day oldest'
    assert [made.text[start:end] for _, start, end in made.spans] == [
        "user:5",
        "last week",
        'device:%1003% to:"Tom Ford"',
        "by:day oldest",
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (("", "lats week", "", ""), PERIOD),
        (("5", "last wek", "device:x", "csv"), PERIOD),
        (("", "", "devise:x", ""), FILTERS),
        (("5", "today", "device:x user:6", ""), FILTERS),
        (("5", "today", 'to:"x', ""), FILTERS),
        (("", "", "", "by:weekday"), OUTPUT),
        (("", "today", "x" * 2000, ""), FILTERS),
    ],
)
def test_a_mistake_is_found_in_its_field(fields: tuple[str, str, str, str], field: str) -> None:
    made = compose(*fields, ADMIN)
    with pytest.raises(AskError) as caught:
        read_command(made.text, NOW, ADMIN)
    assert made.field_of(caught.value) == field


def test_nobody_named_by_somebody_without_an_id_is_a_mistake_of_the_person() -> None:
    made = compose("", "last week", "", "", ID_LESS)
    with pytest.raises(AskError) as caught:
        read_command(made.text, NOW, ID_LESS)
    assert made.field_of(caught.value) == WHO


@given(*[st.text(max_size=30)] * 4, st.sampled_from([ADMIN, ID_LESS, USER]))
def test_whatever_is_typed_is_read_or_refused_at_a_field(
    who: str, period: str, filters: str, output: str, account: Account
) -> None:
    made = compose(who, period, filters, output, account)
    fault = AskError("", code="period-unreadable")
    try:
        read_command(made.text, NOW, account)
    except AskError as error:
        fault = error
    assert made.field_of(fault) in {WHO, PERIOD, FILTERS, OUTPUT}


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(VILNIUS)),  # noqa: DTZ001 -- hypothesis wants naive bounds
    st.integers(1, 100_000),
)
def test_two_moments_are_the_period_between_them(start: datetime, minutes: int) -> None:
    begun = int(start.timestamp()) // 60 * 60
    first, last = (
        datetime.fromtimestamp(moment, VILNIUS) for moment in (begun, begun + 60 * minutes)
    )
    period = read_command(f"me {period_text(first, last)}", NOW, ADMIN).period
    assert period.start.timestamp() == begun
    assert period.seconds == 60 * minutes
