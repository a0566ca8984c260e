"""What people read when Slack does not take a message or a file.

A pair is (what happened, what to do).
"""

from bot.slack.texts import Words

# --- Posting to a channel ---

NOT_IN_CHANNEL = (
    "morbot is not in that channel, so it cannot post there.",
    "Invite it: type /invite @morbot in the channel, then try again.",
)

READER_NOT_IN_CHANNEL = (
    "Slack shows you nothing in that channel, because you are not in it.",
    "Join it and ask again, or ask in direct messages with morbot.",
)

CHANNEL_UNKNOWN = (
    "Slack shows morbot no such channel: it was removed, or is private without morbot in it.",
    "If it is private, type /invite @morbot there, then try again.",
)

ARCHIVED = (
    "That channel is archived, so nothing can be posted there.",
    "Choose another channel, or restore this one in its settings.",
)

MAY_NOT_POST = (
    "That channel's settings do not let morbot post there.",
    "Ask the channel's managers to let apps post, or choose another channel.",
)

LIMITED = (
    "Slack asks morbot to slow down, so this was not posted.",
    "Try again in a minute.",
)

NOT_DELETED = (
    "Slack did not say whether it has deleted the message.",
    "If you still see it, try again in a minute.",
)

NOT_REACHED = (
    "morbot could not reach Slack, so this was not posted.",
    "Try again in a minute. If it goes on, check the network and SLACK_API_URL.",
)

POST_UNKNOWN = (
    "Slack's answer was lost: the message may have been posted, or not.",
    "Look into the channel. morbot does not post it again, so that it never appears twice.",
)


def scope_missing(needed: str) -> Words:
    """Return the words for a missing scope. `needed` is Slack's name for it, or empty."""
    return (
        f"The Slack app lacks the scope {needed or 'chat:write'}.",
        "Add it under OAuth & Permissions of the Slack app, and install the app again.",
    )


def token_dead(reason: str) -> Words:
    """Return the words for a bot token that is no longer valid. `reason` is Slack's error."""
    return (
        f"Slack no longer accepts the bot's token ({reason}).",
        "Install the Slack app again, set SLACK_BOT_TOKEN to its new token and restart morbot.",
    )


def refused(reason: str) -> Words:
    """Return the words for any other refusal. `reason` is Slack's error."""
    return (
        f"Slack did not accept the message ({reason}), so it was not posted.",
        "If this happens again, show it to those who run morbot.",
    )


# --- Files ---

FILE_NOT_ALLOWED = (
    "The file could not be sent: this workspace does not let apps upload such files.",
    "Ask its admins to allow it, or choose the other kind: csv or xlsx.",
)

NO_FILE_STORAGE = (
    "The file could not be sent: this workspace has no file storage left.",
    "Ask its admins to make room, or ask for a shorter period.",
)

NO_DIRECT_MESSAGES = (
    "The file could not be sent: Slack does not let morbot send you direct messages.",
    "Open morbot under Apps in Slack, write it a message, and try again.",
)

FILE_NOT_SENT = (
    "morbot could not reach Slack, so the file was not sent.",
    "Try again in a minute.",
)

FILE_NOT_DELETED = (
    "Slack did not say whether it has deleted the file that was posted with this.",
    "Click Remove again in a minute, or delete the file in Slack.",
)

FILE_UNKNOWN = (
    "Slack's answer was lost: the file may be in your direct messages, or not.",
    "Look there before you ask again. morbot does not send it again by itself.",
)


def file_scope_missing(needed: str) -> Words:
    """Return the words for a scope that files need. `needed` is Slack's name for it."""
    return (
        f"The file could not be sent: the Slack app lacks the scope {needed}.",
        (
            "Those who run morbot can add it under OAuth & Permissions and install the app again."
            " Without csv or xlsx you get a table."
        ),
    )


def file_refused(reason: str) -> Words:
    """Return the words for any other refusal of a file. `reason` is Slack's error."""
    return (
        f"Slack did not accept the file ({reason}).",
        "Try again in a minute. If it happens again, show this to those who run morbot.",
    )
