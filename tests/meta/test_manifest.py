"""The manifest and the code must ask Slack for the same things."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bot.settings import Settings

TOP = Path(__file__).parents[2]
FACTS = TOP / "tests" / "data" / "slack"
MANIFEST: dict[str, Any] = yaml.safe_load((TOP / "manifest.yml").read_text())


def methods_called() -> set[str]:
    """Web API methods that the bot calls, as Slack names them, from its use of the client."""
    called = re.compile(r"client\.([a-z]+)_([A-Za-z_]+)\(")
    return {
        f"{family}.{re.sub(r'_(.)', lambda m: m[1].upper(), name)}"
        for path in (TOP / "bot").rglob("*.py")
        if "sandbox" not in path.parts
        for family, name in called.findall(path.read_text())
        if family in {"auth", "users", "chat", "views", "files", "conversations", "bots", "team"}
    }


def test_the_command_is_the_one_the_bot_listens_to() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == Settings.model_fields["slack_command"].default


def test_mentions_arrive_as_ids() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["should_escape"] is True


def test_every_address_is_the_one_the_bot_serves() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    settings = MANIFEST["settings"]
    addresses = {
        command["url"],
        settings["interactivity"]["request_url"],
        settings["event_subscriptions"]["request_url"],
    }
    assert {address.split(".com")[1] for address in addresses} == {"/slack/events"}


def test_it_follows_slacks_schema() -> None:
    schema = json.loads((FACTS / "manifest.schema.json").read_text())
    jsonschema.validate(MANIFEST, schema)


def test_the_scopes_are_those_the_called_methods_need() -> None:
    methods = json.loads((FACTS / "methods.json").read_text())
    called = methods_called()
    assert {"auth.test", "users.info"} <= called
    granted = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    for method in called:
        needed = set(methods[method]["bot_scopes"])
        assert not needed or needed & granted, f"{method} needs one of {needed}"


def test_the_command_scope_is_there() -> None:
    assert "commands" in MANIFEST["oauth_config"]["scopes"]["bot"]


def events_listened_to() -> set[str]:
    """The event types that the bot has listeners for."""
    listening = re.compile(r"@app\.event\(\"(\w+)\"\)")
    return {
        event
        for path in (TOP / "bot").rglob("*.py")
        for event in listening.findall(path.read_text())
    }


def test_the_events_are_those_the_bot_listens_to() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert events_listened_to() == {event.partition(".")[0] for event in subscribed}


def test_the_scopes_are_those_the_events_need() -> None:
    events = json.loads((FACTS / "events.json").read_text())
    granted = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        # Slack's page of app_mention writes its scope with a full stop.
        needed = {scope.replace(".", ":") for scope in events[event]["scopes"]}
        assert not needed or needed & granted, f"{event} needs one of {needed}"


def test_people_can_write_to_the_bot() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
