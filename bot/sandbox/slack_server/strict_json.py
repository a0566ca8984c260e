"""JSON as Slack takes it: no NaN, no half characters, no bottomless nesting."""

import json
from typing import Any


def read_json(raw: bytes | str) -> Any:
    """The value; ValueError for anything that is not strictly JSON in UTF-8."""
    try:
        value = json.loads(raw, parse_constant=_refuse)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
