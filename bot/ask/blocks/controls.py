"""The controls under an answer. Each carries the answer's id and nothing else."""

from collections.abc import Iterator

from bot.ask import views
from bot.ask.blocks.share import share_button
from bot.ask.texts import answers
from bot.calls.model import Answer
from bot.calls.report import page_count
from bot.slack.kit.message import Block, buttons, menu


def controls(answer: Answer) -> Iterator[Block]:
    """A row of buttons and the menu of views; nothing for an answer that is not stored."""
    if not answer.id:
        return
    row = buttons((action_id, text, answer.id) for action_id, text in _buttons(answer))
    if answer.report.total:
        row["elements"] += [_menu(answer), share_button(answer)]
    yield row


def _buttons(answer: Answer) -> Iterator[tuple[str, str]]:
    """Action id and label of each button, in their order."""
    if views.shown(answer) == views.CALLS:
        number = answer.page_number
        if number > 1:
            yield views.page_action(number - 1), answers.PREVIOUS
        if number < page_count(answer.report):
            yield views.page_action(number + 1), answers.FOLLOWING
        if answer.report.total > 1:
            oldest_first = not answer.query.oldest_first
            text = answers.order("oldest" if oldest_first else "newest")
            yield views.order_action(oldest_first=oldest_first), text
    yield views.REFRESH, answers.REFRESH
    yield "answer:edit", answers.EDIT
    yield "answer:save", answers.SAVE
    if answer.report.total:
        yield "answer:file:csv", answers.file("csv")
        yield "answer:file:xlsx", answers.file("xlsx")


def _menu(answer: Answer) -> Block:
    labels = map(answers.view, views.SHOWN)
    options = list(zip(labels, views.menu_options(answer), strict=True))
    return menu(views.MENU, options, views.SHOWN.index(views.shown(answer)))
