"""Slack's request signature, version 0: how the workspace signs what it sends to the app."""

import hashlib
import hmac


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`v0=` and the HMAC-SHA256, in hex, of `v0:timestamp:body` under the signing secret.

    Source: Slack's "Verifying requests from Slack".
    """
    base = b"v0:%d:%s" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The two headers by which an app knows that a request is Slack's."""
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
