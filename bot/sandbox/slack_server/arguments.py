"""Read strictly what an app sends: JSON, and the arguments of a Web API call."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.slack_server.model import Json, Refusal


def read_json(raw: bytes | str) -> Any:
    """Return the value. Raises ValueError if it is not strict JSON in UTF-8."""
    try:
        value = json.loads(raw, parse_constant=_refuse)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


class Arguments:
    """Named arguments, read by the type they must have. A wrong type raises Refusal."""

    def __init__(self, given: Json) -> None:
        self._given = {name: value for name, value in given.items() if value not in (None, "")}

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def text(self, name: str) -> str:
        """Return a string, or the digits of a number. Empty if absent."""
        value = self._given.get(name, "")
        if isinstance(value, bool | list | dict):
            raise Refusal("invalid_arguments", [f"[ERROR] {name} must be a string"])
        return str(value)

    def flag(self, name: str) -> bool:
        """Return a boolean. Absent is false."""
        return self._given.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int) -> int:
        """Return an integer."""
        value = self._given.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise Refusal("invalid_arguments", [f"[ERROR] {name} must be a number"]) from None

    def json_value(self, name: str, code: str = "invalid_arguments") -> Any:
        """Return JSON, given as it is or in a string. None if absent. `code` is the refusal's."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return read_json(value)
        except ValueError:
            raise Refusal(code, [f"[ERROR] {name} must be JSON"]) from None


async def read_arguments(request: Request) -> Arguments:
    """Return all arguments of a call. Raises Refusal if the body is not of its declared type."""
    given: Json = dict(request.query_params)
    if "token" in given:  # since 2021, because addresses stand in logs
        raise Refusal("invalid_auth")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        given |= _json_object(await request.body())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.form()
        given |= {name: one for name, one in form.items() if not isinstance(one, UploadFile)}
    elif await request.body():
        raise Refusal("invalid_post_type")
    return Arguments(given | _credentials(request))


def _credentials(request: Request) -> Json:
    """Return the credentials of the Authorization header, which wins over the body."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    names = {"bearer": "token", "basic": "basic_credentials"}
    name = names.get(kind.lower())
    return {name: value.strip()} if name else {}


def _json_object(body: bytes) -> Json:
    try:
        value = read_json(body or b"{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(value, dict):
        raise Refusal("json_not_object")
    return value
