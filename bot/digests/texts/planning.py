"""What is said where people plan digests and send them by hand.

Texts with a hint are (what happened, what to do). `command` is the slash command's name.
"""

from datetime import timedelta

Words = tuple[str, str]

EXAMPLE = "5 yesterday every weekday at 9:00 in #noc"


def usage(command: str) -> str:
    """How a digest is ordered."""
    return f"Such as: {command} digest {EXAMPLE}"


def too_often(interval: timedelta, shortest: timedelta) -> Words:
    """The runs follow each other faster than is allowed."""
    return (
        (
            f"That would run every {_every(interval)}; digests have to be at least"
            f" {length(shortest)} apart."
        ),
        (
            f"Choose a schedule with longer pauses, such as every {_longer(shortest)}."
            " Whoever runs morbot can allow more by DIGEST_SHORTEST_INTERVAL."
        ),
    )


def too_many(most: int) -> Words:
    """Somebody has as many digests as he may have."""
    return (
        f"You have {most:,} digest{'' if most == 1 else 's'} already, and may have no more.",
        (
            "Delete one that you do not need: digest list shows them. Whoever runs morbot can allow"
            " more by DIGESTS_PER_PERSON."
        ),
    )


def no_files(form: str) -> Words:
    """The query wants a file."""
    return (
        f"A digest is a message, so “{form}” cannot be part of it.",
        "Leave it out: below each digest there is a button for the file.",
    )


NOWHERE = ("There is no channel here that a digest could go to.", "Name one, such as: in #noc")


def no_such_digest(number: int) -> Words:
    """Nobody has a digest of this number, or somebody else has."""
    return (f"You have no digest {number}.", "See which there are with: digest list")


def owners_only(number: int) -> Words:
    """A bot admin wants to do what only a digest's owner can."""
    return (
        f"Digest {number} reads with its owner's rights, so only its owner may do that.",
        (
            f"You can pause or delete it: digest pause {number}. To send the same, order one of"
            " your own."
        ),
    )


DRAFT_GONE = (
    "This was saved or cancelled already, or said back more than a day ago.",
    "See what there is with: digest list. To have it, order it once more.",
)


def saved_already(number: int) -> Words:
    """Save is pressed once more."""
    return (f"It is saved already, as digest {number}.", f"See it with: digest show {number}")


def number_missing(verb: str, command: str) -> Words:
    """`digest show` without which."""
    return (
        f"Say which digest to {verb}, by its number.",
        f"Such as: {command} digest {verb} 7. See the numbers with: {command} digest list",
    )


def nothing_there(command: str) -> Words:
    """Somebody without digests wants to see them."""
    return ("You have no digests yet.", usage(command))


NOT_A_MEMBER = (
    "You are not in that channel, so morbot posts nothing there for you.",
    "Join it, or ask somebody in it to order the digest.",
)


NO_CHANNEL = (
    "That is no channel: digests go to channels, or to your direct messages with morbot.",
    "Name a channel, such as: in #noc; or say: to me",
)


def saved(number: int, *, changed: bool) -> str:
    """It was confirmed."""
    return f"Digest {number} is {'changed' if changed else 'saved'}."


CANCELLED = "Cancelled: nothing was changed."


def paused(number: int) -> str:
    """It was paused."""
    return f"Digest {number} is paused: it is not sent until it is resumed."


def resumed(number: int) -> str:
    """It runs again."""
    return f"Digest {number} is sent again."


OWNER_TOLD = "Its owner is told."


OWNER_NOT_TOLD = "morbot could not write to its owner: say yourself what you did."


def paused_for_you(number: int) -> Words:
    """The owner is told what a bot admin did."""
    return (
        f"A bot admin has paused your digest {number}.",
        f"Ask before you let it run again with: digest resume {number}",
    )


def deleted_for_you(number: int) -> Words:
    """The owner is told what a bot admin did."""
    return (
        f"A bot admin has deleted your digest {number}.",
        "Ask the bot admins before you order it again.",
    )


PREVIEW = "A preview that only you see: nothing was posted."


def on_its_way(number: int) -> str:
    """It is posted in a moment; the place follows."""
    return f"Digest {number} is on its way to"


def on_its_way_again(number: int) -> str:
    """It is posted once more; the place follows."""
    return f"Digest {number} is on its way once more, to"


POSTED_TWICE = ("It is on its way already.", "Look there in a moment.")


NOT_AGAIN = (
    "It was sent by now, or is on its way.",
    "Look there. To send a new one, press Post now: digest show tells where.",
)


TOO_OLD_FOR_FILE = (
    "This digest is too old for its file.",
    "Open it as a search: there is a button for the file below the answer.",
)


NOT_YOURS_TO_PAUSE = "Only the owner of this digest, or a bot admin, can pause it. Its owner is "


DIGEST_GONE = (
    "This digest is no more, so its buttons do nothing.",
    "Ask yourself, such as: 5 yesterday",
)


OWNER_GONE = (
    ("This digest was about its owner's own calls, and its owner is not linked to MOR any longer."),
    "Say whom you mean, such as: 5 yesterday",
)


_UNITS = (("day", 1440), ("hour", 60), ("minute", 1))


def length(time: timedelta) -> str:
    """`45 minutes`, `2 hours`, `1 day`."""
    minutes = int(time.total_seconds()) // 60
    unit, size = next(one for one in _UNITS if minutes % one[1] == 0)
    number = minutes // size
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _every(time: timedelta) -> str:
    """The same behind `every`: `hour` for one."""
    return length(time).removeprefix("1 ")


def _longer(shortest: timedelta) -> str:
    """An example of a schedule that is allowed."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    return "hour" if shortest <= hour else "day at 9:00" if shortest <= day else "monday at 9:00"
