"""What people read only on the command line of `morbot link`."""

from bot.errors import AskError, ErrorCode
from bot.links.texts import lapse, linked


def which_org(known: list[str]) -> AskError:
    """Several workspaces are possible, or none is known."""
    choice = f" Known so far: {', '.join(known)}." if known else ""
    return AskError(
        "Which workspace?", f"Add --org, for example: --org T0HARBOR1.{choice}", code="org"
    )


NOT_LOOKED_UP = (
    "SLACK_BOT_TOKEN is not set, so people are not looked up in Slack. Guests and unknown people"
    " are only found when they ask their first question."
)


def slack_not_asked(reason: str) -> str:
    """Slack does not answer."""
    return f"People are not looked up in Slack now. {reason}"


def would_be_linked(person: str, username: str, user_id: int | None, role: str) -> str:
    """A link was checked but not made."""
    return linked(person, username, user_id, role).replace(" is linked ", " would be linked ", 1)


NOBODY_LINKED = "Nobody is linked yet. For example: morbot link add U0INGRID1 admin --role admin"


def reach(role: str, foreign_refused: bool) -> str:
    """Return the users that somebody may ask about."""
    if role == "admin":
        return "anybody"
    return "themselves and their users" if foreign_refused else "themselves"


def on_command_line(news: str) -> str:
    """A change was made on the command line."""
    return f"{news} (on the command line)"


def not_told(people: list[str], reason: str) -> str:
    """Bot admins could not be told of a change."""
    who = ", ".join(people) or "The bot admins"
    return f"{who} could not be told in Slack{f': {reason}' if reason else '.'}"


def made_admin(person: str, changed: bool) -> str:
    """Somebody is a bot admin, `changed` if only from now on."""
    return f"{person} is {'now' if changed else 'already'} a bot admin."


def cannot_be_admin(person: str, reason: str) -> AskError:
    """Somebody is a guest, or from outside."""
    return AskError(
        f"{person} cannot be a bot admin: {lapse(reason)}.",
        "Only members of the workspace count. Somebody of another workspace counts if BOT_ADMINS"
        " names them with it, for example T0OTHER01/U0NILS001.",
        code=reason,
    )


def revoked_admin(person: str) -> str:
    """Somebody is no longer a bot admin."""
    return f"{person} is no longer a bot admin."


def no_such_admin(person: str) -> AskError:
    return AskError(
        f"{person} is not a bot admin.",
        "See who is: morbot link admin list. Those of BOT_ADMINS are removed in that setting.",
        code="no-admin",
    )


def admin_by_setting(person: str) -> str:
    """A bot admin of the settings."""
    return f"{person} (in BOT_ADMINS)"


def import_problems(problems: list[str]) -> AskError:
    """Nothing was imported."""
    return AskError(
        "\n".join(["Nothing was imported.", *problems]),
        "Fix these lines and try again.",
        code=ErrorCode.IMPORT,
    )


def import_outcome(new: int, unchanged: int, done: bool) -> str:
    """Return how many links were, or would be, made."""
    if done:
        return f"{new} made, {unchanged} already there."
    hint = " Add --yes to make them." if new else ""
    return f"{new} to be made, {unchanged} already there. Nothing was changed.{hint}"
