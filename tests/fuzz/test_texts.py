"""What people type and files hold: it is read, or refused with an AskError whose place is in it."""

import time
from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.calls.model import Account, Role
from bot.calls.period import read_period
from bot.calls.query import read_command
from bot.calls.words import LONGEST_COMMAND
from bot.errors import AskError
from bot.ids import COMMAND_LINE, Identity
from bot.links.batch import COLUMNS, read_links, write_links
from bot.links.model import Link
from bot.slack.kit.escape import typed_text
from tests.fuzz.rounds import kept, rounds, seeds
from tests.support.company import NOW

_SECONDS = 1.0  # of the processor's time
_ACCOUNTS = (
    Account("admin", 0, Role.ADMIN),
    Account("nordvoice", 3, Role.RESELLER),
    Account("tomford", 5, Role.USER),
)
_LOCALES = (None, "en-US", "lt-LT", "es-ES", "de-DE", "fr-FR", "ru-RU", "xx", "", "-")

_letters = st.text(max_size=12)
_odd = st.sampled_from(
    [
        "\x00",
        "\ud800",
        "\u202e",
        "\u0301",
        "ſ",
        "İ",
        "ß",
        "٣",
        "²",
        "Ⅷ",
        "９",
        "🙂",
        "\xa0",
        "\u2028",
    ]
)
_number = st.one_of(
    st.integers(-5, 3000).map(str),
    st.sampled_from(["0", "00", "99999999999999999999", "1e9", "1.5", "١٢", "5th", "2147483648"]),
)
_unit = st.sampled_from(
    [
        "second",
        "min",
        "hour",
        "days",
        "week",
        "months",
        "quarter",
        "year",
        "d",
        "h",
        "m",
        "M",
        "Tage",
        "jours",
    ]
)
_day = st.sampled_from(
    [
        "today",
        "yesterday",
        "tomorrow",
        "monday",
        "fri",
        "letzte",
        "vakar",
        "ayer",
        "hier",
        "вчера",
        "weekend",
        "nov",
        "march",
    ]
)
_clock = st.sampled_from(
    ["9", "17", "9:00", "25:61", "5pm", "12am", "noon", "9h30", "24:00", "00:00:00", "09:00+25:00"]
)
_date = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2026-02-30", "1/2/2026", "31.12.", "0000-00-00", "2026-W60", "9999-12-31"]),
    st.builds("{}-{}-{}".format, _number, _number, _number),
)
_point = st.one_of(_day, _clock, _date, _number, st.builds("{} {}".format, _day, _clock))
_period = st.one_of(
    _point,
    st.builds("last {} {}".format, _number, _unit),
    st.builds("{}{} {}{}".format, _number, _unit, _number, _unit),
    st.builds("{} {} {}".format, _point, st.sampled_from(["to", "-", "–", "..", "and"]), _point),
    st.builds("{} {}".format, st.sampled_from(["since", "until", "before", "between"]), _point),
    st.builds("now-{}{}/{}".format, _number, _unit, _unit),
)
_value = st.one_of(_letters, _letters.map('"{}"'.format), _letters.map('"{}'.format), _odd)
_who = st.one_of(
    _number,
    _value.map("user:{}".format),
    st.sampled_from(["me", "ME", "<@U0TOM0001|tom>", "<@U0TOM0001", "<@|x>", "<@U0TOM0001|<>>"]),
)
_part = st.one_of(
    _who,
    _period,
    st.builds("{}:{}".format, st.sampled_from(["device", "ip", "to", "by", "nope"]), _value),
    st.sampled_from(
        ["by:hour", "by:day", "by:device", "by:week", "csv", "chart", "table", "oldest", "help"]
    ),
    _odd,
    _letters,
)
_texts = st.lists(_part, max_size=8).map(" ".join) | st.text(max_size=300)
_moments = st.builds(datetime.fromtimestamp, st.integers(63_072_000, 4_039_372_800), st.timezones())
_now = st.one_of(st.just(NOW), _moments)


def _read(text: str, now: datetime = NOW, role: int = 0, locale: str | None = None) -> None:
    started = time.process_time()
    try:
        query = read_command(text, now, _ACCOUNTS[role], locale)
        assert query.period.start.timestamp() < query.period.end.timestamp()
        # What is said back can be said again.
        again = read_period(query.phrase, now, locale)
        assert again == query.period
    except AskError as error:
        _check_refusal(error, text)
    assert time.process_time() - started < _SECONDS


def _check_refusal(error: AskError, text: str) -> None:
    assert error.code
    assert error.text
    if error.place is not None:
        assert error.place.source == text
        assert 0 <= error.place.start <= error.place.end <= len(text)


