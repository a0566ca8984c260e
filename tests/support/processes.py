"""Processes that tests start."""

import os
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def bare_environment() -> dict[str, str]:
    """The environment of a process that is to see no settings but the test's own.

    In any folder it finds the bot of this checkout.
    """
    names = ("PATH", "HOME", "LANG", "SSL_CERT_FILE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT)}
