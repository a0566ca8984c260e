"""Slack's requests, and what can be done to them.

No host name is ever damaged: what a payload says is its `response_url` will be called.
"""

import copy
import hashlib
import hmac
import json
import time
from dataclasses import asdict, dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

from tests.fuzz.mutations import mutate

FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"
Headers = list[tuple[bytes, bytes]]

_PERSON = {"id": "U0INGRID1", "team_id": "T0HARBOR1", "name": "ingrid"}
_PLACE = {
    "team_id": "T0HARBOR1",
    "api_app_id": "A0",
    "token": "t",
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.127.0.0.1/none",  # may be called, and is not there
}
COMMAND: dict[str, Any] = {
    **_PLACE,
    "command": "/localcalls",
    "text": "5 last week by:day",
    "user_id": "U0INGRID1",
    "channel_id": "C0NOC0001",
}
CLICK: dict[str, Any] = {
    **_PLACE,
    "type": "block_actions",
    "user": _PERSON,
    "team": {"id": "T0HARBOR1", "domain": "harbor"},
    "container": {"type": "message", "message_ts": "1.2", "channel_id": "C0NOC0001"},
    "channel": {"id": "C0NOC0001", "name": "noc"},
    "message": {"ts": "1.2", "text": "5 nov?", "blocks": []},
    "state": {"values": {}},
    "actions": [
        {
            "type": "button",
            "action_id": "reading:1",
            "block_id": "b",
            "value": "5 yesterday",
            "text": {"type": "plain_text", "text": "one"},
            "action_ts": "1.2",
        }
    ],
}
EVENT: dict[str, Any] = {
    **_PLACE,
    "type": "event_callback",
    "event_id": "Ev1",
    "event_time": 1,
    "authorizations": [{"team_id": "T0HARBOR1", "user_id": "U0MORBOT1", "is_bot": True}],
    "event": {"type": "user_change", "user": {**_PERSON, "is_restricted": True}, "event_ts": "1"},
}
PAYLOADS: tuple[dict[str, Any], ...] = (
    COMMAND,
    CLICK,
    EVENT,
    {**EVENT, "event": {"type": "app_mention", "user": "U0INGRID1", "text": "<@U0> 5", "ts": "1"}},
    {**EVENT, "event": {"type": "message", "user": "U0INGRID1", "channel_type": "im", "text": "5"}},
    {
        **EVENT,
        "event": {
            "type": "message",
            "subtype": "message_changed",
            "message": {"user": "U0INGRID1", "text": "5"},
            "previous_message": {},
        },
    },
    {**EVENT, "event": {"type": "app_home_opened", "user": "U0INGRID1", "tab": "home"}},
    {
        **EVENT,
        "event": {"type": "function_executed", "function_execution_id": "Fx", "function": {}},
    },
    {**EVENT, "event": {"type": "workflow_step_execute", "workflow_step": {}}},
    {
        **EVENT,
        "event": {"type": "assistant_thread_started", "assistant_thread": {"user_id": "U0INGRID1"}},
    },
    {"type": "url_verification", "challenge": "c", "token": "t"},
    {"type": "view_submission", "user": _PERSON, "view": {"callback_id": "c", "state": {}}},
    {"type": "view_closed", "user": _PERSON, "view": {"callback_id": "c"}},
    {"type": "shortcut", "user": _PERSON, "callback_id": "c"},
    {"type": "message_action", "user": _PERSON, "callback_id": "c", **_PLACE},
    {"type": "block_suggestion", "user": _PERSON, "action_id": "a", "value": "x"},
    {"type": "interactive_message", "user": _PERSON, "callback_id": "c", "actions": [{}]},
    {"ssl_check": "1", "token": "t"},
)
_URLS = (
    "https://hooks.127.0.0.1/" + "x" * 100_000,
    "https://hooks.127.0.0.1/\r\nX: y",
    "https://hooks.127.0.0.1/[::1",
    "https://hooks.127.0.0.1/\x00",
    "https://hooks.127.0.0.1@127.0.0.1:9/",
    "https://hooks.127.0.0.1:9/",
    "http://127.0.0.1:9/x",
    "https://127.0.0.1:9/x",
    "http://127.0.0.1:99999/x",
    "http://127.0.0.1:9/\r\nX: y",
    "http://user:password@127.0.0.1:9/",
    "http://[::1",
    "http://",
    "http:///x",
    "//127.0.0.1:9/x",
    "file:///etc/passwd",
    "ftp://127.0.0.1:9/x",
    "ws://127.0.0.1:9/x",
    "javascript:alert(1)",
    "unix:///tmp/x",
    "\x00",
    "http://127.0.0.1:9/" + "x" * 100_000,
)
_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    "",
    " ",
    "\x00",
    "\ud800",
    "x" * 20_000,
    "U0TOM0001",
    "U0NOBODY1",
    "<@U0TOM0001|tom>" * 50,
    "<tel:" * 5000,
    "/localcalls",
    "/others",
    "view_submission",
    "event_callback",
    "5 " + "last " * 300,
    'device:"' + "%" * 900,
    [],
    {},
    [[]],
    [None],
    {"id": None},
    {"id": ["U0INGRID1"]},
    {"": {}},
)
_WORDS = (
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%ff%fe",
    b"+",
    b";",
    b"&user_id=U0TOM0001",
    b"&user_id[]=1",
    b"&command=%2Flocalcalls",
    b"&payload=%7B",
    b"&payload=%7B%22type%22%3A%22block_actions%22%7D",
    b"&ssl_check=1",
    b"{",
    b"}",
    b"[",
    b'"',
    b"null",
    b"NaN",
    b"1e999",
    b"\\ud800",
    b"\x00",
    b"\xff",
    b"[" * 3000,
    b'{"a":' * 3000,
)
_TYPES = (
    FORM,
    JSON,
    FORM + b"; charset=utf-16",
    JSON + b";charset=utf-8",
    b"",
    b"text/plain",
    b"text/xml",
    b"multipart/form-data; boundary=x",
    b"multipart/form-data",
    b"application/x-www-form-urlencoded\xff",
    b"a" * 5000,
)
_EXTRA: Headers = [
    (b"content-encoding", b"gzip"),
    (b"content-encoding", b"br"),
    (b"transfer-encoding", b"chunked"),
    (b"content-length", b"-1"),
    (b"content-length", b"99999999999"),
    (b"x-slack-retry-num", b"1"),
    (b"x-slack-retry-num", b"\xff"),
    (b"x-slack-retry-reason", b"http_timeout"),
    (b"x-slack-no-retry", b"1"),
    (b"x-slack-bolt-lazy-only", b"1"),
    (b"x-slack-bolt-lazy-function-name", b"asked"),
    (b"x-slack-request-timestamp", b"0"),
    (b"x-slack-signature", b"v0="),
    (b"authorization", b"Bearer x"),
    (b"cookie", b"x=" + b"y" * 9000),
    (b"host", b"\xff\x00"),
    (b"expect", b"100-continue"),
    (b"upgrade", b"websocket"),
    (b"\xff", b"\xff"),
]
_METHODS = ("POST", "POST", "POST", "GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "X\x00")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands on the wire."""

    body: bytes
    headers: Headers
    method: str = "POST"
    path: str = "/slack/events"

    def as_seed(self) -> bytes:
        """Return it as text for a file. It is signed again when it is read."""
        texts = asdict(self) | {"body": self.body.decode("latin-1")}
        texts["headers"] = [[part.decode("latin-1") for part in pair] for pair in self.headers]
        return json.dumps(texts, indent=1).encode()

    def on_the_wire(self) -> bytes:
        """All of it as HTTP/1.1, however broken that is."""
        lines = [b"%b %b HTTP/1.1" % (self.method.encode(), self.path.encode())]
        lines += [b"%b: %b" % pair for pair in self.headers]
        if b"content-length" not in dict(self.headers):
            lines.append(b"content-length: %d" % len(self.body))
        return b"\r\n".join([*lines, b"connection: close", b"", self.body])

    async def send(self, web: ASGIApp) -> int:
        """The status of the answer. Raises what the application raises."""
        statuses: list[int] = []
        body: list[Message] = [{"type": "http.request", "body": self.body, "more_body": False}]

        async def receive() -> Message:
            return body.pop() if body else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": self.headers,
            "client": ("127.0.0.1", 9),
            "server": ("127.0.0.1", 9),
        }
        await web(scope, receive, send)
        (status,) = statuses
        return status


