"""What can be pressed under an answer. Each carries the answer's id and nothing else."""

from collections.abc import Iterator

from bot.ask.blocks.share import share_button
from bot.ask.texts import answers
from bot.calls import pages
from bot.calls.model import Answer, Group, Output
from bot.search.texts import saved
from bot.slack.kit.message import Block, buttons, menu

CALLS_VIEW = "calls"
CHART_VIEW = "chart"


def controls(answer: Answer) -> Iterator[Block]:
    """A row of buttons and the menu of views; nothing for an answer that is not kept."""
    if not answer.id:
        return
    row = buttons((f"answer:{name}", text, answer.id) for name, text in _buttons(answer))
    if answer.report.total:
        row["elements"] += [_views(answer), share_button(answer)]
    yield row


def _buttons(answer: Answer) -> Iterator[tuple[str, str]]:
    """Name and label of each button, in their order."""
    if _view(answer) == CALLS_VIEW:
        number = answer.page_number
        if number > 1:
            yield f"page:{number - 1}", answers.previous()
        if number < pages.pages(answer.report):
            yield f"page:{number + 1}", answers.following()
        if answer.report.total > 1:
            other = "newest" if answer.query.oldest_first else "oldest"
            yield f"order:{other}", answers.order(other)
    yield "refresh", answers.refresh()
    yield "edit", answers.edit()
    yield "save", saved.save_button()
    if answer.report.total:
        yield "file:csv", answers.file("csv")
        yield "file:xlsx", answers.file("xlsx")


def _views(answer: Answer) -> Block:
    """Calls, their chart, or their number by one thing or another."""
    names = (CALLS_VIEW, CHART_VIEW, *Group)
    options = [(answers.view(name), f"{name}:{answer.id}") for name in names]
    return menu("answer:group", options, names.index(_view(answer)))


def _view(answer: Answer) -> str:
    if answer.query.output is Output.CHART:
        return CHART_VIEW
    return answer.report.group or CALLS_VIEW
