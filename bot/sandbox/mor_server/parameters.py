"""The parameters of a request as Rails reads them: from the query, a form or a JSON body."""

import json
import re
from collections.abc import AsyncGenerator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

_LONGEST_BODY = 64 * 1024
_MOST_FIELDS = 100
_FARTHEST = 10**10  # Unix seconds; from the year 1653 to 2286


class Received(NamedTuple):
    """A request as it arrived. `path` is without the query."""

    http_method: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, str]

    @property
    def parameters(self) -> Mapping[str, str]:
        """Query and body together. The query wins."""
        return {**self.body, **self.query}


async def read_request(request: Request) -> Received:
    """Read a whole request. Raises HTTPException: 413 for a huge body, 400 for a bad one."""
    body = await _read_body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        query = _pairs(request.url.query)
        if kind == "application/json":
            fields = _json_fields(body)
        elif kind == "multipart/form-data":
            fields = _texts(await _multipart(request, body))
        else:
            fields = _pairs(body.decode(errors="replace"))
    except (ValueError, RecursionError, MultiPartException) as error:
        raise HTTPException(400) from error
    return Received(request.method, request.url.path, query, fields)


async def _read_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_BODY:
            raise HTTPException(413)
    return body


def _pairs(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))


def _json_fields(body: bytes) -> dict[str, str]:
    """Return an object's strings and booleans. Numbers keep the digits they were sent with."""
    document = json.loads(body or b"{}", parse_int=str, parse_float=str, parse_constant=str)
    if not isinstance(document, dict):
        return {}
    fields = {}
    for name, value in document.items():
        if isinstance(value, bool):
            fields[name] = str(value).lower()
        elif isinstance(value, str):
            fields[name] = value.encode(errors="replace").decode()  # JSON may hold lone surrogates
    return fields


async def _multipart(request: Request, body: bytes) -> FormData:
    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    return await MultiPartParser(request.headers, whole(), max_files=0).parse()


def _texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def whole_number(text: str) -> int:
    """Return the number that Ruby's `to_i` reads: leading digits, otherwise 0. Bounded."""
    match = re.match(r"\s*([+-]?[0-9]{1,30})", text)
    return max(-_FARTHEST, min(int(match[1]), _FARTHEST)) if match else 0
