"""The manifest that the Slack app is made from."""

from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).parents[1]


def load_manifest() -> dict[str, Any]:
    """Return manifest.yml, as installed with the package or in the top folder of a checkout."""
    installed = _PACKAGE / "manifest.yml"
    path = installed if installed.exists() else _PACKAGE.parent / "manifest.yml"
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def bot_scopes() -> frozenset[str]:
    """Return the scopes that the bot token needs."""
    return frozenset(load_manifest()["oauth_config"]["scopes"]["bot"])
