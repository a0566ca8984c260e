"""Encryption of what is stored for some minutes, so that a copy of the database gives nothing away.

An open form and a question without an answer hold a `response_url`, by which anybody could reply.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32  # AES-SIV with AES-128 (RFC 5297)


class Seal:
    """Seals values for the place where they are stored.

    `secret` is one that all replicas have and the database does not. Equal values in the same place
    are sealed equally, so that they can be compared. Nothing sealed can be moved to another place.
    """

    def __init__(self, secret: str) -> None:
        derive = HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"morbot: rows that expire")
        self._cipher = AESSIV(derive.derive(secret.encode()))

    def close(self, value: Any, *place: str) -> str:
        """Return the text to be stored for a value that JSON can hold."""
        sealed = self._cipher.encrypt(json.dumps(value).encode(), _bytes(place))
        return base64.b64encode(sealed).decode()

    def open(self, stored: str, *place: str) -> Any:
        """Return the value. It is None if it was sealed with another secret, or elsewhere."""
        try:
            sealed = base64.b64decode(stored, validate=True)
            return json.loads(self._cipher.decrypt(sealed, _bytes(place)))
        except (InvalidTag, binascii.Error, ValueError):
            return None


def _bytes(place: tuple[str, ...]) -> list[bytes]:
    return [part.encode() for part in place]
