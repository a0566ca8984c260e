"""News for the bot admins, as a Slack message."""

from collections.abc import Sequence

from bot.blocks.escape import label
from bot.blocks.message import Message, bold, bullets, context, lines, message, plain
from bot.messages import linking

_MOST = 20
_LONGEST = 300


def notice_message(news: Sequence[str]) -> Message:
    """What has happened to links, one point each; only counted where it is too much to list."""
    shown = [label(one, _LONGEST) for one in news[:_MOST]]
    blocks = [
        lines([bold(linking.news())]),
        bullets([plain(one)] for one in shown),
    ]
    if len(news) > len(shown):
        blocks.append(context([linking.more_news(len(news) - len(shown))]))
    return message(" ".join([linking.news(), *shown]), blocks)
