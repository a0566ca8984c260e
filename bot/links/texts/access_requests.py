"""What is said where somebody asks for access, and where bot admins decide about it.

Texts with a hint are (what happened, what to do).
"""

Words = tuple[str, str]


ASKED = (
    "The bot admins have been asked to link you to a MOR user.",
    "morbot will write to you when they have decided.",
)


ASKED_ALREADY = (
    "You have asked for access within the last hour, and the bot admins know of it.",
    "If it is urgent, write to one of them yourself.",
)


def linked_already(command: str) -> Words:
    """Somebody asks who has access."""
    return ("You are linked already.", f"See as whom with: {command} whoami")


def nobody_to_ask(member: str) -> Words:
    """There are no bot admins, or Slack let none of them be told."""
    return (
        "No bot admin could be told of your request.",
        f"Ask whoever runs morbot to link you; your Slack member ID is {member}.",
    )


WANTS_ACCESS = " asks to be linked to a MOR user."


CHECK_FIRST = "Link only whom you know: a link lets a person see the calls of that MOR user."


OUTSIDER = "A guest, or of another workspace: the link needs “external”."


LINK_BUTTON = "Link…"


DECLINE_BUTTON = "Decline"


REQUEST_GONE = ("That request is not known any more.", "Link people with: link @tom tomford user")


def decided_already(outcome: str) -> Words:
    """Somebody else was faster."""
    return (f"That request has been decided already: {outcome}.", "There is nothing left to do.")


def declined_news(member: str, by: str) -> str:
    """What the bot admins are told."""
    return f"{member} asked for access; declined (by {by})"


YOU_DECLINED = " was told that access is not possible for now."


YOU_DECLINED_UNTOLD = " could not be told that access was declined: say it yourself."


DECLINED = (
    "Your request for access to calls was not granted this time.",
    "If you need it for your work, talk to a bot admin of your company: ask who that is.",
)
