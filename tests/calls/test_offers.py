"""What a refused text may have meant: one slip, or a period inside a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.asker import Asker
from bot.calls.greetings import is_greeting
from bot.calls.model import Account, Role
from bot.calls.offers import one_slip, with_offers
from bot.calls.query import Subcommand, read_command, split_subcommand
from bot.errors import AskError, ErrorCode, Place
from bot.ids import Identity
from tests.support.company import NOW

ADMIN = Account("admin", 0, Role.ADMIN)
TOM = Account("tomford", 5, Role.USER)


def asker(account: Account | None) -> Asker:
    return Asker(Identity("T0HARBOR1", "U0TOM0001"), account, NOW, str(NOW.tzinfo))


def offered(text: str, account: Account = TOM) -> AskError:
    """The refusal of a text, with what is offered instead."""
    subcommand, rest = split_subcommand(text)
    error = AskError("Unknown.", code="any", place=Place(rest, 0, len(rest)))
    if subcommand is None:
        with pytest.raises(AskError) as raised:
            read_command(rest, asker(account).now, account)
        error = raised.value
    return with_offers(error, subcommand, rest, asker(account))


def commands(text: str, account: Account = TOM) -> list[str]:
    return [one.command for one in offered(text, account).readings]


@pytest.mark.parametrize(
    ("text", "meaning", "command"),
    [
        ("how many calls did I have yesterday?", "Yesterday, by hour?", "me yesterday by:hour"),
        ("How many calls were there last week", "Last week, by day?", "me last week by:day"),
        ("show me yesterday's calls", "Yesterday?", "me yesterday"),
        ("calls yesterday", "Yesterday?", "me yesterday"),
        ("what happened on 5 nov?", "On 5 nov?", "me on 5 nov"),
        ("chart of last week please", "Last week, chart?", "me last week chart"),
        ("how many by:device today?", "Today, by:device?", "me today by:device"),
        ("kiek skambučių buvo vakar?", "Vakar, by hour?", "me vakar by:hour"),
        ("сколько звонков было вчера?", "Вчера, by hour?", "me вчера by:hour"),
        ("wie viele Anrufe hatte ich gestern?", "Gestern, by hour?", "me gestern by:hour"),
        ("combien d'appels hier ?", "Hier, by hour?", "me hier by:hour"),
        ("¿cuántas llamadas tuve ayer?", "Ayer, by hour?", "me ayer by:hour"),
    ],
)
def test_a_period_in_a_sentence_is_offered(text: str, meaning: str, command: str) -> None:
    error = offered(text)
    assert [(one.meaning, one.command) for one in error.readings] == [(meaning, command)]
    read_command(command, asker(TOM).now, TOM)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("calls from yesterday", ["me yesterday", "me from yesterday"]),
        ("compare yesterday with last week", ["me last week", "me yesterday"]),
        ("tomford last week", ["user:tomford last week", "me last week"]),
        ("user tomford last week", ["user:tomford last week"]),
        ("what did user 6 do last month", ["user:6 last month"]),
        ("calls of 6 last week", ["user:6 last week"]),
        ("6 calls last week", ["user:6 last week"]),
        ("who called <@U0TOM0001> last week", ["<@U0TOM0001> last week"]),
        ("calls with device:%1003% this week", ["me this week device:%1003%"]),
    ],
)
def test_whom_and_what_a_sentence_names_is_kept(text: str, expected: list[str]) -> None:
    assert commands(text, ADMIN) == expected


@pytest.mark.parametrize("text", ["may I see calls", "what about user 6 last week", "lats week"])
def test_nothing_is_offered_that_is_no_period_or_would_be_refused(text: str) -> None:
    assert commands(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hlep", ["help"]),
        ("serach", ["search"]),
        ("whoam", ["whoami"]),
        ("digset 5 yesterday daily at 9", ["digest 5 yesterday daily at 9"]),
        ("lnik <@U1|tom> tomford user", ["link <@U1|tom> tomford user"]),
        ("linsk", ["link", "links"]),
        ("last week devcie:%1003%", ["last week device:%1003%"]),
        ("last week dev:%1003%", []),
        ("last week by:huor", ["last week by:hour"]),
        ("last week cvs", ["last week csv"]),
        ("last week user:5 ipp:10.%", ["last week user:5 ip:10.%"]),
        ("digest lsit", ["digest list"]),
        ("digest puase 3", ["digest pause 3"]),
        ("digest yesterday daily at 9 skip-emtpy", ["digest yesterday daily at 9 skip-empty"]),
        ("links rloe:user", ["links role:user"]),
        ("audit outcom:refused", ["audit outcome:refused"]),
    ],
)
def test_one_slip_is_mended(text: str, expected: list[str]) -> None:
    assert commands(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("user:adalind by:huor", []),
        ("user:adalind yesterday please", []),
        ("show <@U0ADA0001|ada> yesterday please", []),
        ("user:tomford by:huor", ["user:tomford by:hour"]),
        ("<@U0TOM0001|tom> by:huor", ["<@U0TOM0001|tom> by:hour"]),
    ],
)
def test_who_may_not_ask_about_others_is_offered_nobody_else(
    text: str, expected: list[str]
) -> None:
    assert commands(text) == expected
    assert commands(text, ADMIN)


def test_a_mended_command_names_people_as_they_are_read() -> None:
    (reading,) = offered("lnik <@U0TOM0001|tom> tomford user").readings
    assert reading.meaning == "link @tom tomford user"


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("hlep", "help", True),
        ("hepl", "help", True),
        ("hel", "help", True),
        ("helpp", "help", True),
        ("halp", "help", True),
        ("help", "help", False),
        ("pleh", "help", False),
        ("plhe", "help", False),
        ("hlpe", "help", False),
        ("me", "now", False),
    ],
)
def test_one_slip(typed: str, meant: str, expected: bool) -> None:
    assert one_slip(typed, meant) is expected


def test_who_is_not_linked_is_offered_nothing() -> None:
    error = AskError("Unknown.", code=ErrorCode.PERIOD_UNREADABLE, place=Place("hlep", 0, 4))
    assert with_offers(error, None, "hlep", asker(None)) is error


@given(st.text(max_size=120), st.sampled_from([None, *Subcommand]))
def test_any_text_may_be_offered_something_and_fails_never(
    text: str, subcommand: Subcommand | None
) -> None:
    error = AskError("Unknown.", code=ErrorCode.PERIOD_UNREADABLE, place=Place(text, 0, 1))
    with_offers(error, subcommand, text, asker(TOM))


@pytest.mark.parametrize(
    "text",
    [
        *("hi", "Hello!", "hey there", "Good morning, morbot", "labas", "Laba diena", "привет!"),
        *("Добрый день", "Hallo", "Guten Tag", "Grüß Gott", "bonjour", "Salut :wave:", "¡Hola!"),
        *("buenos días", ":wave:", "hi 👋", "sveiki :slightly_smiling_face:"),
    ],
)
def test_a_greeting(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", ["", "help", "today", "hi yesterday", "there", ":smile:", "bot"])
def test_no_greeting(text: str) -> None:
    assert not is_greeting(text)
