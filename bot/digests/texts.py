"""Texts of digests where they are planned and shown: drafts, cards, lists, the Home tab, the form.

`command` is the slash command's name.
"""

from collections.abc import Iterator, Sequence

from bot.digests.error_texts import EXAMPLE
from bot.errors import SlackError
from bot.slack.texts import counted

BUTTONS = {
    "save": "Save",
    "reword": "Edit",
    "cancel": "Cancel",
    "show": "Show",
    "preview": "Preview for me",
    "post": "Post now",
    "pause": "Pause",
    "resume": "Resume",
    "mute": "Mute for a week",
    "unmute": "Unmute",
    "edit": "Edit",
    "delete": "Delete",
    "list": "All digests",
    "new": "New digest",
}
CONFIRM = {"delete": "Delete", "post": "Post"}
"""The buttons that confirm an action."""

DENY = "Cancel"

OWNER = "Owner"
QUERY = "What"
FIRST_PERIOD = "The first run reads"
SCHEDULE = "When"
NEXT_RUNS = "Next runs"
PLACE = "Where"
EXTRAS = "Also"
STATE = "State"
LAST_RUN = "Last run"
EARLIER_RUNS = "Before that"

IN_CHANNEL = "in "
OF_OWNER = ", of "
OWN_DIRECT_MESSAGES = "your direct messages with morbot"
OWNERS_DIRECT_MESSAGES = "the owner's direct messages with morbot"
OWN_QUERY = "your own calls of today"
NOT_SHOWN = "not shown, because you may not ask MOR for it now"
RUNNING = "Active."
NEVER_RAN = "none yet"
READ_AS_OWNER = "It reads with your MOR permissions, which are checked again at each run."
FIXED_PERIOD = "All runs read the same period. To have it move, use words, for example: yesterday"

CANCELLED = "Cancelled. Nothing was changed."
PREVIEW = "Preview, visible only to you. Nothing was posted."
OWNER_TOLD = "Its owner has been told."
OWNER_NOT_TOLD = "morbot could not reach its owner. Please tell them yourself."
NOT_YOURS_TO_PAUSE = "Only a digest's owner or a bot admin can pause it. The owner of this one is "

OPEN_PRESENT = "Open the current one"
WAIT_FOR_POST = "The buttons of its next post here use the current one."

HOME_TITLE = "Your digests"
HOME_NONE = "No digests yet. A digest tells a channel, or you, about calls on a schedule."
HOW_TITLE = "A digest tells a channel, or you, about calls on a schedule."


def readers(*, direct: bool, private: bool, outsiders: bool) -> str:
    """Who can read it."""
    if direct:
        return "Only you can read it."
    if outsiders:
        who = "Everybody in this channel can read it, including people of other companies"
    elif private:
        who = "Everybody in this private channel can read it, now or later"
    else:
        who = "The channel is public, so everybody in your workspace can read it"
    return f"{who}, whatever their own permissions in MOR."


def draft_title(number: int | None) -> str:
    """The title of a draft. `number` is the digest that it changes."""
    return "Is this the digest you want?" if number is None else f"Change digest {number} to this?"


def card_title(number: int, name: str) -> str:
    """The title of a digest's card. `name` may be empty."""
    return f"Digest {number}: {name}" if name else f"Digest {number}"


def made_name(query: str, schedule: str) -> str:
    """The name of a digest that was given none: what it asks, and when."""
    return f"{query or 'own calls'}, {schedule}"


def schedule_in(words: str, zone: str) -> str:
    """The schedule in words, with its zone."""
    return f"{words[:1].upper()}{words[1:]}, {zone}"


def extras(
    *, skip_empty: bool, thread: bool, rows: bool, new_ips: int, alert_only: bool
) -> Iterator[str]:
    """The options, a sentence each."""
    if skip_empty:
        yield "Nothing is posted when there are no calls."
    if thread:
        yield "Each digest is posted in a thread below the last one."
    if rows:
        yield "The first calls are shown as a table."
    if new_ips:
        before = "period" if new_ips == 1 else f"{new_ips:,} periods"
        yield f"Addresses that were not seen in the {before} before are shown."
    if alert_only:
        yield "Only alerts are posted. A quiet run is listed as looked at."


