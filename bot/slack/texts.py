"""What people read about Slack itself, and what every message may need.

A pair is (what happened, what to do).
"""

Words = tuple[str, str]


# --- Who reads in a channel, and who asks ---

SLACK_DID_NOT_SAY = (
    "Slack didn't say who you are, so I couldn't run this.",
    "Try again in a minute. If it goes on, check that the Slack app has the scope users:read.",
)


def outsiders_here(setting: str) -> Words:
    """Return the words for a channel with people of other companies.

    `setting` is the one that would allow such channels.
    """
    return (
        "People from outside your workspace are in this channel, so nothing is shared with it.",
        f"Share in a channel of your own people. Those who run morbot can allow it by {setting}.",
    )


GROUP_MESSAGE = (
    "This is a group direct message, and morbot posts to channels only.",
    "Use a channel, and add morbot to it there: /invite @morbot",
)


def channel_untold(reason: str, undone: str = "nothing was shared") -> Words:
    """Return the words for a channel that Slack tells nothing about.

    `reason` is Slack's error, or empty. `undone` is what was not done because of it.
    """
    said = f" ({reason})" if reason else ""
    return (
        f"Slack didn't say who can read this channel{said}, so {undone}.",
        "Try again in a minute. If it goes on, show this to those who run morbot.",
    )


# --- Replies ---

ANSWER_ELSEWHERE = "Asked. The answer is under Messages, beside this tab."

STILL_ASKING = "Still asking MOR…"

LATER = (
    "morbot cannot take another question right now.",
    "Try again in a minute.",
)

CUT_OFF = (
    "morbot is restarting, and MOR had not answered your question yet.",
    "Ask again in a minute.",
)

CUT_OFF_WHILE_SENT = (
    "morbot is restarting, and your answer was just being sent.",
    "If it is not here, ask again in a minute.",
)

LOST = (
    "morbot was restarted while it worked on this: it may have been done, or not.",
    "Look whether it was. If not, try again.",
)

OUT_OF_REPLIES = "Slack takes at most five replies to one command."

REPLY_LOST = (
    "Slack did not confirm the reply, so it may or may not have arrived.",
    "If it is not here, ask again.",
)


def reply_failed(status: int) -> Words:
    """Return the words for a reply that Slack refused with this HTTP status."""
    return (
        f"Slack did not accept the reply (HTTP {status}).",
        "Ask again in a minute. If it happens again, tell those who run morbot.",
    )


def not_here(subcommand: str, command: str) -> Words:
    """Return the words for a subcommand that is not available here."""
    return (
        f"This morbot cannot do “{subcommand}” yet.",
        f"{command} help lists what it can do.",
    )


# --- Lists with pages ---

LIST_EXPIRED = ("This list has expired.", "Run the command again.")

LIST_OF_ANOTHER = ("This list was shown to somebody else.", "Run the command yourself.")

PREVIOUS_PAGE = "Previous"

NEXT_PAGE = "Next"


# --- For those who run morbot ---

BOT_ADMIN_NEWS = "News about links and bot admins."


def more_bot_admin_news(number: int) -> str:
    """Return how many changes are left out of the message."""
    return f"{number:,} more: morbot link list"


def slack_refused(reason: str) -> Words:
    """Return the words for a bot token that Slack refuses at the start."""
    return (
        f"Slack does not accept SLACK_BOT_TOKEN ({reason}).",
        "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app.",
    )


def app_token_refused(reason: str) -> Words:
    """Return the words for an app-level token that Slack refuses. Socket Mode needs one."""
    return (
        f"Slack does not accept SLACK_APP_TOKEN ({reason}).",
        (
            "Make an app-level token (xapp-…) with the scope connections:write under Basic"
            " Information of your Slack app, and turn Socket Mode on."
        ),
    )


def slack_unreachable(reason: str) -> Words:
    """Return the words for a Web API that does not answer."""
    return (
        f"morbot could not reach Slack ({reason}).",
        "Check the network and SLACK_API_URL, usually https://slack.com/api.",
    )


SOCKET_DOES_NOT_LAST = (
    "Slack ends each connection at once. An app may have ten: check whether other programs use the"
    " same SLACK_APP_TOKEN. morbot tries again, after ever longer waits of up to a minute."
)

_APP_LOST = {
    "app_uninstalled": "The Slack app was uninstalled",
    "tokens_revoked": "The bot token was revoked",
}


def app_lost(event: str) -> str:
    """Return what to do after an event that ends the app's place in the workspace."""
    return (
        f"{_APP_LOST[event]}: nobody gets answers. Install the app again, set SLACK_BOT_TOKEN to"
        " its new token and restart morbot."
    )


# --- Forms ---

FORM_EXPIRED = ("This form was open for too long.", "Close it and open it again.")

FORM_NOT_OPENED = ("Slack did not open the form in time.", "Try again in a moment.")

NOT_DONE = "Not done"  # the title of a form's refusal

DATABASE_AWAY = (
    "My database doesn't answer, so nothing was done.",
    "Try again in a minute. If it stays so, tell whoever runs this bot.",
)

FORM_TOO_SLOW = ("That took too long.", "Try again in a moment.")

LOADING = "One moment…"

CANCEL = "Cancel"

CLOSE = "Close"


# --- Errors, numbers and charts ---

CALLS = "Calls"  # what the bars of a chart count

READINGS = "Which one do you mean?"

DID_YOU_MEAN = "Did you mean:"

UNKNOWN_FAULT = "Something went wrong inside morbot, and your question was not answered."

NOT_LINKED = "You are not linked to a MOR user yet, so morbot cannot show you any calls."

NOT_LINKED_HINT = "Ask those who run morbot to link you. What they need to do:"

ASK_FOR_ACCESS = "Ask for access"


def see_help(command: str) -> str:
    """Return where to read on after a mistake."""
    return f"Everything you can ask: {command} help"


def unknown_fault_hint(reference: str) -> str:
    """Return what to do about a bug. The log has the reason under `reference`."""
    return (
        "Please try again. If it happens again, give this reference to those who run morbot. They"
        f" find the reason under it in the log: {reference}"
    )


def link_example(slack_user: str) -> str:
    """Return the command that links this person, for the bot's host."""
    return f"morbot link add {slack_user} MOR_USERNAME --role user"


def counted(number: int, thing: str) -> str:
    """Return `1 call` or `1,234 calls`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
