"""Errors of people who send a digest by hand, or click below one."""

from bot.calls.texts import A_USER
from bot.errors import AskError


def posted_twice() -> AskError:
    """Post now was clicked twice in one second."""
    return AskError(
        "It is already being posted.",
        "Look in its channel in a moment.",
        code="digest-posted-twice",
    )


def not_yours() -> AskError:
    """Somebody else clicks what only a digest's owner and bot admins may."""
    return AskError(
        "Only the digest's owner or a bot admin can do that.",
        "Ask them, or create a digest of your own: digest",
        code="digest-of-another",
    )


def no_address() -> AskError:
    """The button names no address."""
    return AskError(
        "This button names no IP address.",
        "Look at the digest's next post, or at: digest list",
        code="digest-no-address",
    )


def too_many_expected(most: int) -> AskError:
    """As many addresses are expected as can be."""
    return AskError(
        f"{most:,} addresses are expected already.",
        "Forget some of them first, with the buttons of: digest show",
        code="digest-too-many-expected",
    )


def not_again() -> AskError:
    """The slot is posted by now, or is being posted."""
    return AskError(
        "It was posted in the meantime, or is being posted now.",
        "Look in its channel. To post a new one, click Post now below: digest show",
        code="digest-not-again",
    )


def too_old_for_file() -> AskError:
    """Too little is stored of this slot."""
    return AskError(
        "This digest is too old for its file.",
        "Open it as a search. Its answer has a button for the file.",
        code="digest-too-old",
    )


def digest_gone() -> AskError:
    """Buttons of a digest that was deleted."""
    return AskError(
        "This digest was deleted, so its buttons do nothing.",
        "Ask yourself, for example: yesterday",
        code="digest-gone",
    )


def owner_unlinked() -> AskError:
    """The digest was about its owner's own calls."""
    return AskError(
        "This digest is about its owner's calls, and they are no longer linked to MOR as before.",
        f"Name a user, for example: {A_USER} yesterday",
        code="owner-gone",
    )
