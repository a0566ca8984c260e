"""What bot admins and those who ask for access read of a request.

`command` is the slash command's name.
"""

from bot.errors import AskError

ASKED = "The bot admins have been asked to link you to a MOR user."

ASKED_HINT = "I'll message you when they have decided."


def asked_already() -> AskError:
    return AskError(
        "You asked for access within the last hour, and the bot admins know.",
        "If it is urgent, message one of them yourself.",
        code="asked-already",
    )


def linked_already(command: str) -> AskError:
    return AskError(
        "You already have access.",
        f"To see your MOR user: {command} whoami",
        code="already-linked",
    )


def nobody_to_ask(member: str) -> AskError:
    """There are no bot admins, or none of them could be told."""
    return AskError(
        "No bot admin could be told of your request.",
        f"Ask the person who runs morbot to link you. Your Slack member ID is {member}.",
        code="no-bot-admins",
    )


WANTS_ACCESS = " asks to be linked to a MOR user."

CHECK_FIRST = "Only link people you know: a link lets a person see that MOR user's calls."

OUTSIDER = "A guest, or from another workspace: the link needs “external”."

LINK_BUTTON = "Link…"

DECLINE_BUTTON = "Decline…"


def request_gone() -> AskError:
    return AskError(
        "That request no longer exists.",
        "Link people with: link @tom tomford user",
        code="request-gone",
    )


def decided_already(outcome: str) -> AskError:
    """Another bot admin was faster."""
    return AskError(
        f"That request has been decided already: {outcome}.",
        "There is nothing left to do.",
        code="decided-already",
    )


def being_decided() -> AskError:
    """Another bot admin is linking the person, or saying no, at this moment."""
    return AskError(
        "Another bot admin is deciding that request.",
        "Look again in a minute.",
        code="decided-already",
    )


def declined_news(member: str, by: str, reason: str) -> str:
    """Return the news for the bot admins."""
    return f"{member} asked for access; declined (by {by}){f': “{reason}”' if reason else ''}"


YOU_DECLINED = " was told that access is not possible for now."

YOU_DECLINED_UNTOLD = " could not be told that access was declined. Tell them yourself."

DECLINED = "Your request for access to calls was not granted this time."


def decline_reason(reason: str) -> str:
    """The words of the bot admin who declined."""
    return f"The bot admin's reason: “{reason}”"


DECLINED_HINT = "If you need it for your work, talk to a bot admin of your company."
