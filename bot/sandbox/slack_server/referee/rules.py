"""Rules for JSON, and Slack's words for their faults.

A rule checks a value at a JSON pointer and adds its faults to a list. It never raises.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.slack_server.referee.limits import MOST

Faults = list[str]
Rule = Callable[[Any, str, Faults], None]

_WEB_ADDRESS = re.compile(r"(https?|slack)://[^\s/]+\S*|mailto:\S+")


def add_fault(faults: Faults, text: str, pointer: str) -> None:
    """Add a fault in Slack's words."""
    faults.append(f"{text} [json-pointer:{pointer}]")


def string(most: str = "", *, least: int = 1, form: re.Pattern[str] | None = None) -> Rule:
    """A string no longer than the limit of that name."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, str):
            add_fault(faults, "must be a string", pointer)
        elif len(value) < least:
            add_fault(faults, f"must be more than {least - 1} characters", pointer)
        elif most and len(value) > MOST[most]:
            add_fault(faults, f"must be less than {MOST[most] + 1} characters", pointer)
        elif form is not None and not form.fullmatch(value):
            add_fault(faults, "invalid url" if form is _WEB_ADDRESS else "invalid format", pointer)

    return rule


def web_address(most: str) -> Rule:
    """A web address no longer than the limit of that name."""
    return string(most, form=_WEB_ADDRESS)


def flag(value: Any, pointer: str, faults: Faults) -> None:
    """True or false."""
    if not isinstance(value, bool):
        add_fault(faults, "must be a boolean", pointer)


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Rule:
    """A number between two bounds, both inclusive."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            add_fault(faults, "must be an integer" if whole else "must be a number", pointer)
        elif least is not None and value < least:
            add_fault(faults, f"must be greater than or equal to {least}", pointer)
        elif most is not None and value > most:
            add_fault(faults, f"must be less than or equal to {most}", pointer)

    return rule


def one_of(*allowed: str) -> Rule:
    """One of some words."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if value not in allowed:
            add_fault(faults, f"must be one of: {', '.join(allowed)}", pointer)

    return rule


def list_of(item: Rule, most: str = "", *, least: int = 1) -> Rule:
    """A list with one rule for its items, no longer than the limit of that name."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, list):
            add_fault(faults, "must be an array", pointer)
            return
        if len(value) < least:
            add_fault(faults, f"no fewer than {least} items allowed", pointer)
        if most and len(value) > MOST[most]:
            add_fault(faults, f"no more than {MOST[most]} items allowed", pointer)
            return
        for index, one in enumerate(value):
            item(one, f"{pointer}/{index}", faults)

    return rule


def record(
    required: Mapping[str, Rule] | None = None, optional: Mapping[str, Rule] | None = None
) -> Rule:
    """An object with these properties and no others. `type` is always allowed."""
    needed, allowed = required or {}, optional or {}

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            add_fault(faults, "must provide an object", pointer)
            return
        for name in needed:
            if name not in value:
                add_fault(faults, f"missing required field: {name}", f"{pointer}/{name}")
        for name, one in value.items():
            if name == "type":
                continue
            known = needed.get(name) or allowed.get(name)
            if known is None:
                add_fault(faults, f"invalid additional property: {name}", pointer)
            else:
                known(one, f"{pointer}/{name}", faults)

    return rule


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` selects its rule."""

    def rule(value: Any, pointer: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            add_fault(faults, "must provide an object", pointer)
            return
        kind = value.get("type")
        found = rules.get(kind) if isinstance(kind, str) else None
        if found is not None:
            found(value, pointer, faults)
        elif "type" not in value:
            add_fault(faults, "missing required field: type", f"{pointer}/type")
        else:
            add_fault(faults, f"unsupported type: {kind}", f"{pointer}/type")

    return rule


def check_exactly_one(value: Any, pointer: str, faults: Faults, *names: str) -> None:
    """Check that exactly one of the properties is there."""
    if isinstance(value, dict) and sum(name in value for name in names) != 1:
        add_fault(faults, f"must define either {' or '.join(f'`{one}`' for one in names)}", pointer)


def check_unique_ids(values: list[Any], pointer: str, faults: Faults) -> None:
    """Check that no `action_id` or `block_id` is repeated among `values`, all at `pointer`."""
    for name in ("block_id", "action_id"):
        seen = set()
        for index, one in enumerate(values):
            given = one.get(name) if isinstance(one, dict) else None
            if not isinstance(given, str):
                continue
            if given in seen:
                add_fault(faults, f'`{name}` "{given}" already exists', f"{pointer}/{index}/{name}")
            seen.add(given)
