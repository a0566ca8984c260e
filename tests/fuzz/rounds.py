"""How long to go on, and what is kept of what was found.

`pytest --fuzz 20` makes every test here twenty times as long. Whatever fails is written to
`seeds/`, a file a finding, and is tried before anything else from then on.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FACTOR = 1
"""Set by `--fuzz` before the tests are collected."""

_SEEDS = Path(__file__).parent / "seeds"


def rounds(usual: int) -> int:
    """So many of them, or as many times more as `--fuzz` asks for."""
    return usual * FACTOR


def seeds(kind: str) -> list[bytes]:
    """What was once found, of one kind."""
    return [path.read_bytes() for path in sorted((_SEEDS / kind).glob("*"))]


@contextmanager
def kept(kind: str, found: bytes) -> Iterator[None]:
    """Keep what is being tried as a seed if it fails."""
    try:
        yield
    except BaseException:
        directory = _SEEDS / kind
        directory.mkdir(parents=True, exist_ok=True)
        (directory / hashlib.sha256(found).hexdigest()[:16]).write_bytes(found)
        raise
