"""What is said about files that Slack does not take: (what happened, what to do)."""

from bot.slack.texts import Words


def scope_missing(needed: str) -> Words:
    """The Slack app may not hand out files; `needed` is Slack's name for the scope."""
    return (
        f"The file could not be sent: the Slack app lacks the scope {needed}.",
        (
            "Whoever runs morbot adds it under OAuth & Permissions and installs the app again;"
            " without csv or xlsx your question is answered by a table."
        ),
    )


def not_allowed() -> Words:
    """The workspace's own rules are against it."""
    return (
        "The file could not be sent: this workspace does not let apps upload such files.",
        "Ask its admins to allow it, or take the other kind: csv or xlsx.",
    )


def storage_full() -> Words:
    return (
        "The file could not be sent: this workspace has no file storage left.",
        "Ask its admins to make room, or ask for a shorter period.",
    )


def no_direct_messages() -> Words:
    """Slack lets the bot write to this person not at all."""
    return (
        "The file could not be sent: Slack lets morbot send you no direct messages.",
        "Open morbot under Apps in Slack, write it a message, and try again.",
    )


def not_taken(reason: str) -> Words:
    """Any other refusal; `reason` is Slack's word for it."""
    return (
        f"Slack did not take the file ({reason}).",
        "Try again in a minute. If it happens again, show this to whoever runs morbot.",
    )


NOT_REACHED = (
    "Slack was not reached, so the file was not sent.",
    "Try again in a minute.",
)


UNKNOWN = (
    "Slack's answer was lost: the file may lie in your direct messages, or not.",
    "Look there before you ask again. It is not sent again by itself.",
)
