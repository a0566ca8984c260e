"""Errors of people who plan digests.

`command` is the slash command's name.
"""

from collections.abc import Sequence
from datetime import timedelta

from bot.errors import AskError, ErrorCode, Place

EXAMPLE = "yesterday every weekday at 9:00 in #noc"

_LENGTH_UNITS = (("day", 1440), ("hour", 60), ("minute", 1))
_VERBS = {"now": "post"}
_NAME_EXAMPLE = 'as "NOC morning"'
_COUNTED_EXTRAS = {"new-ips": "new-ips:7", "alert": "alert:100 @ingrid"}


# In the text of a digest


def no_schedule(place: Place) -> AskError:
    """The text of a digest does not say when."""
    return _unread("no-schedule", place, "When should it run?", f"For example: {EXAMPLE}")


def file_in_digest(output: str, place: Place) -> AskError:
    """`csv` or `xlsx` in the question of a digest."""
    text = f"A digest is a message, so it cannot be {output}."
    hint = "Leave it out. Each digest has a button for the file, and rows shows the first calls."
    return _unread("file", place, text, hint)


def plain_channel(typed: str, place: Place) -> AskError:
    """A channel that Slack has not made a link of."""
    text = f"Slack didn't recognize “{typed}” as a channel."
    hint = "Pick it from the list that Slack shows at #, or type in the channel itself: in here"
    return _unread("place", place, text, hint)


def no_place(typed: str, place: Place) -> AskError:
    """A word after `in` that is no place."""
    hint = "Write in #noc, in here, or to me for direct messages."
    return _unread("place", place, f"I cannot send a digest to “{typed}”.", hint)


def two_places(place: Place) -> AskError:
    """More than one place."""
    text = "A digest goes to one place."
    return _unread("place-twice", place, text, f"Keep one, for example: {EXAMPLE}")


def unknown_extra(typed: str, place: Place) -> AskError:
    """A word at the end that is no option."""
    text = f"I could not read this at the end of a digest: {typed}"
    hint = (
        "The options are skip-empty, thread, rows, new-ips:7, alert:100 @ingrid and alert-only."
        f" A name is put in quotes: {_NAME_EXAMPLE}"
    )
    return _unread("extra", place, text, hint)


def extra_twice(word: str, place: Place) -> AskError:
    """An option that was there before."""
    hint = f"Keep one, for example: {EXAMPLE} {word}"
    return _unread("extra-twice", place, f"“{word}” is there twice.", hint)


def not_a_count(key: str, typed: str, most: int, place: Place) -> AskError:
    """What follows `new-ips:` or `alert:` is no number, or too large."""
    hint = f"Write a number after the colon: {_COUNTED_EXTRAS[key]}"
    return _unread("count", place, f"“{typed}” is not a whole number up to {most:,}.", hint)


def mention_alone(place: Place) -> AskError:
    """A person, without the number of calls above which they are mentioned."""
    text = "Above how many calls should this person be mentioned?"
    return _unread("mention", place, text, "Put the number in front: alert:100 @ingrid")


def no_name(typed: str, most: int, place: Place) -> AskError:
    """What follows `as` is no name: nothing, digits alone, or too long."""
    said = f"“{typed}” cannot be a digest's name." if typed else "Which name should it have?"
    hint = f"Up to {most} characters, not digits alone, for example: {_NAME_EXAMPLE}"
    return _unread("name", place, said, hint)


def nothing_to_alert(place: Place) -> AskError:
    """`alert-only` without `alert` and `new-ips`."""
    text = "There is nothing to alert to, so such a digest would never be posted."
    return _unread("alert-only", place, text, "Add new-ips:7, or a number of calls: alert:100")


def number_missing(verb: str, command: str) -> AskError:
    """`digest show` without a number."""
    return AskError(
        f"Which digest do you want to {_VERBS.get(verb, verb)}?",
        f"For example: {command} digest {verb} 7. To see the numbers: {command} digest list",
        code="digest-number-missing",
    )


# About a plan


def too_often(interval: timedelta, shortest: timedelta) -> AskError:
    """The runs are closer together than allowed."""
    return AskError(
        f"That would run every {length(interval).removeprefix('1 ')}. Digests have to be at least"
        f" {length(shortest)} apart.",
        f"Choose longer intervals, for example: every {_longer(shortest)}. The administrator of"
        " morbot can allow shorter ones with DIGEST_SHORTEST_INTERVAL.",
        code="digest-too-often",
    )


