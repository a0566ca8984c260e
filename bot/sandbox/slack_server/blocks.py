"""Slack's rules for blocks, checked by code of our own."""

from bot.sandbox.slack_server.model import Refusal


def check_message(text: str, blocks: object) -> None:
    """Raises Refusal if Slack would not take this message."""
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if not text and not blocks:
        raise Refusal("no_text")
