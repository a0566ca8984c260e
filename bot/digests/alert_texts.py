"""Texts of alerts: in what is posted, and where they are undone."""

from bot.slack.texts import counted

SHOW_CALLS = "Show calls"
EXPECTED = "Expected"
MUTE = "Mute for a week"
UNMUTE = "Unmute"
FORGET_ALL = "Forget all expected"
SAYS = ", says "
IS_EXPECTED = "Expected from now on: it is no longer new to this digest"
REACH = {True: "public", False: "private", None: ""}
"""Of an address: whether it can be reached from everywhere, or None if it is none."""

_MARK = "\N{POLICE CARS REVOLVING LIGHT}"


def title(new: int, calls: int, limit: int | None, whom: str) -> str:
    """The title of a digest with so many new addresses, or more calls than its limit."""
    said = []
    if new:
        said.append(f"{new:,} new address{'' if new == 1 else 'es'}")
    if limit is not None:
        said.append(f"{counted(calls, 'call')} (limit {limit:,})")
    return f"{_MARK} {' and '.join(said)} for {whom}"


def first_call(device: str, other: str, first: str, calls: int, *, called: bool) -> str:
    """Who called whom from a new address, or to it. `first` is the time of the first call."""
    told = f"{device} called {other}" if called else f"{device} was called by {other}"
    which = "the only call" if calls == 1 else f"the first of {calls:,} calls"
    return f"{told} on {first}, {which}."


def calls_of(ip: str) -> str:
    """The button that shows the calls of an address, for people who hear it."""
    return f"Show the calls of {ip}"


def is_expected(ip: str) -> str:
    """The button that makes an address an expected one, for people who hear it."""
    return f"{ip} is expected"


def how_to_undo(number: int) -> str:
    """Below an alert: what its buttons do."""
    return (
        "Expected: the address is no longer new to this digest. Mute: it alerts to nothing for a"
        f" week. Both are undone with: digest show {number}"
    )


def muted_until(at: str) -> str:
    """Until when the digest alerts to nothing."""
    return f"Alerts are muted until {at}"


def muted(number: int, at: str) -> str:
    """It was muted just now."""
    return f"Digest {number} alerts to nothing until {at}."


def unmuted(number: int) -> str:
    """It is no longer muted."""
    return f"Digest {number} alerts again."


def expected(addresses: str, more: int) -> str:
    """The addresses that are not new to a digest."""
    return f"Expected addresses: {addresses}{f' and {more:,} more' if more else ''}."


def expected_hidden(number: int) -> str:
    """How many there are, for somebody who may not know them."""
    return f"Expected addresses: {number:,}, not shown."


def forget(ip: str) -> str:
    """The button that forgets an expected address."""
    return f"Forget {ip}"


def forgotten(number: int, ip: str) -> str:
    """It was forgotten; all were, if `ip` is empty."""
    if not ip:
        return f"Digest {number} expects no addresses any more."
    return f"{ip} is new to digest {number} again when it calls."
