"""What is said where a question cannot be put to MOR: (what happened, what to do)."""

NO_OWN_ID = (
    "Whose calls? You are linked without a MOR user of your own.",
    "Say whom you mean, such as: 5 last week",
)


def nobody_called(username: str) -> tuple[str, str]:
    """No MOR user of this name can ask."""
    return (
        f"MOR has no admin, reseller or user called “{username}”.",
        "Check the spelling, such as: --as admin",
    )


MENTION_NOT_LINKED = (
    "The person you mentioned is not linked to a MOR user that you may ask about.",
    "Use a MOR user id or username instead, such as: user:tomford yesterday",
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


ANSWER_GONE = (
    "This answer is too old to be looked at again: answers are kept for 30 days.",
    "Ask anew, such as: 5 last week",
)


ANSWER_OF_ANOTHER = (
    "These buttons are for the person who asked.",
    "Ask the same yourself, such as: 5 last week",
)
