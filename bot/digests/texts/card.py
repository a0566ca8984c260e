"""What is said of digests where they are shown: said back, on a card, in a list, in the Home tab.

Texts with a hint are (what happened, what to do). `command` is the slash command's name.
"""

from collections.abc import Iterator, Sequence

from bot.digests.texts.planning import EXAMPLE, Words

_BUTTONS = {
    "save": "Save",
    "reword": "Edit",
    "cancel": "Cancel",
    "show": "Show",
    "preview": "Preview for me",
    "post": "Post now",
    "pause": "Pause",
    "resume": "Resume",
    "edit": "Edit",
    "delete": "Delete",
    "list": "All digests",
    "new": "New digest",
    "previous": "Previous",
    "next": "Next",
}


def readers(*, direct: bool, private: bool, outsiders: bool) -> str:
    """Who will be able to read it."""
    if direct:
        return "Only you can read it."
    if outsiders:
        return (
            "Everybody in this channel can read it, people of other companies too, whatever they"
            " may ask MOR themselves."
        )
    if private:
        return (
            "Everybody in this private channel can read it, now or later, whatever they may ask"
            " MOR themselves."
        )
    return (
        "Everybody in your workspace can read it, since the channel is public, whatever they may"
        " ask MOR themselves."
    )


IN_CHANNEL = "in "


def direct() -> str:
    """Where it goes to."""
    return "your direct messages with morbot"


OWNERS_DIRECT = "the owner's direct messages with morbot"


def say_back(number: int | None) -> str:
    """The head of what is said back."""
    return "Is this the digest you want?" if number is None else f"Change digest {number} to this?"


def fallback(title: str, schedule: str) -> str:
    """What is said back, in a line."""
    return f"{title} {schedule}"


def card_title(number: int) -> str:
    """The head of a digest's card."""
    return f"Digest {number}"


def headings() -> dict[str, str]:
    """What the lines of a card are about."""
    return {
        "owner": "Owner",
        "what": "What",
        "first": "The first run reads",
        "when": "When",
        "next": "Next runs",
        "where": "Where",
        "extras": "Also",
        "state": "State",
        "last": "Last run",
        "earlier": "Before that",
    }


def schedule_in(words: str, zone: str) -> str:
    """The schedule in words, with its zone."""
    return f"{words[:1].upper()}{words[1:]}, {zone}"


def extras(*, skip_empty: bool, thread: bool, rows: bool, new_ips: int) -> Iterator[str]:
    """What it does besides, a sentence each."""
    if skip_empty:
        yield "Nothing is posted when there are no calls."
    if thread:
        yield "Each is posted in a thread under the last one."
    if rows:
        yield "The first calls are shown as a table."
    if new_ips:
        before = "period" if new_ips == 1 else f"{new_ips:,} periods"
        yield f"Addresses are shown that were not seen in the {before} before."


def alert(above: int) -> str:
    """The same; the person follows who is mentioned."""
    return f"When there are more than {above:,} call{'' if above == 1 else 's'}, it mentions "


READ_AS_OWNER = "It reads with your MOR rights, which are looked up again at each run."


def zone_assumed(zone: str) -> str:
    """The zone is only the default."""
    return (
        f"Slack did not tell your time zone, so {zone} is assumed. Another one can be named behind"
        " the schedule, such as: every day at 8 Europe/Vilnius"
    )


STANDING = (
    "Its period stays the same at every run. To have it move along, say it in words such as"
    " yesterday."
)


def next_run(at: str) -> str:
    """When it runs next."""
    return f"Next run {at}."


def not_running(why: str) -> str:
    """It is paused, for a reason or because its owner wanted it so."""
    return f"Paused: {why}." if why else "Paused."


RUNNING = "Active."


def outcome(slot: str, what: str, calls: int | None) -> str:
    """A run and what came of it."""
    if calls is None:
        return f"{slot}, {what}"
    return f"{slot}, {what}, {calls:,} call{'' if calls == 1 else 's'}"


NEVER_RAN = "none yet"


def list_title(total: int, mine: int) -> str:
    """Above a list; `mine` of them are the reader's own."""
    digests = f"{total:,} digest{'' if total == 1 else 's'}"
    return digests if mine == total else f"{digests}, {mine:,} of them yours"


def page_shown(first: int, last: int, total: int) -> str:
    """Which part of a list is shown."""
    return f"{first:,}–{last:,} of {total:,}"


OF_OWNER = ", of "


OWN_QUERY = "own calls of today"


def last_run(outcome: str) -> str:
    """What came of the last run."""
    return f"Last run {outcome}."


def deleted(number: int) -> str:
    """It was deleted."""
    return f"Digest {number} is deleted and will not be sent again."


def button(name: str) -> str:
    """What stands on a button."""
    return _BUTTONS[name]


def delete_question(number: int) -> Words:
    """The title (100 characters) and text (300) of the dialog before it is deleted."""
    return (
        f"Delete digest {number}?",
        "It will not be sent again, and cannot be brought back. To stop it for a while, pause it.",
    )


def post_question(number: int) -> Words:
    """The same before it is posted; the text ends before the channel's name."""
    return (f"Post digest {number} now?", "It is posted, for all who read there, to ")


def yes(verb: str) -> str:
    """The button that does it."""
    return {"delete": "Delete", "post": "Post"}[verb]


NO = "Cancel"


HOME_TITLE = "Your digests"


HOME_NONE = "No digest yet. One tells a channel, or yourself, about calls on a schedule."


def home_more(number: int, command: str) -> str:
    """Some do not fit."""
    return f"{number:,} more: {command} digest list"


def how(command: str) -> Sequence[tuple[str, str]]:
    """What can be typed behind the command, with what it does."""
    return (
        (f"{command} digest {EXAMPLE}", "orders one; it is said back first"),
        (f"{command} digest list", "shows them; also show 7, pause 7, resume 7, edit 7, delete 7"),
        (
            f"{command} digest now 7",
            "shows one with what to press to post it now, or to see it first",
        ),
    )


HOW_TITLE = "A digest tells a channel, or yourself, about calls on a schedule."
