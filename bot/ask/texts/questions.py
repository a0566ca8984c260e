"""Why a question cannot be asked, as errors to raise."""

from bot.errors import AskError, ErrorCode


def no_own_id() -> AskError:
    """The asker means themselves, but is linked without a MOR user id."""
    return AskError(
        "Whose calls? Your link has no MOR user id of its own.",
        "Say who you mean, for example: 5 last week",
        code="no-own-id",
    )


def nobody_called(username: str) -> AskError:
    """No MOR user of this name can ask."""
    return AskError(
        f"MOR has no admin, reseller or user called “{username}”.",
        "Check the spelling, for example: --as admin",
        code=ErrorCode.USER_NOT_FOUND,
    )


def mention_not_linked() -> AskError:
    """The mentioned person is not linked, or the asker may not know."""
    return AskError(
        "The person you mentioned is not linked to a MOR user that you may ask about.",
        "Use a MOR user id or username instead, for example: user:tomford yesterday",
        code=ErrorCode.USER_NOT_FOUND,
    )


def too_many_questions(per_minute: int, seconds: int) -> AskError:
    """The person's rate limit is reached; after `seconds` they may ask again."""
    return AskError(
        f"You've reached the limit of {per_minute} questions a minute.",
        f"Try again in {seconds} second{'s' if seconds != 1 else ''}.",
        code=ErrorCode.TOO_MANY_QUESTIONS,
    )


def too_many_waiting(waiting: int) -> AskError:
    """Too many questions of one person are waiting."""
    return AskError(
        f"{waiting} of your questions are still waiting for MOR.",
        "Try again when you see the next answer.",
        code=ErrorCode.TOO_MANY_WAITING,
    )


def answer_gone() -> AskError:
    """The stored answer has expired."""
    return AskError(
        "This answer has expired: answers are kept for 30 days.",
        "Ask again, for example: 5 last week",
        code="answer-gone",
    )


def answer_of_another() -> AskError:
    """Somebody else asked this, and did not share it."""
    return AskError(
        "These buttons are for the person who asked.",
        "Ask the same yourself, for example: 5 last week",
        code="answer-of-another",
    )
