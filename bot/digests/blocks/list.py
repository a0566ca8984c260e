"""Lists of digests: page by page, and in the Home tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.digests import texts as say
from bot.digests.actions import LIST
from bot.digests.blocks import card
from bot.digests.blocks.card import card_button, new_button, person
from bot.digests.model import Digest, State
from bot.ids import Identity
from bot.slack.conversation.paged_lists import page_buttons
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    bullets,
    code,
    context,
    header,
    lines,
    message,
    plain,
)

DIGESTS_SHOWN = 8
SHOWN_AT_HOME = 20
_WIDTHS = (200, 60, 20)  # of a line, tried until a message fits
_NEW: Block = {"type": "actions", "elements": [new_button()]}


@dataclass(frozen=True, slots=True)
class Listed:
    """A digest in a list, with the outcome of its last run, empty if there was none. Its query may
    be `hidden` from the reader.
    """

    digest: Digest
    outcome: str = ""
    hidden: bool = False


def list_message(
    digests: Sequence[Digest], page: int, shown: Sequence[Listed], reader: Identity
) -> Message:
    """Show a page of at least one digest. 0 is the first. Of all `digests` it has those `shown`."""
    first = page * DIGESTS_SHOWN
    own = sum(digest.owner == reader for digest in digests)
    title = say.list_title(len(digests), own)
    bounds = say.page_shown(first + 1, first + len(shown), len(digests))
    blocks = limits.fitting(
        [
            header(title),
            *(block for one in shown for block in _entry(one, reader, width)),
            *([context([bounds])] if len(digests) > DIGESTS_SHOWN else []),
            *page_buttons(LIST, page, len(digests), DIGESTS_SHOWN, "list"),
            _NEW,
        ]
        for width in _WIDTHS
    )
    return message(title, blocks)


def home_section(
    digests: Sequence[Listed], total: int, reader: Identity, command: str
) -> list[Block]:
    """Show the first of a person's own digests in the Home tab, of this total."""
    blocks = [header(say.HOME_TITLE)]
    if not digests:
        blocks.append(lines([plain(say.HOME_NONE)]))
    for one in digests:
        blocks += _entry(one, reader, _WIDTHS[0])
    if more := total - len(digests):
        blocks.append(context([say.home_more(more, command)]))
    return [*blocks, _NEW]


def how_message(command: str) -> Message:
    """Show how to create a digest, where no form can be opened."""
    typed = bullets([code(each), plain(f" – {does}")] for each, does in say.how(command))
    example, _ = say.how(command)[0]
    return message(f"{say.HOW_TITLE} {example}", [lines([bold(say.HOW_TITLE)]), typed, _NEW])


def _entry(listed: Listed, reader: Identity, width: int) -> list[Block]:
    digest, hidden = listed.digest, listed.hidden
    own = digest.owner == reader
    asked = card.asked(digest.plan, width, hidden=hidden)
    name = f"{label(digest.plan.name, width)}: " if digest.plan.name else ""
    head: list[Part] = [bold(f"{digest.id}  {name}"), asked, plain(" ")]
    head += [plain(say.IN_CHANNEL)] if digest.plan.place else []
    head += card.where(digest.plan, own=own)
    if not own:
        head += [plain(say.OF_OWNER), person(digest.owner)]
    told = [label(card.schedule(digest.plan), width) + ".", label(_next(listed), width)]
    if listed.outcome:
        told.append(label(say.last_run(listed.outcome), width))
    names = ["show"]
    if digest.state is State.ACTIVE:
        names.append("pause")
    elif own:
        names.append("resume")
    actions = [
        card_button(one, digest.id) | {"accessibility_label": say.button_of(one, digest.id)}
        for one in names
    ]
    return [lines(head, [plain(" ".join(told))]), {"type": "actions", "elements": actions}]


def _next(listed: Listed) -> str:
    digest = listed.digest
    if digest.next_slot is None:
        return card.state(digest, hidden=listed.hidden)
    return say.next_run(times.exact(digest.next_slot.astimezone(ZoneInfo(digest.plan.zone))))
