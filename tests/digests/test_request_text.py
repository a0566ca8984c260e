"""The text of a digest is split into query, schedule, place and options. Errors mark the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.characters import DASHES
from bot.calls.words import keyed
from bot.digests.model import DigestRequest, Extras
from bot.digests.names import is_name, unquoted
from bot.digests.request_text import MOST_CALLS, MOST_NEW_IPS, read_request, request_text
from bot.digests.schedule import Schedule
from bot.errors import AskError

WEEKDAYS = Schedule("0 9 * * 1-5")
DAILY = Schedule("0 8 * * *")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5 yesterday every weekday at 9:00 in <#C0NOC|noc>",
            DigestRequest("5 yesterday", WEEKDAYS, "C0NOC"),
        ),
        ("5 yesterday weekdays 9:00 in <#C0NOC>", DigestRequest("5 yesterday", WEEKDAYS, "C0NOC")),
        (
            "5 yesterday on weekdays at 9 to <#G0NOC|>",
            DigestRequest("5 yesterday", WEEKDAYS, "G0NOC"),
        ),
        ("every day at 8", DigestRequest("", DAILY)),
        ("  last  week   EVERY day at 8  ", DigestRequest("last  week", DAILY)),
        ("yesterday every day at 8 here", DigestRequest("yesterday", DAILY, "here")),
        ("yesterday every day at 8 in here", DigestRequest("yesterday", DAILY, "here")),
        ("yesterday every day at 8 to me", DigestRequest("yesterday", DAILY, "")),
        ("yesterday every day at 8 in direct messages", DigestRequest("yesterday", DAILY, "")),
        (
            "today every day at 8 in Asia/Tokyo in here",
            DigestRequest("today", Schedule("0 8 * * *", "Asia/Tokyo"), "here"),
        ),
        (
            "today daily at 8 UTC rows",
            DigestRequest("today", Schedule("0 8 * * *", "UTC"), "", Extras(rows=True)),
        ),
        # Several phrases that belong together are one schedule.
        (
            "today every hour on weekdays in here",
            DigestRequest("today", Schedule("0 * * * 1-5"), "here"),
        ),
        ("today weekdays hourly from 8 to 18", DigestRequest("today", Schedule("0 8-18 * * 1-5"))),
        ("today monthly on the 1st of the month", DigestRequest("today", Schedule("0 9 1 * *"))),
        # Where they do not, the first ones are left to the query, which rejects them later.
        ("today every day weekdays at 9", DigestRequest("today every day", WEEKDAYS)),
        ("today 1st of the month at 8", DigestRequest("today", Schedule("0 8 1 * *"))),
        (
            "today on the 1st and 15th of the month",
            DigestRequest("today", Schedule("0 9 1,15 * *")),
        ),
        # A name may have words of a schedule, a place or an option.
        (
            'today daily at 8 as "NOC, every morning in here" here rows',
            DigestRequest("today", DAILY, "here", Extras(rows=True), "NOC, every morning in here"),
        ),
        (
            "today daily at 8 rows AS “Tom's  phones” to me",
            DigestRequest("today", DAILY, "", Extras(rows=True), "Tom's phones"),
        ),
        (
            "today daily at 8 alert-only new-ips:3",
            DigestRequest("today", DAILY, "", Extras(new_ips=3, alert_only=True)),
        ),
        ("today daily at 8 as NOC", DigestRequest("today", DAILY, name="NOC")),
        ("today last friday of every month", DigestRequest("today", Schedule("0 9 * * 5L"))),
        ("last month last day of the month", DigestRequest("last month", Schedule("0 9 L * *"))),
        (
            'device:"every day" to:"in here" today cron:"0 9 * * 1-5" in here',
            DigestRequest('device:"every day" to:"in here" today', WEEKDAYS, "here"),
        ),
        ("today cron: 0 9 * * 1-5 in here", DigestRequest("today", WEEKDAYS, "here")),
        (
            "today cron:0 9 * * 1-5 skip-empty",
            DigestRequest("today", WEEKDAYS, "", Extras(skip_empty=True)),
        ),
        ("<@U0TOM|tom> today daily at 8 here", DigestRequest("<@U0TOM|tom> today", DAILY, "here")),
        (
            "today daily at 8 in <#C0NOC> skip-empty thread rows new-ips alert:0 <@U0ING|ingrid>",
            DigestRequest("today", DAILY, "C0NOC", Extras(True, True, True, 7, 0, "U0ING")),
        ),
        (
            "today daily at 8 thread in here new-ips:3 alert:100",
            DigestRequest("today", DAILY, "here", Extras(thread=True, new_ips=3, alert_above=100)),
        ),
    ],
)
def test_a_digest_in_words_is_read_and_written(text: str, expected: DigestRequest) -> None:
    assert read_request(text) == expected
    assert read_request(request_text(expected)) == expected


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("", "digest-no-schedule", ""),
        ("5 yesterday in <#C0NOC|noc>", "digest-no-schedule", ""),
        ('device:"every day" today', "digest-no-schedule", ""),
        ("today every banana in here", "schedule-unreadable", "every banana"),
        ("today every day at 25 in here", "schedule-time", "25"),
        ("today every hour on weekdays at 9 in here", "schedule-steps-and-times", "at 9"),
        ("today every mon at 8 weekly on the 1st", "schedule-twice", "on the 1st"),
        ('today cron:"0 25 * * *" in here', "schedule-cron", "25"),
        ("today daily at 8 CET in here", "schedule-zone", "CET"),
        ("today csv daily at 8", "digest-file", "csv"),
        ("XLSX today daily at 8", "digest-file", "XLSX"),
        ("today daily at 8 in #noc", "digest-place", "#noc"),
        ("today daily at 8 #noc", "digest-place", "#noc"),
        ("today daily at 8 in noc", "digest-place", "noc"),
        ("today daily at 8 in", "digest-place", "in"),
        ("today daily at 8 to <@U0TOM|tom>", "digest-place", "<@U0TOM|tom>"),
        ("today daily at 8 in <#C0NOC|noc> in here", "digest-place-twice", "in here"),
        ("today daily at 8 here rows here", "digest-place-twice", "here"),
        ("today daily at 8 here please", "digest-extra", "please"),
        ("today daily at 8 here csv", "digest-extra", "csv"),
        ("today daily at 8 here device:x", "digest-extra", "device:x"),
        ("today daily at 8 here rows thread rows", "digest-extra-twice", "rows"),
        ("today daily at 8 here alert:1 alert:2", "digest-extra-twice", "alert:2"),
        ("today daily at 8 here alert:", "digest-count", "alert:"),
        ("today daily at 8 here alert:-1", "digest-count", "alert:-1"),
        ("today daily at 8 here alert:²", "digest-count", "alert:²"),
        ("today daily at 8 here alert:" + "9" * 50, "digest-count", "alert:" + "9" * 50),
        ("today daily at 8 here new-ips:32", "digest-count", "new-ips:32"),
        ("today daily at 8 here <@U0TOM|tom>", "digest-mention", "<@U0TOM|tom>"),
        ("today daily at 8 here rows:1", "digest-extra", "rows:1"),
        ("today daily at 8 alert-only rows", "digest-alert-only", "alert-only"),
        ("today daily at 8 as", "digest-name", "as"),
        ("today daily at 8 as 7 here", "digest-name", "as 7"),
        ('today daily at 8 as "NOC here', "digest-name", "as"),
        ('today daily at 8 as "" here', "digest-name", 'as ""'),
        ("today daily at 8 as " + "x" * 61, "digest-name", "as " + "x" * 61),
        ("today daily at 8 as a here as b", "digest-extra-twice", "as a"),
        ("today daily at 8 as NOC morning", "digest-extra", "morning"),
        ('today device:"x daily at 8', "quote-open", '"x daily at 8'),
    ],
)
def test_a_refusal_marks_the_place_in_the_whole_text(text: str, code: str, marked: str) -> None:
    with pytest.raises(AskError) as caught:
        read_request(text)
    error = caught.value
    assert error.code == code
    assert error.place
    assert error.place.source == text
    assert text[error.place.start : error.place.end] == marked
    assert error.text
    assert error.hint


def test_more_than_a_command_is_refused() -> None:
    with pytest.raises(AskError, match="characters"):
        read_request("x " * 500 + "every day")


def extras(alert: int | None, mention: str, **others: bool | int) -> Extras:
    """Return extras that mention somebody, or are posted for that alone, only with an alert."""
    others["alert_only"] &= alert is not None or bool(others["new_ips"])
    return Extras(alert_above=alert, mention="" if alert is None else mention, **others)  # type: ignore[arg-type]


NAMES = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\"“”„‟«»'‘’‚‛"), min_size=1
)
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(
            ["5", "me", "yesterday", "last week", "by:day", "chart", "oldest", "<@U0TOM|tom>"]
        ),
        st.builds(keyed, st.sampled_from(["device", "to", "user"]), NAMES),
        st.sampled_from(['device:"every day at 8"', "to:'in here'", 'device:"1st of the month"']),
    ),
    max_size=4,
).map(" ".join)
SCHEDULES = st.builds(
    Schedule,
    st.sampled_from(
        [
            "0 9 * * 1-5",
            "*/15 8-17 * * *",
            "0 9 13 * 5",
            "0 9 L * *",
            "0 9 * * 5L",
            "7 * 1-7 JAN MON",
        ]
    ),
    st.sampled_from(["", "UTC", "Europe/Vilnius", "America/Argentina/Buenos_Aires"]),
)
EXTRAS = st.builds(
    extras,
    st.none() | st.integers(0, MOST_CALLS),
    st.sampled_from(["", "U0TOM", "W0TOM"]),
    skip_empty=st.booleans(),
    thread=st.booleans(),
    rows=st.booleans(),
    new_ips=st.integers(0, MOST_NEW_IPS),
    alert_only=st.booleans(),
)

DIGEST_NAMES = st.just("") | st.text(max_size=60).map(unquoted).filter(is_name)


@given(
    st.builds(
        DigestRequest,
        QUERIES,
        SCHEDULES,
        st.sampled_from(["", "here", "C0NOC", "G0NOC"]),
        EXTRAS,
        DIGEST_NAMES,
    )
)
def test_a_digest_written_as_words_is_read_as_the_same(wanted: DigestRequest) -> None:
    assert read_request(request_text(wanted)) == wanted


PIECES = (
    *("5", "today", "every", "day", "hourly", "weekdays", "on", "1st of the month", "at 8", "in"),
    *(
        "to",
        "here",
        "me",
        "#noc",
        "<#C0NOC|noc>",
        "<@U0TOM|tom>",
        "rows",
        "new-ips",
        "new-ips:2",
        "alert-only",
    ),
    *("csv", "alert:5", "cron:", "0 9 * * 1", 'device:"every day"', "UTC", "direct messages"),
    *("as", "as NOC", 'as "NOC morning"', '"x', "'"),
)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parsed = read_request(text)
    except AskError as error:
        assert error.place  # noqa: PT017
        assert error.place.source == text  # noqa: PT017
        return
    assert read_request(request_text(parsed)) == parsed


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_counts_as_a_hyphen(dash: str) -> None:
    text = "yesterday every mon-fri at 9:00 to me skip-empty new-ips:7"
    assert read_request(text.replace("-", dash)) == read_request(text)
    assert read_request(f"yesterday daily new{dash}ips") == read_request("yesterday daily new-ips")
