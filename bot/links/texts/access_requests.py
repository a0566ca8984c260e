"""What is said where somebody asks for access, and where bot admins decide about it.

Texts with a hint are (what happened, what to do).
"""

Words = tuple[str, str]


def asked() -> Words:
    """The bot admins have been asked."""
    return (
        "The bot admins have been asked to link you to a MOR user.",
        "morbot will write to you when they have decided.",
    )


def asked_already() -> Words:
    """Somebody asks again within an hour."""
    return (
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


def wants_access() -> str:
    """Stands behind the person's name, in what the bot admins are told."""
    return " asks to be linked to a MOR user."


def check_first() -> str:
    """Small print under it."""
    return "Link only whom you know: a link lets a person see the calls of that MOR user."


def outsider() -> str:
    """Small print where the person is no member of the workspace."""
    return "A guest, or of another workspace: the link needs “external”."


def link_button() -> str:
    """Opens the form."""
    return "Link…"


def decline_button() -> str:
    """Says no."""
    return "Decline"


def request_gone() -> Words:
    """A button of a request that is not known."""
    return ("That request is not known any more.", "Link people with: link @tom tomford user")


def decided_already(outcome: str) -> Words:
    """Somebody else was faster."""
    return (f"That request has been decided already: {outcome}.", "There is nothing left to do.")


def declined_news(member: str, by: str) -> str:
    """What the bot admins are told."""
    return f"{member} asked for access; declined (by {by})"


def you_declined() -> str:
    """Stands behind the person's name, for the bot admin who has declined."""
    return " was told that access is not possible for now."


def you_declined_untold() -> str:
    """The same where the person could not be written to."""
    return " could not be told that access was declined: say it yourself."


def declined() -> Words:
    """What the asker is told."""
    return (
        "Your request for access to calls was not granted this time.",
        "If you need it for your work, talk to a bot admin of your company: ask who that is.",
    )