def too_many(most: int) -> AskError:
    """The person has as many digests as allowed."""
    return AskError(
        f"You've reached the limit of {most:,} digest{'' if most == 1 else 's'}.",
        "Delete one that you do not need: digest list shows them. The administrator of morbot can"
        " allow more with DIGESTS_PER_PERSON.",
        code="too-many-digests",
    )


def no_files(output: str) -> AskError:
    """The query wants a file."""
    return AskError(
        f"A digest is a message, so it cannot be {output}.",
        "Leave it out. Each digest has a button for the file.",
        code="digest-no-file",
    )


def nowhere() -> AskError:
    """`in here`, where there is no channel."""
    return AskError(
        "There is no channel here for a digest.",
        "Name one, for example: in #noc",
        code="digest-no-place",
    )


def no_channel() -> AskError:
    """The place is a group message, or a person."""
    return AskError(
        "This is not a channel. Digests go to channels, or to your direct messages with morbot.",
        "Name a channel: in #noc. Or write: to me",
        code="no-channel",
    )


def not_a_member() -> AskError:
    """The owner cannot read in the channel."""
    return AskError(
        "You are not in that channel, so morbot posts nothing there for you.",
        "Join it, or ask somebody in it to create the digest.",
        code="not-a-member",
    )


# About a digest or draft


def no_digests(command: str) -> AskError:
    """The person has none."""
    return AskError(
        "You have no digests yet.",
        f"For example: {command} digest {EXAMPLE}",
        code="no-digests",
    )


def no_such_digest(number: int) -> AskError:
    """There is none of this number, or it is another person's."""
    return AskError(
        f"You have no digest {number}.", "To see yours, type: digest list", code=ErrorCode.NO_DIGEST
    )


def no_such_name(name: str) -> AskError:
    """There is none of this name, or it is another person's."""
    return AskError(
        f"You have no digest named “{name}”.",
        "To see yours with their numbers, type: digest list",
        code=ErrorCode.NO_DIGEST,
    )


def name_of_several(name: str, numbers: Sequence[int]) -> AskError:
    """More than one digest has this name."""
    said = ", ".join(map(str, numbers))
    return AskError(
        f"More than one digest is named “{name}”: {said}.",
        f"Use the number, for example: digest show {numbers[0]}",
        code="digest-name-of-several",
    )


def owners_only(number: int) -> AskError:
    """A bot admin wants to do what only a digest's owner may."""
    return AskError(
        f"Digest {number} reads with its owner's permissions, so only its owner may do that.",
        f"You can pause or delete it: digest pause {number}. To post the same, create your own.",
        code="digest-of-another",
    )


def draft_gone() -> AskError:
    """The draft was saved or cancelled, or is too old."""
    return AskError(
        "This draft was already saved or cancelled, or is more than a day old.",
        "To see your digests, type: digest list. To have this one, create it again.",
        code="draft-gone",
    )


def drafted_as_another() -> AskError:
    """The person was linked to another MOR user since they saw the draft."""
    return AskError(
        "You are linked to another MOR user than when this was drafted.",
        f"Create it again, and see whose calls it tells, for example: digest {EXAMPLE}",
        code="draft-other-mor-user",
    )


def saved_as_another(number: int) -> AskError:
    """The person is linked to another MOR user than when they saved the digest."""
    return AskError(
        f"You are linked to another MOR user than when you saved digest {number}.",
        f"To have it as the MOR user that you are now, edit it, and save it: digest edit {number}",
        code="digest-other-mor-user",
    )


def saved_already(number: int) -> AskError:
    """Save was clicked twice."""
    return AskError(
        f"It is already saved, as digest {number}.",
        f"To see it, type: digest show {number}",
        code="draft-saved",
    )


def length(time: timedelta) -> str:
    """Return `45 minutes`, `2 hours`, `1 day`."""
    minutes = int(time.total_seconds()) // 60
    unit, size = next(one for one in _LENGTH_UNITS if minutes % one[1] == 0)
    number = minutes // size
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _longer(shortest: timedelta) -> str:
    """Return an example of a schedule that is allowed."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    return "hour" if shortest <= hour else "day at 9:00" if shortest <= day else "monday at 9:00"


def _unread(code: str, place: Place, text: str, hint: str) -> AskError:
    return AskError(text, hint, code=f"digest-{code}", place=place)
