"""The Home tab: who one is, what one has kept here, and the help, one under the other."""

from collections.abc import Sequence

from bot.home import texts
from bot.slack.kit import limits
from bot.slack.kit.message import Block, context


def home_view(*parts: Sequence[Block]) -> dict[str, object]:
    """The view for `views.publish`: the parts with a line between them, empty ones left out.

    Where that is more than Slack takes, the longest of them end early, and say so.
    """
    present = [part for part in parts if part]
    sizes = [len(part) for part in present]
    while sum(sizes) + len(sizes) - 1 > limits.VIEW_BLOCKS:
        sizes[sizes.index(max(sizes))] -= 1
    blocks: list[Block] = []
    for part, size in zip(present, sizes, strict=True):
        if blocks:
            blocks.append({"type": "divider"})
        blocks += part if len(part) == size else [*part[: size - 1], context([texts.MORE_THERE])]
    return {"type": "home", "blocks": blocks}
