"""What is said about the sandbox's own servers."""


def address_taken(host: str, port: int) -> str:
    """Somebody else listens there already."""
    return f"Port {port} on {host} is in use by another program."


def address_taken_hint() -> str:
    """How to come by a free port."""
    return "Choose another one, or let the system choose: --port 0"


def address_refused(host: str, port: int, reason: str) -> str:
    """The system does not let us listen there."""
    return f"Port {port} on {host} cannot be listened on: {reason}."


def loopback_only(host: str) -> str:
    """A sandbox is not for other machines: whoever has its key sees everything."""
    return f"{host} is not this machine alone; the sandbox listens on 127.0.0.1, ::1 or localhost."


def database_unusable(path: str, reason: str) -> str:
    """The file given for the sandbox's world will not do."""
    return f"{path} cannot hold the sandbox's world: {reason}."


def database_hint() -> str:
    """What to give instead."""
    return "Name a file that does not exist yet, such as --database sandbox.db"


def mor_running() -> str:
    """Shown under the address of the MOR-compatible server."""
    return "A MOR-compatible server with made-up calls; --help lists its users. Ctrl-C stops it."


def world_reused(path: str) -> str:
    """Seed and end date have no say in a file that has its calls already."""
    return f"{path} already holds a world, which is used as it is."


def not_a_reseller_key(text: str) -> str:
    """A reseller's key that was not given as ID=KEY."""
    return f"{text} is not a reseller's MOR id and his key, such as 3=secret."


def not_a_moment(text: str) -> str:
    """An end date that cannot be read."""
    return f"{text} is not a date such as 2026-11-30, or a time such as 2026-11-30T18:00."


def not_a_zone(text: str) -> str:
    """A time zone that nobody knows."""
    return f"{text} is not a known time zone, such as Europe/Vilnius."
