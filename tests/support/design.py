"""Slack's design rules over all that the started bot shows in a test."""

import json
import os
import re
from pathlib import Path

from bot.sandbox.slack_server import Workspace

_OWED = re.compile(
    r"more than 3 buttons: (?:Preview for me|Open as my search)"
    "|an emoji: '\N{POLICE CARS REVOLVING LIGHT} "
)
"""What digests still break, until they are drawn anew. Nothing is added here."""


def judge(workspace: Workspace, test: str) -> None:
    """Fail if what the bot has shown is against a design rule.

    The environment variable MORBOT_DESIGN_REMARKS names a file that all remarks are added to.
    """
    remarks = [*dict.fromkeys(workspace.design.remarks)]
    if listed := os.environ.get("MORBOT_DESIGN_REMARKS"):
        with Path(listed).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps([test, one]) + "\n" for one in remarks)
    broken = [one for one in remarks if not _OWED.match(one)]
    assert broken == [], "against the rules of bot/sandbox/slack_server/referee/design.py"
