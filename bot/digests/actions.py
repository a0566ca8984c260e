"""What people do with digests: typed after the subcommand, or clicked.

Action ids and the values of buttons are written and read in this file only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.digests import error_texts as errors
from bot.digests.model import Digest
from bot.digests.names import unquoted

_NUMBER = re.compile(r"[0-9]{1,9}")
_ID = re.compile(r"-?[0-9]{1,9}")  # negative for a draft
_SLOT = re.compile(r"([0-9]{1,9}):([0-9]{1,10})(?::([0-9]{1,9})(?:@([0-9a-fA-F.:]{2,45}))?)?")
_FORGET = re.compile(r"([0-9]{1,9})(?:@([0-9a-fA-F.:]{2,45}))?")


class Action(StrEnum):
    """What to do with digests, as typed. All but `list` need a number."""

    LIST = "list"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    EDIT = "edit"
    DELETE = "delete"
    MUTE = "mute"
    UNMUTE = "unmute"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class TypedAction:
    """An action, and the number of the digest, or its name; 0 and empty for `list`."""

    action: Action
    number: int = 0
    name: str = ""


def read_action(text: str, command: str) -> TypedAction | None:
    """Read an action. None: the text is a request for a digest, or empty.

    Raises AskError (`digest-number-missing`).
    """
    match text.casefold().split():
        case [Action.LIST, *_]:
            return TypedAction(Action.LIST)
        case [word, typed] if _needs_number(word) and (
            number := _NUMBER.fullmatch(typed.removeprefix("#"))
        ):
            return TypedAction(Action(word), int(number[0]))
        case [word, *typed] if _needs_number(word) and "".join(typed).isdecimal() | (not typed):
            raise errors.number_missing(word, command)
        case [word, *_] if _needs_number(word) and word != Action.NOW:
            # `now` may also begin a period.
            if not (name := unquoted(text.split(maxsplit=1)[1]).strip()):
                raise errors.number_missing(word, command)
            return TypedAction(Action(word), name=name)
        case _:
            return None


def _needs_number(word: str) -> bool:
    return word in set(Action) - {Action.LIST}


# The buttons of a draft. Their value is the draft's number.
SAVE, REWORD, CANCEL = "digest:draft:save", "digest:draft:reword", "digest:draft:cancel"

# The button that opens an empty form.
NEW = "digest:new"

# The buttons of a card. Their value is the digest's number.
EDIT, PREVIEW, POST = "digest:card:edit", "digest:card:preview", "digest:card:post"
CARD_ACTION = re.compile(r"\Adigest:card:(?:show|pause|resume|delete|mute|unmute)\Z")

# The buttons that turn the pages of a list. In older messages their action ids have no `page`.
LIST = "digest:list"
FIRST_PAGE = f"{LIST}:page:0"
LIST_ACTION = re.compile(rf"\A{LIST}:(?:page:)?[0-9]{{1,6}}\Z")

# The buttons below a posted digest, and of one that may be posted. Their value names the slot.
OPEN, CSV, PAUSE, AGAIN = "digest:open", "digest:csv", "digest:pause", "digest:again"

# The buttons of an alert. The value of the first two also names an address.
CALLS, EXPECT, MUTE = "digest:calls", "digest:expect", "digest:mute"

# The buttons of a card that forget an expected address, or all of them. Their action ids differ.
FORGET = "digest:forget"
FORGET_ACTION = re.compile(rf"\A{FORGET}:[0-9a-fA-F.:]{{0,45}}\Z")

# The button that offers the present question instead of an earlier one. Its value is as above.
PRESENT = "digest:present"


def card_action(name: str) -> str:
    """Return the action id of a button on a card: `show`, `pause`, `edit`, `preview`, …"""
    return f"digest:card:{name}"


def read_card_action(action: Mapping[str, Any]) -> Action:
    """Return what a button that matches CARD_ACTION does."""
    return Action(action["action_id"].rpartition(":")[2])


def read_number(action: Mapping[str, Any]) -> int:
    """Return the digest's number, or the draft's id, in a button's value; 0, which is neither, if
    there is none.
    """
    value = str(action.get("value", ""))
    return int(value) if _ID.fullmatch(value) else 0


@dataclass(frozen=True, slots=True)
class PostedSlot:
    """The slot (aware, in UTC) of a digest that somebody clicks in a channel, and the digest's
    revision when that button was drawn; 0 if the button does not say. `address` is the one that it
    is about, empty if none.
    """

    number: int
    slot: datetime
    channel: str = ""
    revision: int = 0
    address: str = ""


def slot_value(digest: Digest, slot: datetime, address: str = "") -> str:
    """Return the value of a button that names a slot of a digest, as it is now."""
    value = f"{digest.id}:{int(slot.timestamp())}:{digest.revision}"
    return f"{value}@{address}" if address else value


def read_slot(action: Mapping[str, Any], channel: str = "") -> PostedSlot:
    """Return the slot in a button's value; that of digest 0, which does not exist, if there is
    none.
    """
    found = _SLOT.fullmatch(str(action.get("value", "")))
    number, seconds, revision = (int(one or 0) for one in found.groups()[:3]) if found else (0,) * 3
    address = (found[4] if found else "") or ""
    return PostedSlot(number, datetime.fromtimestamp(seconds, UTC), channel, revision, address)


def forget_value(number: int, address: str = "") -> str:
    """Return the value of a button that forgets an expected address, or all without one."""
    return f"{number}@{address}" if address else str(number)


def read_forget(action: Mapping[str, Any]) -> tuple[int, str]:
    """Return the number and the address in such a value; 0 if it is none."""
    found = _FORGET.fullmatch(str(action.get("value", "")))
    return (int(found[1]), found[2] or "") if found else (0, "")