def alert(above: int) -> str:
    """Another option. The person who is mentioned follows."""
    return f"When there are more than {counted(above, 'call')}, it mentions "


def zone_assumed(zone: str) -> str:
    """The zone is only the default."""
    return (
        f"Slack didn't say what your time zone is, so this uses {zone}. To use another one, put it"
        " after the schedule, for example: every day at 8 Europe/Vilnius"
    )


def next_run(at: str) -> str:
    """When it runs next."""
    return f"Next run {at}."


def last_run(outcome: str) -> str:
    """The outcome of the last run."""
    return f"Last run {outcome}."


def not_running(why: str) -> str:
    """Paused, with the reason unless its owner did it."""
    return f"Paused: {why}." if why else "Paused."


def outcome(slot: str, what: str, calls: int | None) -> str:
    """A run and its outcome."""
    return f"{slot}, {what}" if calls is None else f"{slot}, {what}, {counted(calls, 'call')}"


def list_title(total: int, own: int) -> str:
    """Above a list, in which `own` digests are the reader's."""
    digests = counted(total, "digest")
    return digests if own == total else f"{digests}, {own:,} of them yours"


def page_shown(first: int, last: int, total: int) -> str:
    """Which part of a list is shown."""
    return f"{first:,}–{last:,} of {total:,}"


def home_more(number: int, command: str) -> str:
    """Some do not fit."""
    return f"{number:,} more: {command} digest list"


def how(command: str) -> Sequence[tuple[str, str]]:
    """What can be typed after the command, and what it does."""
    return (
        (f"{command} digest {EXAMPLE}", "creates one, after you have confirmed it"),
        (f"{command} digest list", "shows them; also show 7, pause 7, resume 7, edit 7, delete 7"),
        (
            f'{command} digest {EXAMPLE} as "NOC morning"',
            "gives it a name: digest show NOC morning",
        ),
        (f"{command} digest now 7", "shows one with buttons to preview it, or to post it now"),
    )


def reworded(number: int) -> str:
    """A button of a post is clicked, and the digest was changed after the post."""
    return f"The question of digest {number} was changed after this was posted."


def saved(number: int, *, changed: bool) -> str:
    """It was confirmed."""
    return f"Digest {number} is {'changed' if changed else 'saved'}."


def paused(number: int) -> str:
    """It was paused."""
    return f"Digest {number} is paused until it is resumed."


def resumed(number: int) -> str:
    """It runs again."""
    return f"Digest {number} is active again."


def deleted(number: int) -> str:
    """It was deleted."""
    return f"Digest {number} is deleted."


def paused_for_you(number: int) -> SlackError:
    """The owner is told what a bot admin did."""
    return SlackError(
        f"A bot admin has paused your digest {number}.",
        f"Ask them before you resume it: digest resume {number}",
        code="digest-changed",
    )


def deleted_for_you(number: int) -> SlackError:
    """The owner is told what a bot admin did."""
    return SlackError(
        f"A bot admin has deleted your digest {number}.",
        "Ask the bot admins before you create it again.",
        code="digest-changed",
    )


def alerts_changed_for_you(number: int) -> SlackError:
    """The owner is told what a bot admin did."""
    return SlackError(
        f"A bot admin has changed what your digest {number} alerts to.",
        f"To see it, type: digest show {number}",
        code="digest-changed",
    )


def button_of(name: str, number: int) -> str:
    """What a screen reader says of a button that stands once for each digest."""
    return f"{BUTTONS[name]} digest {number}"


def delete_question(number: int) -> tuple[str, str]:
    """The title (100 characters) and text (300) of the dialog before it is deleted."""
    return (
        f"Delete digest {number}",
        "This cannot be undone. To stop it for a while, pause it.",
    )


def post_question(number: int) -> tuple[str, str]:
    """The title and text of the dialog before it is posted. The place follows."""
    return f"Post digest {number} now", "It will be posted to "


def posting(number: int) -> str:
    """It will be posted in a moment. The place follows."""
    return f"Digest {number} is being posted to"


def posting_again(number: int) -> str:
    """It will be posted again. The place follows."""
    return f"Digest {number} is being posted again, to"
