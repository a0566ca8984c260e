"""The manifest and the code must ask Slack for the same things."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.settings import Settings

TOP = Path(__file__).parents[2]
FACTS = TOP.parent / "shared" / "slack"
MANIFEST: dict[str, Any] = yaml.safe_load((TOP / "manifest.yml").read_text())

needs_facts = pytest.mark.skipif(
    not FACTS.is_dir(), reason="Slack's public lists are not beside this checkout"
)


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


@needs_facts
def test_it_follows_slacks_schema() -> None:
    schema = json.loads((FACTS / "manifest.schema.json").read_text())
    jsonschema.validate(MANIFEST, schema)


@needs_facts
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
