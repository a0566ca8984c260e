"""The composition root: settings in, a running application out.

`opened` gives what answers questions without Slack, `connected` the workspace that the settings
name, `digest_parts` what sends digests, and `running` the whole bot. Every command and every test
builds on these.
"""

from bot.app.bot import Bot, running
from bot.app.core import Core, opened
from bot.app.workspace import (
    Workspace,
    connected,
    digest_channel,
    digest_parts,
    wall_clock,
)

__all__ = [
    "Bot",
    "Core",
    "Workspace",
    "connected",
    "digest_channel",
    "digest_parts",
    "opened",
    "running",
    "wall_clock",
]
