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


MAY_NOT_POST = (
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


NOT_REACHED = (
    "Slack was not reached, so this was not posted.",
    "Try again in a minute. If it stays so, check the network and SLACK_API_URL.",
)


UNKNOWN = (
    "Slack's answer was lost: the message may have been posted, or not.",
    "Look into the channel. It is not posted again by itself, so that it never stands twice.",
)


LIST_GONE = ("That list is too old to turn its pages.", "Give the command once more.")


LIST_OF_ANOTHER = ("That list was shown to somebody else.", "Give the command yourself.")


BOT_ADMIN_NEWS = "Links between Slack and MOR have changed."


def more_bot_admin_news(number: int) -> str:
    """Stands below it, where there is too much to tell."""
    return f"{number:,} more: morbot link list"


def outsiders_here(setting: str) -> Words:
    """The channel has members of other companies; `setting` is what would allow it."""
    return (
        "People from outside your workspace are in this channel, so nothing is shared with it.",
        f"Share in a channel of your own people. Whoever runs morbot can allow it by {setting}.",
    )


def place_untold(reason: str) -> Words:
    """Slack did not tell what channel this is; `reason` is its word for that, possibly empty."""
    said = f" ({reason})" if reason else ""
    return (
        f"Slack did not tell who can read this channel{said}, so nothing was shared.",
        "Try again in a minute. If it stays so, show this to whoever runs morbot.",
    )


SLACK_DID_NOT_SAY = (
    "Slack did not tell who you are, so your question was not asked.",
    "Try again in a minute. If it stays so, the bot's owner should check the scope users:read.",
)


STILL_ASKING = "Still asking MOR…"


LATER = (
    "morbot cannot take another question right now.",
    "Try again in a minute.",
)


CUT_OFF = (
    "morbot is being restarted, and MOR had not answered your question yet.",
    "Ask it again in a minute.",
)


OUT_OF_REPLIES = "Slack takes no more than five answers to one command."


def reply_failed(status: int) -> tuple[str, str]:
    """Slack did not take an answer."""
    return (
        f"Slack did not take the answer (HTTP {status}).",
        "Ask once more in a minute. If it happens again, tell whoever runs morbot.",
    )


REPLY_LOST = (
    "Slack did not say whether it took the answer: it may stand here, or not.",
    "If it does not, ask once more.",
)


def not_here(subcommand: str, command: str) -> tuple[str, str]:
    """A word of the grammar that this version cannot do."""
    return (
        f"This morbot cannot do “{subcommand}” yet.",
        f"{command} help lists what it can do.",
    )


def slack_refused(reason: str) -> tuple[str, str]:
    """Slack does not accept the bot token."""
    return (
        f"Slack does not accept SLACK_BOT_TOKEN ({reason}).",
        "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app.",
    )


def app_token_refused(reason: str) -> tuple[str, str]:
    """Slack does not accept the app-level token that Socket Mode needs."""
    return (
        f"Slack does not accept SLACK_APP_TOKEN ({reason}).",
        (
            "Make an app-level token (xapp-…) with the scope connections:write under Basic"
            " Information of your Slack app, and turn Socket Mode on."
        ),
    )


def app_lost(event: str) -> str:
    """Slack told the running bot, by this event, that it has no place there any more."""
    what = {
        "app_uninstalled": "The Slack app was uninstalled",
        "tokens_revoked": "The bot token was revoked",
    }
    return (
        f"{what[event]}: nobody is answered. Install the app again, set SLACK_BOT_TOKEN to its new"
        " token and start morbot again."
    )


def slack_unreachable(reason: str) -> tuple[str, str]:
    """Slack's Web API was not reached."""
    return (
        f"Slack was not reached ({reason}).",
        "Check the network and SLACK_API_URL, usually https://slack.com/api.",
    )


FORM_EXPIRED = ("This form was open for too long.", "Close it and open it again.")


FORM_NOT_OPENED = ("Slack did not open the form in time.", "Try again in a moment.")


FORM_TOO_SLOW = ("That took too long.", "Try again in a moment.")