def test_inputs_that_once_failed_pass() -> None:
    for seed in seeds("commands"):
        for role in range(len(_ACCOUNTS)):
            _read(seed.decode("utf-8", "surrogatepass"), role=role)
    for seed in seeds("links"):
        _read_file(seed.decode("utf-8", "surrogatepass"))


@settings(max_examples=rounds(500), deadline=None)
@given(_texts, _now, st.integers(0, 2), st.sampled_from(_LOCALES))
def test_any_command_is_read_or_refused(
    text: str, now: datetime, role: int, locale: str | None
) -> None:
    with kept("commands", text.encode("utf-8", "surrogatepass")):
        _read(text, now, role, locale)


@settings(max_examples=rounds(500), deadline=None)
@given(_period, _now, st.sampled_from(_LOCALES))
def test_any_period_is_read_or_refused(text: str, now: datetime, locale: str | None) -> None:
    with kept("commands", text.encode("utf-8", "surrogatepass")):
        try:
            period = read_period(text, now, locale)
        except AskError as error:
            _check_refusal(error, text)
        else:
            assert period.start.timestamp() < period.end.timestamp()
            assert period.start.tzinfo is period.end.tzinfo is now.tzinfo


@settings(max_examples=rounds(60), deadline=None)
@given(_part.filter(bool), st.sampled_from(["", " ", "  ", "\n"]))
def test_the_longest_commands_take_no_longer(part: str, space: str) -> None:
    for length in (LONGEST_COMMAND, LONGEST_COMMAND + 1):
        text = ((part + space) * LONGEST_COMMAND)[:length]
        with kept("commands", text.encode("utf-8", "surrogatepass")):
            _read(text)


_marks = st.lists(
    st.sampled_from(
        ["<", ">", "|", "&lt;", "&amp;", "&gt;", "https://", "tel:", "mailto:", "@U1", "x", " "]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=rounds(300), deadline=None)
@given(_marks | st.text())
def test_any_markup_becomes_text(text: str) -> None:
    told = typed_text(text)
    assert len(told) <= len(text)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert typed_text(escaped) == text


@settings(max_examples=rounds(20), deadline=None)
@given(_marks.filter(bool))
@example("<tel:")
@example("<https://x|")
def test_a_megabyte_of_markup_takes_no_time(part: str) -> None:
    started = time.process_time()
    typed_text(part * (1_000_000 // len(part)))
    assert time.process_time() - started < _SECONDS


_cell = st.one_of(
    st.sampled_from(
        ["", "U0TOM0001", "T0HARBOR1", "tomford", "admin", "user", "3", "none", "yes", "'=1+1", '"']
    ),
    _letters,
    _odd,
    _number,
)
_row = st.lists(_cell, max_size=9)
_header = st.one_of(
    st.just(list(COLUMNS)),
    st.lists(st.sampled_from([*COLUMNS, "Role", " id ", "", "x"]), max_size=9),
)


@settings(max_examples=rounds(400), deadline=None)
@given(
    _header,
    st.lists(_row, max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_of_links_is_read_or_refused(
    header: list[str], rows: list[list[str]], comma: str, newline: str
) -> None:
    _keep_and_read(newline.join(comma.join(row) for row in [header, *rows]))


@settings(max_examples=rounds(200), deadline=None)
@given(st.text())
def test_any_file_of_links_is_read_or_refused(text: str) -> None:
    _keep_and_read(text)
    _keep_and_read(",".join(COLUMNS) + "\n" + text)


def _keep_and_read(text: str) -> None:
    with kept("links", text.encode("utf-8", "surrogatepass")):
        _read_file(text)


def _read_file(text: str) -> None:
    """Every line becomes a request or a problem, or the file is refused."""
    try:
        requests, problems = read_links(text)
    except AskError:
        return
    lines = [line for line, _ in [*requests, *problems]]
    assert len(lines) == len(set(lines))
    assert all(sentence for _, sentence in problems)


@settings(max_examples=rounds(200), deadline=None)
@given(st.text().map(str.strip).filter(bool).filter(str.isprintable), st.sampled_from(Role))
def test_an_exported_file_can_be_imported(username: str, role: Role) -> None:
    link = Link(
        Identity("T0HARBOR1", "U0TOM0001"),
        Account(username, 5, role),
        False,
        "",
        NOW,
        COMMAND_LINE,
        NOW,
    )
    requests, problems = read_links(write_links([link]))
    assert [request.username for _, request in requests] == [username]
    assert problems == []
