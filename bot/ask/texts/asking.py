"""What is said where a question cannot be put to MOR: (what happened, what to do)."""


def not_linked(suspended: str) -> tuple[str, str]:
    """Nobody stands behind this Slack identity, or the link is suspended for a reason."""
    if suspended:
        return (
            f"Your link to MOR is suspended: {suspended}.",
            "Ask whoever runs morbot in your company to look at it.",
        )
    return (
        "You are not linked to a MOR user yet, so there is nothing you may ask about.",
        (
            "Ask whoever runs morbot in your company to link you; tell your Slack member ID"
            " (your profile > ⋮ > Copy member ID) and your MOR username."
        ),
    )


def no_own_id() -> tuple[str, str]:
    """An admin without a MOR id of his own asked without saying about whom."""
    return (
        "Whose calls? You are linked without a MOR user of your own.",
        "Say whom you mean, such as: 5 last week",
    )


def nobody_called(username: str) -> tuple[str, str]:
    """No MOR user of this name can ask."""
    return (
        f"MOR has no admin, reseller or user called “{username}”.",
        "Check the spelling, such as: --as admin",
    )


def mention_not_linked() -> tuple[str, str]:
    """The person mentioned is not linked to a MOR user with an id."""
    return (
        "The person you mentioned is not linked to a MOR user that you may ask about.",
        "Use a MOR user id or username instead, such as: user:tomford yesterday",
    )


def slack_did_not_say() -> tuple[str, str]:
    """Slack did not tell who the person is, so nothing can be looked up for him."""
    return (
        "Slack did not tell who you are, so your question was not asked.",
        "Try again in a minute. If it stays so, the bot's owner should check the scope users:read.",
    )


def still_asking() -> str:
    """Said when MOR takes longer than two seconds."""
    return "Still asking MOR…"


def later() -> tuple[str, str]:
    """The bot is being stopped, or has more in hand than it can take."""
    return (
        "morbot cannot take another question right now.",
        "Try again in a minute.",
    )


def too_many_questions(per_minute: int, seconds: int) -> tuple[str, str]:
    """Somebody has asked more than his share; after `seconds` he may ask again."""
    return (
        f"You have asked a lot: morbot takes {per_minute} questions a minute from one person.",
        f"Try again in {seconds} second{'s' if seconds != 1 else ''}.",
    )


def too_many_waiting(waiting: int) -> tuple[str, str]:
    """So many questions of one person are not answered yet that no more are taken."""
    return (
        f"{waiting} of your questions still wait for MOR.",
        "Try again when you see the next answer.",
    )


def cut_off() -> tuple[str, str]:
    """The bot ends, and MOR has not answered in time for it."""
    return (
        "morbot is being restarted, and MOR had not answered your question yet.",
        "Ask it again in a minute.",
    )


def answer_gone() -> tuple[str, str]:
    """A button under an answer that is not known, or not any longer."""
    return (
        "This answer is too old to be looked at again: answers are kept for 30 days.",
        "Ask anew, such as: 5 last week",
    )


def answer_of_another() -> tuple[str, str]:
    """A button under somebody else's answer."""
    return (
        "These buttons are for the person who asked.",
        "Ask the same yourself, such as: 5 last week",
    )


def out_of_replies() -> str:
    """A response_url has been used as often as Slack allows."""
    return "Slack takes no more than five answers to one command."


def reply_failed(status: int) -> tuple[str, str]:
    """Slack did not take an answer."""
    return (
        f"Slack did not take the answer (HTTP {status}).",
        "Ask once more in a minute. If it happens again, tell whoever runs morbot.",
    )


def reply_lost() -> tuple[str, str]:
    """Slack did not say whether it has taken an answer."""
    return (
        "Slack did not say whether it took the answer: it may stand here, or not.",
        "If it does not, ask once more.",
    )


def not_here(subcommand: str, command: str) -> tuple[str, str]:
    """A word of the grammar that this version cannot do."""
    return (
        f"This morbot cannot do “{subcommand}” yet.",
        f"{command} help lists what it can do.",
    )
