"""What the commands say about settings and starting."""


def listening(address: str) -> str:
    """The bot has started."""
    return f"morbot listens on {address}"


def connected(address: str) -> str:
    """The bot has started and takes requests by Socket Mode."""
    return f"morbot is connected to Slack by Socket Mode, and shows how it is on {address}"


def cannot_listen(host: str, port: int, reason: str) -> str:
    """The address is taken or not ours."""
    return f"HOST and PORT cannot be used: {host}:{port} cannot be listened on ({reason})."


AS_NEEDED = (
    "Say as which MOR user to ask, such as: morbot ask --as admin 5 last week (or --sandbox)"
)
