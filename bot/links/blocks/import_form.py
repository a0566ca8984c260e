"""The form that links many people: bot admins paste lines, which are checked and confirmed."""

from collections.abc import Iterable, Sequence

from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.model import Link
from bot.links.texts import forms as say
from bot.links.texts import linking
from bot.links.texts import links as say_links
from bot.slack.kit.escape import label
from bot.slack.kit.forms import LONGEST_TEXT, Modal, View, field, text_input
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    bullets,
    context,
    lines,
    message,
    plain,
)

PASTE = Modal("import:lines", say.IMPORT_TITLE)
CONFIRM = Modal("import:make", say.IMPORT_TITLE)
LINES = "lines"

_LONGEST_USERNAME = 60
_LONGEST_PROBLEM = 200
_SHOWN = 60  # lines


def paste_view(
    command: str,
    columns: Sequence[str],
    pasted: str = "",
    problems: Sequence[tuple[int, str]] = (),
) -> View:
    """Return the form for the lines. What is wrong with them, by line, is shown above."""
    typed = text_input(LONGEST_TEXT, pasted, multiline=True)
    asked = field(LINES, say.LINES, typed, say.lines_hint(", ".join(columns)))
    told = _problems(problems) if problems else []
    return PASTE.form([*told, context([say.where_from(command)]), asked], say.CHECK)


def confirm_view(import_id: str, links: Sequence[Link], unchanged: int) -> View:
    """Return what asks for a confirmation of the links that would be made, if there are any."""
    if not links:
        return PASTE.outcome([lines([plain(say.NOTHING_NEW)])])
    small = [context([say.unchanged(unchanged)])] if unchanged else []
    blocks = [lines([bold(say.NOTHING_CHANGED_YET)]), *_listed(map(_line, links)), *small]
    return CONFIRM.form(blocks, say.link_all(len(links)), import_id)


def imported_message(links: Sequence[Link], ungreeted: Sequence[Identity]) -> Message:
    """Return the news that links were made. `ungreeted` are people who could not be messaged."""
    news = say.imported(len(links))
    small = say.not_greeted(", ".join(map(str, ungreeted))) if ungreeted else say.GREETED
    return message(news, [lines([bold(news)]), *_listed(map(_line, links)), context([small])])


def _problems(problems: Sequence[tuple[int, str]]) -> list[Block]:
    told = (
        [plain(label(linking.import_line(line, problem), _LONGEST_PROBLEM))]
        for line, problem in sorted(problems)
    )
    return [lines([bold(say.FIX_THESE_LINES)]), *_listed(told)]


def _listed(items: Iterable[list[Part]]) -> list[Block]:
    """Return the first items as a list, and how many more there are."""
    every = list(items)
    more = [context([say.more_lines(len(every) - _SHOWN)])] if len(every) > _SHOWN else []
    return [bullets(every[:_SHOWN]), *more]


def _line(link: Link) -> list[Part]:
    account = link.account
    name = label(account.username, _LONGEST_USERNAME)
    news = say_links.as_user(name, account.user_id, account.role)
    return [person(link.identity), plain(f" {link.identity} {news}")]
