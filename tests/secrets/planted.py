"""Secrets to be planted, and the search for them in whatever came out of a run."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

_PART = 12  # so many characters of a secret in a row are a leak too


class Planted:
    """Secrets by name. More can be added while it runs: those that were computed from others."""

    def __init__(self, **secrets: str) -> None:
        self._secrets = secrets

    def __getitem__(self, name: str) -> str:
        return self._secrets[name]

    def add(self, name: str, secrets: Iterable[str]) -> None:
        """Further secrets, all of one kind."""
        for number, secret in enumerate(sorted(set(secrets))):
            self._secrets[f"{name} {number}"] = secret

    def leaks(self, found: str | bytes) -> set[str]:
        """The names of those that stand in `found`, whole or in part, in whatever form."""
        haystack = found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found
        return {
            name
            for name, secret in self._secrets.items()
            if any(part in haystack for form in set(_forms(secret)) for part in _parts(form))
        }


def _forms(secret: str) -> Iterator[bytes]:
    plain = secret.encode()
    yield plain
    for text in (
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        repr(plain)[2:-1],
        secret.upper(),
        secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    ):
        yield text.encode()
    yield binascii.hexlify(plain)
    for before in range(3):  # wherever it begins in what was encoded
        packed = base64.b64encode(b"\0" * before + plain)[4 if before else 0 :].rstrip(b"=")[:-1]
        yield packed
        yield packed.replace(b"+", b"-").replace(b"/", b"_")


def _parts(form: bytes) -> Iterator[bytes]:
    """Every stretch of it that is long enough to be no accident."""
    for start in range(max(1, len(form) - _PART + 1)):
        yield form[start : start + _PART]
