"""Characters that look alike, or like nothing, to the person who types or pastes them."""

import re
import unicodedata
from typing import Final

# Hyphens, dashes and minus signs: ‐ ‑ ‒ – — ― − and the small and wide forms.
DASHES: Final = "‐‑‒–—―−⸺⸻﹘﹣－"
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN: Final = _FULL_WIDTH | dict.fromkeys(map(ord, DASHES), "-")
# Soft hyphen, zero-width space and joiners, marks and embeddings of a direction, as they come with
# pasted text. Not the overrides (U+202D, U+202E): those show a text in another order than it has.
UNSEEN: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
)
UNSEEN_AT_EDGE: Final = re.compile(rf"(?<!\w)[{UNSEEN}]+|[{UNSEEN}]+(?!\w)")
"""Invisible characters, except within a word, where they hide something."""


def plain(text: str) -> str:
    """Return `text` with each dash as a hyphen and full-width characters as narrow ones. Its length
    stays, so that places in it do too.
    """
    return text if text.isascii() else text.translate(_PLAIN)


def one_form(label: str) -> str:
    """Return a label in the form (NFC) in which all ways to encode its accents are equal."""
    return label if label.isascii() else unicodedata.normalize("NFC", label)


def in_one_form(labels: list[str]) -> list[str]:
    """Return many labels, each in its `one_form`."""
    return labels if all(map(str.isascii, labels)) else list(map(one_form, labels))
