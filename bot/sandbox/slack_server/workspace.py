"""A workspace: its state, the connection to its app, its people."""

from collections.abc import Mapping
from typing import Any, TypedDict

from bot.sandbox.slack_server.administration import Administration
from bot.sandbox.slack_server.model import Shortcut
from bot.sandbox.slack_server.outbound import Events, Outbound
from bot.sandbox.slack_server.person import SimulatedUser
from bot.sandbox.slack_server.sockets import Sockets
from bot.sandbox.slack_server.state import WorkspaceState


class Workspace(WorkspaceState):
    """A workspace with one app in it.

    `outbound` and `events` send to the app, `sockets` are its Socket Mode connections. `admin`
    does what an administrator does.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sockets = Sockets(self.clock, self.feed)
        self.outbound = Outbound(self, self.sockets)
        self.events = Events(self, self.outbound)
        self.admin = Administration(self, self.outbound, self.events)
        self._persons: dict[str, SimulatedUser] = {}

    def person(self, name: str) -> SimulatedUser:
        """Return the person with that name, to type and look as. Raises KeyError."""
        member = self.find_member(name)
        person = SimulatedUser(self, self.outbound, self.events, member)
        return self._persons.setdefault(member.id, person)


class InstallationSettings(TypedDict):
    """What a manifest decides: keyword arguments of `Workspace`."""

    scopes: frozenset[str]
    commands: dict[str, bool]
    subscriptions: frozenset[str]
    shortcuts: list[Shortcut]


def read_manifest(manifest: Mapping[str, Any]) -> InstallationSettings:
    """Read what a manifest decides. Raises KeyError without bot scopes."""
    features = manifest.get("features", {})
    commands = features.get("slash_commands", [])
    events = manifest.get("settings", {}).get("event_subscriptions", {})
    return {
        "scopes": frozenset(manifest["oauth_config"]["scopes"]["bot"]),
        "commands": {one["command"]: bool(one.get("should_escape")) for one in commands},
        "subscriptions": frozenset(events.get("bot_events", [])),
        "shortcuts": [
            Shortcut(one["callback_id"], one["name"], one["type"] == "message")
            for one in features.get("shortcuts", [])
        ],
    }
