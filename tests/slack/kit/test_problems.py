"""Faults as Slack messages."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.errors import AskError, Place, Reading, Unavailable
from bot.slack.kit.problems import marked, not_linked_message, problem_message, unknown_message
from tests.support.judges import assert_slack_takes, said

anything = st.text(alphabet=st.characters(exclude_categories=[]), max_size=3_000)
places = st.builds(Place, anything, st.integers(-5, 3_000), st.integers(-5, 3_000))


def test_a_mistake_is_marked_with_an_example(snapshot: SnapshotAssertion) -> None:
    error = AskError(
        "“lst week” is not a period.",
        "Say it as in: 5 last week",
        code="period-unreadable",
        place=Place("5 lst week by:day", 2, 10),
    )
    message = problem_message(error, "/localcalls")
    assert_slack_takes(message)
    assert message.text == "“lst week” is not a period. Say it as in: 5 last week"
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


def test_two_readings_become_two_buttons() -> None:
    readings = [Reading("the 20th of November", "me 20 nov"), Reading("user 20", "user:20 nov")]
    error = AskError("“20 nov” can be read in two ways.", code="ambiguous", readings=readings)
    message = problem_message(error, "/localcalls")
    assert_slack_takes(message)
    [actions] = [block for block in message.blocks if block["type"] == "actions"]
    assert [(each["action_id"], each["value"]) for each in actions["elements"]] == [
        ("reading:0", "me 20 nov"),
        ("reading:1", "user:20 nov"),
    ]
    assert "user:20 nov" in said(message)


def test_one_reading_is_asked_about() -> None:
    readings = [Reading("link @tom tomford user", "link <@U0TOM0001|tom> tomford user")]
    error = AskError("Unknown.", code="any", readings=readings)
    message = problem_message(error, "/localcalls")
    assert_slack_takes(message)
    assert said(message).startswith("Unknown.Did you mean:link @tom tomford user")


def test_a_place_behind_the_text_is_an_ellipsis() -> None:
    error = AskError("Too short.", code="any", place=Place("last", 4, 4))
    assert "last…" in said(problem_message(error, "/localcalls"))


def test_a_reading_too_long_for_a_button_is_still_told() -> None:
    readings = [Reading("a long one", "x" * 2_001), Reading("a short one", "me today")]
    message = problem_message(AskError("Two.", code="ambiguous", readings=readings), "/localcalls")
    assert_slack_takes(message)
    [actions] = [block for block in message.blocks if block["type"] == "actions"]
    assert [each["action_id"] for each in actions["elements"]] == ["reading:1"]
    assert "a long one" in said(message)


def test_a_fault_of_others_shows_no_grammar() -> None:
    error = Unavailable("MOR did not answer.", "Try again in a minute.", code="slow")
    shown = said(problem_message(error, "/localcalls"))
    assert "Try again in a minute." in shown
    assert "help" not in shown


def test_a_bug_gives_its_reference() -> None:
    message = unknown_message("7f3a", "/calls")
    assert_slack_takes(message)
    assert "under it in the log: 7f3a" in said(message)
    assert "/calls help" in said(message)


def test_somebody_not_linked_is_told_the_command_that_links_them() -> None:
    message = not_linked_message("U0NEWTON1", "/localcalls")
    assert_slack_takes(message)
    assert "morbot link add U0NEWTON1 MOR_USERNAME --role user" in said(message)


def test_carets_stand_under_the_place() -> None:
    assert marked(Place("5 lst week", 2, 10)) == ["5 lst week", "  ^^^^^^^^"]
    assert marked(Place("last", 4, 4)) == ["last", "    ^"]
    assert marked(Place("日本 x", 0, 2)) == ["日本 x", "^^^^"]


def test_a_long_command_is_shown_around_the_place() -> None:
    source = "a" * 100 + "WRONG" + "b" * 100
    line, carets = marked(Place(source, 100, 105))
    assert line.startswith("…")
    assert line.endswith("…")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "WRONG"
    assert len(line) <= 38


def test_the_longest_mistake_still_fits() -> None:
    wide = "📞" * 3_000
    readings = [Reading(wide, "ж" * 1_900)] * 9
    error = AskError(wide, wide, code="any", place=Place(wide, 0, 9), readings=readings)
    message = problem_message(error, "/localcalls")
    assert_slack_takes(message)
    assert said(message).count("ж…") == 5


@given(places)
def test_any_place_is_marked_within_a_telephones_width(place: Place) -> None:
    line, carets = marked(place)
    assert "\n" not in line
    assert len(line) <= 38
    assert "^" in carets
    assert cell_len(carets) <= cell_len(line) + 1


@given(anything, anything, places, st.lists(st.builds(Reading, anything, anything), max_size=9))
def test_any_mistake_makes_a_message_slack_takes(
    text: str, hint: str, place: Place, readings: list[Reading]
) -> None:
    error = AskError(text, hint, code="any", place=place, readings=readings)
    assert_slack_takes(problem_message(error, "/localcalls"))