def from_seed(seed: bytes, secret: str) -> Asked:
    """The request that was kept, signed as of now if it was signed at all."""
    texts = json.loads(seed)
    body = texts["body"].encode("latin-1")
    headers = [(name.encode("latin-1"), text.encode("latin-1")) for name, text in texts["headers"]]
    if any(name == b"x-slack-signature" for name, _ in headers):
        unsigned = [pair for pair in headers if pair[0] not in dict(signature(b"", ""))]
        headers = signature(body, secret) + unsigned
    return Asked(body, headers, texts["method"], texts["path"])


def signature(body: bytes, secret: str, at: float | None = None) -> Headers:
    """Slack's two headers, by way of its documentation."""
    stamp = b"%d" % (time.time() if at is None else at)
    digest = hmac.new(secret.encode(), b"v0:" + stamp + b":" + body, hashlib.sha256)
    return [
        (b"x-slack-request-timestamp", stamp),
        (b"x-slack-signature", b"v0=" + digest.hexdigest().encode()),
    ]


def body_of(random: Random) -> tuple[bytes, bytes]:
    """A payload with something wrong in it, or nothing, and its content type."""
    payload = json.loads(json.dumps(random.choice(PAYLOADS)))
    payload["event_id"] = f"Ev{random.getrandbits(60)}"
    if random.random() < 0.1:
        payload = {**copy.deepcopy(random.choice(PAYLOADS)), **payload}
    harm = random.random()
    if harm < 0.6:
        for _ in range(random.choice((1, 1, 1, 2))):
            _put_something_odd_in(random, payload)
    body, content_type = _written(random, payload)
    if 0.4 < harm < 0.9:
        # Only where no address stands that damage could turn into somebody else's.
        body = body if b"127.0.0.1" in body else mutate(random, body, _WORDS)
    return body, content_type


