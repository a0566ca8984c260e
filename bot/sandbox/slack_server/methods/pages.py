"""Pages of a list, turned by cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import Json, Refusal

T = TypeVar("T")


def page(
    whole: Sequence[T], arguments: Arguments, *, usual: int = 100, refusal: str = "invalid_limit"
) -> tuple[Sequence[T], Json]:
    """The page asked for, and the part of the answer that leads to the next.

    Raises Refusal; `refusal` is its code for a limit that is not from 1 to 1000.
    """
    limit = arguments.number("limit", usual)
    if not 1 <= limit <= 1000:
        raise Refusal(refusal)
    start = _read(arguments.text("cursor"))
    if start > len(whole):
        raise Refusal("invalid_cursor")
    after = start + limit
    cursor = base64.b64encode(b"next:%d" % after).decode() if after < len(whole) else ""
    return whole[start:after], {"response_metadata": {"next_cursor": cursor}}


def _read(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        if name != "next":
            raise Refusal("invalid_cursor")
        return int(start)
    except (binascii.Error, ValueError):
        raise Refusal("invalid_cursor") from None
