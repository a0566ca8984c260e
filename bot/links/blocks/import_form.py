"""The form by which bot admins link many people at once: lines are pasted, looked up, and made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.errors import MorbotError
from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.directory import Link
from bot.links.texts import import_form as say
from bot.links.texts import linking
from bot.links.texts import links as say_links
from bot.slack.kit.escape import label
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
from bot.slack.kit.message import plain_text as text

CALLBACK = "import:lines"
CONFIRM = "import:make"
LINES = "lines"
LONGEST = 3000  # characters that Slack takes in a field

_NAME = 60
_SHOWN = 60  # lines, of what would be made or is wrong
_LONGEST_PROBLEM = 200


def paste_view(
    command: str,
    columns: Sequence[str],
    pasted: str = "",
    problems: Sequence[tuple[int, str]] = (),
) -> dict[str, Any]:
    """Asks for the lines. What is wrong with them, by line, stands above."""
    field: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": LINES,
        "multiline": True,
        "max_length": LONGEST,
    }
    if pasted:
        field["initial_value"] = pasted[:LONGEST]
    asked: Block = {
        "type": "input",
        "block_id": LINES,
        "label": text(say.LINES),
        "element": field,
        "hint": text(say.lines_hint(", ".join(columns))),
    }
    told = _problems(problems) if problems else []
    blocks = [*told, context([say.where_from(command)]), asked]
    return _view(CALLBACK, blocks) | {"submit": text(say.CHECK)}


def read_form(view: Mapping[str, Any]) -> str:
    """What somebody has pasted, from the `view` of a submission; anything odd reads as nothing."""
    found: Any = view.get("state")
    for name in ("values", LINES, LINES, "value"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found[:LONGEST] if isinstance(found, str) else ""


def waiting_view(said: str) -> dict[str, Any]:
    """Shown while something is looked up or made."""
    return _view(CALLBACK, [lines([plain(said)])])


def confirm_view(import_id: str, links: Sequence[Link], unchanged: int) -> dict[str, Any]:
    """Shows what would be made, and asks for it; nothing to ask where that is nothing."""
    there = [context([say.there_already(unchanged)])] if unchanged else []
    if not links:
        return outcome_view(message(say.NOTHING_NEW, [lines([plain(say.NOTHING_NEW)])]))
    blocks = [lines([bold(say.NOT_MADE_YET)]), *_listed(map(_line, links)), *there]
    submit = {"submit": text(say.make(len(links))), "private_metadata": import_id}
    return _view(CONFIRM, blocks) | submit


def made_message(links: Sequence[Link], ungreeted: Sequence[Identity]) -> Message:
    """They are made; not all of their people could be written to."""
    news = say.made(len(links))
    small = say.told_but(", ".join(map(str, ungreeted))) if ungreeted else say.TOLD
    return message(news, [lines([bold(news)]), *_listed(map(_line, links)), context([small])])


def outcome_view(outcome: Message) -> dict[str, Any]:
    """Shown where there is nothing left to do."""
    return _view(CALLBACK, outcome.blocks, close=say.DONE)


def problem_view(problem: MorbotError) -> dict[str, Any]:
    """Shown instead of the form to somebody who may not have it, or for a fault of another kind."""
    told = lines([bold(label(problem.text, 1000))], [plain(label(problem.hint or " ", 1000))])
    return _view(CALLBACK, [told], close=say.DONE)


def _problems(problems: Sequence[tuple[int, str]]) -> list[Block]:
    told = (
        [plain(label(linking.import_line(line, problem), _LONGEST_PROBLEM))]
        for line, problem in sorted(problems)
    )
    return [lines([bold(say.MEND)]), *_listed(told)]


def _listed(items: Iterable[list[Part]]) -> list[Block]:
    """The first of them, and how many more there are."""
    every = list(items)
    more = [context([say.more_lines(len(every) - _SHOWN)])] if len(every) > _SHOWN else []
    return [bullets(every[:_SHOWN]), *more]


def _line(link: Link) -> list[Part]:
    account = link.account
    news = say_links.as_user(label(account.username, _NAME), account.user_id, account.role)
    return [person(link.identity), plain(f" {link.identity} {news}")]


def _view(callback: str, blocks: Sequence[Block], *, close: str = "") -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": text(say.TITLE),
        "close": text(close or say.CANCEL),
        "blocks": list(blocks),
    }
