"""What people read of bot admins, in Slack or on the command line."""

from bot.errors import AskError


def bot_admins_only(member: str) -> AskError:
    """Somebody else, with this member ID, wants to do what bot admins do."""
    return AskError(
        "Only bot admins can do this.",
        f"Ask one of them, or the person who runs morbot: morbot link admin add {member}",
        code="not-allowed",
    )


_LAPSES = {
    "guest": "they are a guest in Slack",
    "foreign": "they are from another Slack workspace",
    "deactivated": "they are deactivated in Slack",
    "elsewhere": "their user ID belongs to another Slack workspace or enterprise now",
    "unknown-person": "Slack no longer knows them",
}


def lapse(code: str) -> str:
    """Return why somebody does not count as a bot admin, as the end of a sentence."""
    return _LAPSES.get(code, code)


def admin_lapsed(person: str, reason: str) -> str:
    """A bot admin does not count any longer, for the reason with this code."""
    return (
        f"{person} no longer counts as a bot admin: {lapse(reason)}. If that is"
        " meant, take them out of BOT_ADMINS, or use: morbot link admin remove"
    )


def admin_restored(person: str) -> str:
    """A bot admin who did not count does again."""
    return f"{person} counts as a bot admin again."
