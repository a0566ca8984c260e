"""What an app manifest asks for: the scopes, commands and events it is installed with."""

from collections.abc import Mapping
from typing import Any, TypedDict


class Wishes(TypedDict):
    """Named as `Workspace` takes them: `Workspace(**read_manifest(manifest))`."""

    scopes: frozenset[str]
    commands: dict[str, bool]
    subscriptions: frozenset[str]


def read_manifest(manifest: Mapping[str, Any]) -> Wishes:
    """Read the parts that a workspace holds an app to. KeyError where there are no bot scopes."""
    features = manifest.get("features", {})
    commands = features.get("slash_commands", [])
    events = manifest.get("settings", {}).get("event_subscriptions", {})
    return {
        "scopes": frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        "commands": {one["command"]: bool(one.get("should_escape")) for one in commands},
        "subscriptions": frozenset(events.get("bot_events", [])),
    }
