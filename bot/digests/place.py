"""Where a digest is to be posted is Slack's to tell, and handed in."""

from collections.abc import Awaitable, Callable

from bot.digests.model import Place
from bot.ids import Identity

FindPlace = Callable[[str, Identity], Awaitable[Place]]
"""Looks a channel up for somebody who wants a digest there.

Raises AskError where he, or the bot, may not post there, SlackError where Slack does not tell.
"""
