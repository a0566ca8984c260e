"""The only room that knows everyone: settings in, a running application out."""

from bot.app.core import Core, answering, mor_client
from bot.app.running import Bot, running, wall_clock
from bot.app.sending import digest_parts
from bot.app.workspace import SLACK_TIMEOUT, bot_admins, home, introduce, slack_client

__all__ = [
    "SLACK_TIMEOUT",
    "Bot",
    "Core",
    "answering",
    "bot_admins",
    "digest_parts",
    "home",
    "introduce",
    "mor_client",
    "running",
    "slack_client",
    "wall_clock",
]