def signed(random: Random, secret: str) -> Asked:
    """A request that Slack has signed, whatever is in it."""
    body, content_type = body_of(random)
    headers = signature(body, secret, time.time() - random.randint(0, 200))
    if random.random() < 0.3:
        content_type = random.choice(_TYPES)
    headers.append((b"content-type", content_type))
    if random.random() < 0.3:
        headers += random.sample(_EXTRA, 2)
    return Asked(body, headers)


def forged(random: Random, secret: str) -> Asked:
    """A request that Slack has not signed, often a very good one."""
    body, content_type = body_of(random) if random.random() < 0.5 else _written(random, COMMAND)
    true = signature(body, secret)
    (_, stamp), (_, sign) = true
    timestamp, signing = b"x-slack-request-timestamp", b"x-slack-signature"
    flipped = bytes([sign[-1] ^ 1])
    pairs: tuple[Headers, ...] = (
        [],
        true[:1],
        true[1:],
        signature(body, secret + "x"),
        signature(body, ""),
        signature(body + b" ", secret),
        signature(body, secret, time.time() - 1000),
        signature(body, secret, time.time() + 1000),
        [(timestamp, stamp), (signing, sign[:-1] + flipped)],
        [(timestamp, stamp), (signing, sign[:-1])],
        [(timestamp, stamp), (signing, sign.upper())],
        [(timestamp, stamp), (signing, b"v1" + sign[2:])],
        [(timestamp, stamp), (signing, random.randbytes(67))],
        [(timestamp, b"%d" % (int(stamp) + 1)), (signing, sign)],
        [(timestamp, stamp + b".0"), (signing, sign)],
        [(timestamp, b" " + stamp), (signing, b"v0=")],
        [(timestamp, b"-1"), (signing, sign)],
        [(timestamp, b"9" * 5000), (signing, sign)],
        [(timestamp, "١٢٣".encode()), (signing, sign)],
        [(timestamp, b""), (signing, b"")],
    )
    headers = [*random.choice(pairs), (b"content-type", content_type)]
    if random.random() < 0.3:
        headers += random.sample(_EXTRA, 2)
    paths = ("/slack/events",) * 8 + ("/slack/events/", "/slack", "/%73lack/events", "/x\x00")
    return Asked(body, headers, random.choice(_METHODS), random.choice(paths))


def _written(random: Random, payload: dict[str, Any]) -> tuple[bytes, bytes]:
    flat = "command" in payload or "ssl_check" in payload
    way = random.random()
    if way < 0.8:
        as_json = payload.get("type") in ("event_callback", "url_verification")
    else:
        as_json = random.random() < 0.5
    if as_json:
        return json.dumps(payload).encode(), JSON
    try:
        fields = payload if flat else {"payload": json.dumps(payload)}
        return urlencode(fields, doseq=random.random() < 0.2).encode(), FORM
    except UnicodeEncodeError:  # half a surrogate pair
        return json.dumps(payload).encode(), FORM


def _put_something_odd_in(random: Random, payload: dict[str, Any]) -> None:
    holder: Any = payload
    key: Any = random.choice(list(payload))
    while random.random() < 0.7 and isinstance(holder[key], dict | list) and holder[key]:
        holder = holder[key]
        key = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    if random.random() < 0.2:
        del holder[key]
    elif key == "response_url" or random.random() < 0.05:
        holder[key] = random.choice(_URLS)
    else:
        holder[key] = copy.deepcopy(random.choice(_ODD))
