"""The Home tab: the card about oneself and the help, one under the other."""

from bot.blocks.message import Block, Message


def home_view(*parts: Message) -> dict[str, object]:
    """The view for `views.publish`: the messages with a line between them."""
    blocks: list[Block] = []
    for part in parts:
        if blocks:
            blocks.append({"type": "divider"})
        blocks += part.blocks
    return {"type": "home", "blocks": blocks}
