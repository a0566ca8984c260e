"""Rules for JSON, and how Slack words that one is broken.

A rule looks at a value at a place (a JSON pointer) and notes each fault; it never raises, whatever
the value is.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.slack_server.referee.limits import MOST

Faults = list[str]
Rule = Callable[[Any, str, Faults], None]

_WEB_ADDRESS = re.compile(r"(https?|slack)://[^\s/]+\S*|mailto:\S+")


def note(faults: Faults, text: str, place: str) -> None:
    """Add a fault, worded as Slack words it."""
    faults.append(f"{text} [json-pointer:{place}]")


def string(most: str = "", *, least: int = 1, form: re.Pattern[str] | None = None) -> Rule:
    """A string no longer than the limit of that name."""

    def rule(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, str):
            note(faults, "must be a string", place)
        elif len(value) < least:
            note(faults, f"must be more than {least - 1} characters", place)
        elif most and len(value) > MOST[most]:
            note(faults, f"must be less than {MOST[most] + 1} characters", place)
        elif form is not None and not form.fullmatch(value):
            note(faults, "invalid url" if form is _WEB_ADDRESS else "invalid format", place)

    return rule


def web_address(most: str) -> Rule:
    """A web address no longer than the limit of that name."""
    return string(most, form=_WEB_ADDRESS)


def flag(value: Any, place: str, faults: Faults) -> None:
    """True or false."""
    if not isinstance(value, bool):
        note(faults, "must be a boolean", place)


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Rule:
    """A number between two bounds, both allowed."""

    def rule(value: Any, place: str, faults: Faults) -> None:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            note(faults, "must be an integer" if whole else "must be a number", place)
        elif least is not None and value < least:
            note(faults, f"must be greater than or equal to {least}", place)
        elif most is not None and value > most:
            note(faults, f"must be less than or equal to {most}", place)

    return rule


def choice(*allowed: str) -> Rule:
    """One of some words."""

    def rule(value: Any, place: str, faults: Faults) -> None:
        if value not in allowed:
            note(faults, f"must be one of: {', '.join(allowed)}", place)

    return rule


def listed(item: Rule, most: str = "", *, least: int = 1) -> Rule:
    """A list, each item by the same rule, no longer than the limit of that name."""

    def rule(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, list):
            note(faults, "must be an array", place)
            return
        if len(value) < least:
            note(faults, f"no fewer than {least} items allowed", place)
        if most and len(value) > MOST[most]:
            note(faults, f"no more than {MOST[most]} items allowed", place)
            return
        for index, one in enumerate(value):
            item(one, f"{place}/{index}", faults)

    return rule


def shape(
    required: Mapping[str, Rule] | None = None, optional: Mapping[str, Rule] | None = None
) -> Rule:
    """An object with these properties and no others; `type` is always allowed."""
    needed, allowed = required or {}, optional or {}

    def rule(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            note(faults, "must provide an object", place)
            return
        for name in needed:
            if name not in value:
                note(faults, f"missing required field: {name}", f"{place}/{name}")
        for name, one in value.items():
            if name == "type":
                continue
            known = needed.get(name) or allowed.get(name)
            if known is None:
                note(faults, f"invalid additional property: {name}", place)
            else:
                known(one, f"{place}/{name}", faults)

    return rule


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which of the rules it follows."""

    def rule(value: Any, place: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            note(faults, "must provide an object", place)
            return
        kind = value.get("type")
        found = rules.get(kind) if isinstance(kind, str) else None
        if found is not None:
            found(value, place, faults)
        elif "type" not in value:
            note(faults, "missing required field: type", f"{place}/type")
        else:
            note(faults, f"unsupported type: {kind}", f"{place}/type")

    return rule


def either(value: Any, place: str, faults: Faults, *names: str) -> None:
    """Exactly one of the properties must be there."""
    if isinstance(value, dict) and sum(name in value for name in names) != 1:
        note(faults, f"must define either {' or '.join(f'`{one}`' for one in names)}", place)


def unlike(values: list[Any], place: str, faults: Faults) -> None:
    """No `action_id` or `block_id` twice; `values` are the objects at `place`, in order."""
    for name in ("block_id", "action_id"):
        seen = set()
        for index, one in enumerate(values):
            given = one.get(name) if isinstance(one, dict) else None
            if not isinstance(given, str):
                continue
            if given in seen:
                note(faults, f'`{name}` "{given}" already exists', f"{place}/{index}/{name}")
            seen.add(given)
