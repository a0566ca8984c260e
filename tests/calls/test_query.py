"""The command grammar."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calls.model import (
    Account,
    Filter,
    FilterKey,
    Group,
    Output,
    Query,
    Role,
    Who,
    WhoKind,
)
from bot.calls.period import read_period
from bot.calls.query import Subcommand, read_command, split_subcommand
from bot.calls.texts import A_USER
from bot.errors import AskError

NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=ZoneInfo("Europe/Vilnius"))
ADMIN = Account("admin", 0, Role.ADMIN)
ADMIN_WITHOUT_ID = Account("admin", None, Role.ADMIN)
RESELLER = Account("nordvoice", 3, Role.RESELLER)
USER = Account("tomford", 20, Role.USER)
ACCOUNTS = (ADMIN, ADMIN_WITHOUT_ID, RESELLER, USER)

ME = Who(WhoKind.ME)


def user(number: int) -> Who:
    return Who(WhoKind.ID, str(number))


def named(name: str) -> Who:
    return Who(WhoKind.NAME, name)


def read(text: str, account: Account = ADMIN) -> Query:
    return read_command(text, NOW, account, "en-GB")


def outcome(text: str, account: Account = ADMIN, locale: str | None = "en-GB") -> Query | AskError:
    try:
        return read_command(text, NOW, account, locale)
    except AskError as error:
        return error


def refused(text: str, account: Account = ADMIN) -> AskError:
    found = outcome(text, account)
    assert isinstance(found, AskError)
    return found


def marked(error: AskError) -> str:
    assert error.place
    return error.place.source[error.place.start : error.place.end]


@pytest.mark.parametrize(
    ("text", "who", "phrase"),
    [
        ("", ME, ""),
        ("  \n ", ME, ""),
        ("me", ME, ""),
        ("ME last week", ME, "last week"),
        ("last week me", ME, "last week"),
        ("last   week", ME, "last week"),
        ("user:tomford", named("tomford"), ""),
        ("User:tomford yesterday", named("tomford"), "yesterday"),
        ("yesterday user:tomford", named("tomford"), "yesterday"),
        ('user:"Tom Ford" yesterday', named("Tom Ford"), "yesterday"),
        ("user:“Tom Ford” yesterday", named("Tom Ford"), "yesterday"),
        ("user:„Tom Ford“", named("Tom Ford"), ""),
        ("user:'Tom's phone' today", named("Tom's phone"), "today"),
        ('user:" Tom Ford "', named("Tom Ford"), ""),
        ("user:5", user(5), ""),
        ("user:0", user(0), ""),
        ("user:007", named("007"), ""),
        ("user:37060012345", named("37060012345"), ""),
        ("user:20 nov", user(20), "nov"),
        ("user:5 20 nov", user(5), "20 nov"),
        ("20 nov user:5", user(5), "20 nov"),
        ("2025 user:5", user(5), "2025"),
        ("me 20 nov", ME, "20 nov"),
        ("me 2025", ME, "2025"),
        ("<@U0TOM0001|tom> last week", Who(WhoKind.MENTION, "U0TOM0001"), "last week"),
        ("last week <@W0TOM0001>", Who(WhoKind.MENTION, "W0TOM0001"), "last week"),
    ],
)
def test_who_is_named_anywhere_and_the_asker_is_the_default(
    text: str, who: Who, phrase: str
) -> None:
    query = read(text)
    assert (query.who, query.phrase) == (who, phrase)
    assert query.period == read_period(phrase, NOW, "en-GB")


@pytest.mark.parametrize(
    ("text", "who", "phrase"),
    [
        ("5 last week", user(5), "last week"),
        ("5 2025", user(5), "2025"),
        ("5", user(5), ""),
        ("0", user(0), ""),
        ("0 last week", user(0), "last week"),
        ("2147483647 yesterday", user(2147483647), "yesterday"),
        ("5 2025-11-01", user(5), "2025-11-01"),
        ("5 20 nov", user(5), "20 nov"),
        ("5 1-5 nov", user(5), "1-5 nov"),
        ("5 5 days ago", user(5), "5 days ago"),
        ("5 1514851199 to 1546300801", user(5), "1514851199 to 1546300801"),
        ("5 yesterday 22:00-02:00", user(5), "yesterday 22:00-02:00"),
        ("5 last 7 days", user(5), "last 7 days"),
        ("7 last 7 days", user(7), "last 7 days"),
        ("5 monday to now", user(5), "monday to now"),
        ("5 today", user(5), "today"),
        ("5 since monday", user(5), "since monday"),
        ("5 90m", user(5), "90m"),
        ("57 nov", user(57), "nov"),
        ("csv 5 last week", user(5), "last week"),
        ("device:x 5 last week", user(5), "last week"),
        ("5 device:x", user(5), ""),
        ("5 days ago", ME, "5 days ago"),
        ("3 hours", ME, "3 hours"),
        ("90m", ME, "90m"),
        ("7 days", ME, "7 days"),
        ("24 hours device:x", ME, "24 hours"),
        ("24 device:x hours", ME, "24 hours"),
        ("1514851199 to 1546300801", ME, "1514851199 to 1546300801"),
        ("2026-11-01", ME, "2026-11-01"),
        ("05 nov", ME, "05 nov"),
        ("1-5 nov", ME, "1-5 nov"),
    ],
)
def test_a_leading_number_is_whichever_of_user_and_period_reads(
    text: str, who: Who, phrase: str
) -> None:
    query = read(text)
    assert (query.who, query.phrase) == (who, phrase)
    assert query.period == read_period(phrase, NOW, "en-GB")


AMBIGUOUS = ["20 nov", "20 Dec", "1 nov - 5 nov", "2025", "20 nov csv device:%1", "by:day 20 nov"]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_where_both_read_both_are_offered_and_read_back(text: str) -> None:
    error = refused(text)
    assert error.code == "ambiguous"
    assert marked(error) in ("20", "1", "2025")
    as_user, as_period = error.readings
    number = marked(error)
    plain = read(f"me {text}")
    assert read(as_period.command) == plain
    assert (plain.who, plain.phrase.split()[0]) == (ME, number)
    meant = read(as_user.command)
    assert meant.who == Who(WhoKind.ID, number)
    assert [number, *meant.phrase.split()] == plain.phrase.split()
    assert (meant.filters, meant.group, meant.output) == (
        plain.filters,
        plain.group,
        plain.output,
    )


def test_the_words_of_the_offer_are_short_and_say_who_and_when() -> None:
    error = refused("20 nov csv")
    assert [(one.meaning, one.command) for one in error.readings] == [
        ("MOR user 20, nov", "user:20 nov csv"),
        ("Your own calls, 20 nov", "me 20 nov csv"),
    ]


def test_an_admin_without_an_id_is_offered_the_user_and_told_how_to_say_the_other() -> None:
    error = refused("20 nov", ADMIN_WITHOUT_ID)
    assert [one.command for one in error.readings] == ["user:20 nov"]
    assert f"{A_USER} 20 nov" in error.hint


@pytest.mark.parametrize("text", ["5 nov", "24 dec", "1 nov - 5 nov", "2025"])
def test_for_a_user_a_strange_number_is_no_user_where_all_is_a_period(text: str) -> None:
    query = read(text, USER)
    assert (query.who, query.phrase) == (ME, text)


def test_for_a_user_their_own_number_is_ambiguous() -> None:
    assert [one.command for one in refused("20 nov", USER).readings] == [
        "user:20 nov",
        "me 20 nov",
    ]
    assert read("20 last week", USER).who == user(20)
    assert read("5 last week", USER).who == user(5)  # refused by access, not by the grammar


@pytest.mark.parametrize("text", ["31 nov", "30 feb", "20 nov to 5 nov"])
def test_a_slip_in_a_date_is_not_taken_for_a_user(text: str) -> None:
    error = refused(text)
    (reading,) = error.readings
    assert reading.command == f"user:{text}"
    assert read(reading.command).who.value == text.split(maxsplit=1)[0]
    assert reading.command in error.hint
    assert not refused(text, Account("tomford", 77, Role.USER)).readings


@pytest.mark.parametrize("text", ["", "last week", "csv", "5 days ago", "me", "me 20 nov"])
def test_without_an_own_id_somebody_must_be_named(text: str) -> None:
    error = refused(text, ADMIN_WITHOUT_ID)
    assert error.code == "who-missing"
    example = error.hint.rpartition("for example: ")[2].replace(A_USER, "5")
    assert read(example, ADMIN_WITHOUT_ID).who == user(5)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("device:x", [(FilterKey.DEVICE, "x")]),
        ("DEVICE:X today", [(FilterKey.DEVICE, "X")]),
        ("device:%1003% ip:10.0.0.%", [(FilterKey.DEVICE, "%1003%"), (FilterKey.IP, "10.0.0.%")]),
        ("device:a device:b", [(FilterKey.DEVICE, "a"), (FilterKey.DEVICE, "b")]),
        ("channel:Local/1003@mor_local-00000003;2", [
            (FilterKey.CHANNEL, "Local/1003@mor_local-00000003;2")
        ]),
        ("callerid:+37060012345", [(FilterKey.CALLERID, "+37060012345")]),
        ('to:"Tom Ford"', [(FilterKey.TO, "Tom Ford")]),
        ("to:»Tom Ford«", [(FilterKey.TO, "Tom Ford")]),
        ("to:‘Tom Ford’", [(FilterKey.TO, "Tom Ford")]),
        ('device:"a:b csv me" today', [(FilterKey.DEVICE, "a:b csv me")]),
        ('device:"6\' cable"', [(FilterKey.DEVICE, "6' cable")]),
        ('device:19"', [(FilterKey.DEVICE, '19"')]),
        ("ip:fe80::1", [(FilterKey.IP, "fe80::1")]),
    ],
)  # fmt: skip
def test_filters_are_read_with_their_quotes_taken_off(
    text: str, filters: list[tuple[FilterKey, str]]
) -> None:
    query = read(text)
    assert query.filters == tuple(Filter(key, pattern) for key, pattern in filters)
    assert query.who == ME


@pytest.mark.parametrize(
    "phrase",
    [
        "today 10:00-11:00",
        "yesterday 22:00-02:00",
        "2026-11-20T08:00:00Z to 2026-11-20T10:00:00Z",
        "since yesterday 18:00",
        "monday to now",
    ],
)
def test_times_are_no_filters(phrase: str) -> None:
    assert read(phrase).period == read_period(phrase, NOW, "en-GB")
    assert read(f"csv {phrase}").filters == ()


@pytest.mark.parametrize("phrase", ["today noon-13:00", "T10:00-T11:00", "10h:30", "2026-11-20:"])
def test_a_colon_among_digits_makes_no_filter(phrase: str) -> None:
    assert getattr(outcome(phrase), "code", "") not in ("key-unknown", "value-missing")


@pytest.mark.parametrize(
    ("text", "group", "output", "oldest_first"),
    [
        ("by:hour", Group.HOUR, Output.TABLE, False),
        ("BY:Day CSV", Group.DAY, Output.CSV, False),
        ("xlsx oldest last week", None, Output.XLSX, True),
        ("chart by:device", Group.DEVICE, Output.CHART, False),
        ("by:ip", Group.IP, Output.TABLE, False),
        ('by:"user"', Group.USER, Output.TABLE, False),
    ],
)
def test_output_words_stand_anywhere_in_any_case(
    text: str, group: Group | None, output: Output, oldest_first: bool
) -> None:
    query = read(text)
    assert (query.group, query.output, query.oldest_first) == (group, output, oldest_first)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("last week devise:x", "key-unknown", "devise:x"),
        ("from:monday", "key-unknown", "from:monday"),
        ("device:", "value-missing", "device:"),
        ("device: x", "value-missing", "device:"),
        ("device: csv", "value-missing", "device:"),
        ('today device:"" csv', "value-missing", 'device:""'),
        ('device:" "', "value-missing", 'device:" "'),
        ("user: tom", "value-missing", "user:"),
        ("by:", "value-missing", "by:"),
        ('today device:"Tom Ford', "quote-open", '"Tom Ford'),
        ("device:“Tom", "quote-open", "“Tom"),
        ('device:"a"b', "quote-open", '"a"b'),
        ("by:month", "group-unknown", "by:month"),
        ("by:hour today by:day", "group-twice", "by:day"),
        ("csv today xlsx", "output-twice", "xlsx"),
        ("csv csv", "output-twice", "csv"),
        ("oldest oldest", "output-twice", "oldest"),
        ("me me", "who-twice", "me"),
        ("me user:5", "who-twice", "user:5"),
        ("user:5 <@U0TOM0001|x>", "who-twice", "<@U0TOM0001|x>"),
        ("5 last week user:6", "who-twice", "5"),
        ("5 last week me", "who-twice", "5"),
        ("5 me", "who-twice", "5"),
        ("5 user:6", "who-twice", "5"),
        ("tomford last week", "who-unreadable", "tomford"),
        ("007 last week", "who-unreadable", "007"),
        ("99999999999 last week", "who-unreadable", "99999999999"),
        ("2147483648 last week", "who-unreadable", "2147483648"),
        ("-5 last week", "who-unreadable", "-5"),
        ("5,6 last week", "who-unreadable", "5,6"),
        ("٥ last week", "who-unreadable", "٥"),
        ("５ last week", "who-unreadable", "５"),
        ("5. last week", "who-unreadable", "5."),
        ("#5 last week", "who-unreadable", "#5"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    error = refused(text)
    assert (error.code, marked(error)) == (code, place)
    assert error.place
    assert error.place.source == text
    assert error.text
    for command in error.hint.rpartition("for example: ")[2].replace(A_USER, "5").split(" or: "):
        assert read(command) != read("")


@pytest.mark.parametrize(
    ("text", "key"),
    [("devise:x", "device:"), ("caller-id:3", "callerid:"), ("usr:5", "user:"), ("ips:1", "ip:")],
)
def test_a_misspelt_key_brings_the_nearest_to_mind(text: str, key: str) -> None:
    assert f"Did you mean {key}" in refused(text).hint


def test_an_unknown_key_brings_the_list() -> None:
    hint = refused("zzz:1").hint
    for key in ("user:", "device:", "ip:", "channel:", "callerid:", "to:", "by:"):
        assert key in hint


def test_a_space_after_the_colon_is_explained() -> None:
    assert "space" in refused("device: x").text
    assert "space" not in refused("device:").text
    assert "space" not in refused('device:"" x').text


@pytest.mark.parametrize(
    "text",
    ["banana", "5 5", "5 banana", "banana device:x", "5 last banana csv", "last 0 days", "-5",
     "5 2026-11-05 to 2026-11-01", "  2026-02-30", "user:5 2026-02-30", "#5", "5 a b"],
)  # fmt: skip
def test_a_period_that_cannot_be_read_is_refused_in_place(text: str) -> None:
    error = refused(text)
    assert error.place
    assert error.place.source == text
    assert 0 <= error.place.start < error.place.end <= len(text)
    assert marked(error) == marked(error).strip()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("5 0 days", "period-empty", "0 days"),
        ("2 months ago", "period-disputed", "2 months ago"),
        ("5 hours ago", "period-instant", "5 hours ago"),
        ("5 yesterday at 5pm", "period-instant", "yesterday at 5pm"),
        ("5 before monday", "period-open", "before monday"),
        ("0 days", "period-empty", "0 days"),
        ("5 2026-11-05 to 2026-11-01", "period-reversed", "2026-11-05 to 2026-11-01"),
        ("5 last banana", "period-unreadable", "banana"),
        ("banana", "period-unreadable", "banana"),
        ("banana today", "who-unreadable", "banana"),
    ],
)
def test_of_two_faults_the_one_that_explains_more_is_told(text: str, code: str, place: str) -> None:
    error = refused(text)
    assert (error.code, marked(error)) == (code, place)


@given(st.lists(st.sampled_from(["csv", "device:x", "banana", "user:5"]), unique=True))
def test_the_mark_of_a_fault_is_where_it_was_typed(parts: list[str]) -> None:
    text = "  ".join(parts)
    if "banana" in parts:
        assert marked(refused(text)) == "banana"


@given(
    st.lists(
        st.sampled_from(["yesterday", "banana", "to", "monday", "31/13/2026", "last", "10:00"]),
        min_size=1,
        max_size=6,
    )
)
@example(["yesterday", "banana"])
def test_a_mark_is_the_period_readers_own_whatever_stood_between(words: list[str]) -> None:
    found = outcome(f"user:5 {'  csv '.join(words[:2])}  {' '.join(words[2:])}")
    try:
        read_period(" ".join(words), NOW, "en-GB")
    except AskError as error:
        wanted = error
    else:
        return
    assert isinstance(found, AskError)
    if wanted.place and found.code == wanted.code:
        expected = marked(wanted).split()
        assert [word for word in marked(found).split() if word != "csv"] == expected


def test_long_text_is_refused_at_once() -> None:
    assert read("device:" + "x" * 993).filters[0].pattern == "x" * 993
    for text in ("device:" + "x" * 994, "5" * 10**6, "a " * 10**6, '"' * 10**6):
        error = refused(text)
        assert error.code == "command-too-long"
        assert error.place
        assert error.place.start == 1000


def test_a_reading_that_would_be_too_long_is_not_offered() -> None:
    text = "20 nov device:"
    text += "x" * (996 - len(text))
    assert [one.command[:3] for one in refused(text).readings] == ["me "]


SNIPPETS = st.sampled_from(
    ["5", "20", "nov", "me", "user:", "user:5", "user:Tom", "device:x", 'device:"a b"', "to:", "to",
     "by:hour", "by:", "csv", "xlsx", "oldest", "chart", "last", "week", "days", "ago", "7", "2025",
     "2026-11-01", "-", "yesterday", "10:00-11:00", "<@U0TOM0001|x>", '"', "“", ":", "31", "1",
     "monday", "\n", "007", "0"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(SNIPPETS, max_size=7).map(" ".join),
    st.lists(st.one_of(SNIPPETS, st.text(max_size=4)), max_size=7).map("".join),
)


@given(TEXTS, st.sampled_from(ACCOUNTS), st.sampled_from([None, "en-US", "fr-FR", "lt-LT"]))
@example("20 nov", ADMIN, None)
@example("31 nov", ADMIN, None)
@example("5 me", ADMIN, "fr-FR")
@example("\ud800", ADMIN, None)
@example("ı:x İ:y ß:z", ADMIN, None)
def test_any_text_is_read_or_refused_in_place_with_readings_that_read(
    text: str, account: Account, locale: str | None
) -> None:
    found = outcome(text, account, locale)
    if isinstance(found, Query):
        assert found.who.kind is not WhoKind.ME or account.user_id is not None
        assert found.period == read_period(found.phrase, NOW, locale)
        return
    assert found.text
    assert found.code
    if found.place:
        assert found.place.source == text
        assert 0 <= found.place.start <= found.place.end <= len(text)
    for reading in found.readings:
        assert isinstance(outcome(reading.command, account, locale), Query)


@pytest.mark.parametrize(
    ("text", "subcommand", "rest"),
    [
        ("help", Subcommand.HELP, ""),
        ("  Help periods ", Subcommand.HELP, "periods"),
        ("whoami", Subcommand.WHOAMI, ""),
        ("search\tx", Subcommand.SEARCH, "x"),
        ("digest add  5 last week ", Subcommand.DIGEST, "add  5 last week"),
        ("link <@U0TOM0001|x> tomford", Subcommand.LINK, "<@U0TOM0001|x> tomford"),
        ("unlink <@U0TOM0001|x>", Subcommand.UNLINK, "<@U0TOM0001|x>"),
        ("links", Subcommand.LINKS, ""),
        ("audit\nme", Subcommand.AUDIT, "me"),
        ("*help*", Subcommand.HELP, ""),
        ("`digest list`", Subcommand.DIGEST, "list"),
        ("```help periods```", Subcommand.HELP, "periods"),
        ("_*links*_", Subcommand.LINKS, ""),
        ("\u200bhelp\u200b", Subcommand.HELP, ""),
        ("\u2068whoami\u2069 ", Subcommand.WHOAMI, ""),
    ],
)
def test_a_subcommand_is_the_first_word(text: str, subcommand: Subcommand, rest: str) -> None:
    assert split_subcommand(text) == (subcommand, rest)


@pytest.mark.parametrize("text", ["", " ", "5 last week", "last help", "helpme", "help:", "linked"])
def test_anything_else_is_a_question_as_it_stands(text: str) -> None:
    assert split_subcommand(text) == (None, text)


@pytest.mark.parametrize("mark", ["*", "_", "~", "`", "```", "*_"])
@pytest.mark.parametrize("text", ["5 last week", "last week device:%1003% csv", ""])
def test_slacks_marks_around_a_command_are_no_part_of_it(mark: str, text: str) -> None:
    if text:
        assert split_subcommand(f" {mark}{text}{mark[::-1]} ") == (None, text)
    for untouched in (f"{mark}5{mark} last week", f"*5* last {mark}week{mark}", f"{mark}last week"):
        assert split_subcommand(untouched) == (None, untouched)


@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\u2060", "\ufeff"])
def test_characters_that_nobody_sees_are_no_part_of_a_word(hidden: str) -> None:
    typed = f"{hidden}5 last{hidden} week device:{hidden}%1003%{hidden} {hidden}csv{hidden}"
    assert read(typed) == read("5 last week device:%1003% csv")
    assert read(f'5 {hidden}today device:"a{hidden}"').filters == (
        Filter(FilterKey.DEVICE, f"a{hidden}"),
    )
    with pytest.raises(AskError) as caught:
        read(f"{hidden}5 last{hidden} bananas")
    assert marked(caught.value) == "bananas"
