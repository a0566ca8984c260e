"""News for the bot admins, as a Slack message."""

from collections.abc import Sequence

from bot.slack import texts as slack_texts
from bot.slack.kit import limits
from bot.slack.kit.escape import label
from bot.slack.kit.message import Message, bold, bullets, context, lines, message, plain

_MOST = 20
_LONGEST = 300


def notice_message(news: Sequence[str]) -> Message:
    """What has happened to links, one point each; what does not fit is counted."""
    shown = [label(one, _LONGEST) for one in news[:_MOST]]
    blocks = limits.fitting(
        _blocks(shown[:number], len(news) - number) for number in range(len(shown), 0, -1)
    )
    return message(" ".join([slack_texts.BOT_ADMIN_NEWS, *shown]), blocks)


def _blocks(shown: Sequence[str], more: int) -> list[dict[str, object]]:
    blocks = [lines([bold(slack_texts.BOT_ADMIN_NEWS)]), bullets([plain(one)] for one in shown)]
    return [*blocks, context([slack_texts.more_bot_admin_news(more)])] if more else blocks
