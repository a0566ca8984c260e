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


# morbot sign


def no_key_to_sign(setting: str) -> str:
    """Neither the option nor the setting gives a secret key."""
    return f"There is no secret key to sign with: give --key KEY or set {setting}."


BOUNDS_REVERSED = "--till is before --from; both are Unix seconds, e.g. --from 1514851199."
NOTHING_TO_SIGN = "No hash is sent: the recipe is for servers with Disable hash checking on."


# Periods, zones and times


def period_reading(start: str, end: str, zone: str, seconds: int) -> str:
    """A period that was read: its bounds in ISO form, the zone, and how long it is."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = ((days, "d"), (hour, "h"), (minute, "min"), (second, "s"))
    length = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return f"from    {start}\ntill    {end} (not included)\nzone    {zone}\nlength  {length}"


UNKNOWN_ZONE = "not a known time zone, for example Europe/Vilnius"
UNKNOWN_NOW = "not an ISO time, for example 2026-11-25T14:30:15 or 2026-11-25T14:30:15+02:00"
