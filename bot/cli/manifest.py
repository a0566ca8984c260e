"""The app's manifest, as it lies in the checkout or was installed with the package."""

from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).parents[1]


def read_manifest_file() -> dict[str, Any]:
    """The manifest that a Slack app is made from."""
    installed = _PACKAGE / "manifest.yml"
    path = installed if installed.exists() else _PACKAGE.parent / "manifest.yml"
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest
