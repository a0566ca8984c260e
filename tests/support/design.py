"""Slack's design rules over all that the started bot shows in a test."""

import json
import os
from pathlib import Path

from bot.sandbox.slack_server import Workspace

ENFORCED = False
"""Whether a remark fails the test. Until all are mended, they are only listed."""


def judge(workspace: Workspace, test: str) -> None:
    """Fail if what the bot has shown is against a design rule."""
    remarks = [*dict.fromkeys(workspace.design.remarks)]
    if listed := os.environ.get("MORBOT_DESIGN_REMARKS"):
        with Path(listed).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps([test, one]) + "\n" for one in remarks)
    if ENFORCED:
        assert remarks == [], (
            "against Slack's design rules: bot/sandbox/slack_server/referee/design.py"
        )
