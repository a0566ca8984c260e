"""What is said where a message could not be posted to a channel: (what happened, what to do)."""

Words = tuple[str, str]


def not_in_channel() -> Words:
    """The bot is no member of the channel, or cannot see it."""
    return (
        "morbot is not in that channel, so it cannot post there.",
        "Invite it: type /invite @morbot in the channel, then try again.",
    )


def reader_not_in_channel() -> Words:
    """Somebody is to be shown something in a channel that he is not in."""
    return (
        "Slack shows you nothing in that channel, because you are not in it.",
        "Join it and ask again, or ask in direct messages with morbot.",
    )


def channel_unknown() -> Words:
    """Slack shows the bot no such channel: gone, or private without the bot in it."""
    return (
        "Slack shows morbot no such channel: it was removed, or is private without morbot in it.",
        "If it is private, type /invite @morbot there, then try again.",
    )


def archived() -> Words:
    return (
        "That channel is archived, so nothing can be posted there.",
        "Choose another channel, or restore this one in its settings.",
    )


def may_not_post() -> Words:
    """The workspace restricts who posts."""
    return (
        "That channel's settings do not let morbot post there.",
        "Ask whoever manages the channel to let apps post, or choose another one.",
    )


def scope_missing(needed: str) -> Words:
    """`needed` is Slack's name for the scope, possibly empty."""
    return (
        f"The Slack app lacks the scope {needed or 'chat:write'}.",
        "Add it under OAuth & Permissions of the Slack app, and install the app again.",
    )


def token_dead(reason: str) -> Words:
    """The bot token is not good any more; `reason` is Slack's word for it."""
    return (
        f"Slack does not accept the bot's token any more ({reason}).",
        "Install the Slack app again, set SLACK_BOT_TOKEN to its new token and restart morbot.",
    )


def limited() -> Words:
    return (
        "Slack asks morbot to slow down, so this was not posted.",
        "Try again in a minute.",
    )


def refused(reason: str) -> Words:
    """Any other refusal; `reason` is Slack's word for it."""
    return (
        f"Slack did not take the message ({reason}), so it was not posted.",
        "If this happens again, show it to whoever runs morbot.",
    )


def not_reached() -> Words:
    """The message certainly did not get out."""
    return (
        "Slack was not reached, so this was not posted.",
        "Try again in a minute. If it stays so, check the network and SLACK_API_URL.",
    )


def unknown() -> Words:
    """The message was sent, and whether Slack took it is not known."""
    return (
        "Slack's answer was lost: the message may have been posted, or not.",
        "Look into the channel. It is not posted again by itself, so that it never stands twice.",
    )
