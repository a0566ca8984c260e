"""What is said about settings and starting."""


def setting_problem(name: str, kind: str, reason: str) -> str:
    """One setting that does not allow a start. The value itself is never shown."""
    if kind == "missing":
        return f"{name} is not set."
    return f"{name} cannot be used: {reason.removeprefix('Value error, ')}."


def setting_needed(name: str, why: str) -> str:
    """A setting that only some commands need."""
    return f"{name} is not set: {why}."


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


def listening(address: str) -> str:
    """The bot has started."""
    return f"morbot listens on {address}"


def connected(address: str) -> str:
    """The bot has started and takes requests by Socket Mode."""
    return f"morbot is connected to Slack by Socket Mode, and shows how it is on {address}"


def cannot_listen(host: str, port: int, reason: str) -> str:
    """The address is taken or not ours."""
    return f"HOST and PORT cannot be used: {host}:{port} cannot be listened on ({reason})."


def as_needed() -> str:
    """`morbot ask` was not told in whose name."""
    return "Say as which MOR user to ask, such as: morbot ask --as admin 5 last week (or --sandbox)"
