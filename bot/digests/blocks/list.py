"""Lists of digests: page by page, and in the Home tab."""

from collections.abc import Mapping, Sequence
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
_AT_HOME = 20
_WIDTHS = (200, 60, 20)  # of a line, tried until a message fits
_NEW: Block = {"type": "actions", "elements": [new_button()]}


def list_message(
    digests: Sequence[Digest], page: int, outcomes: Mapping[int, str], reader: Identity
) -> Message:
    """Show a page of at least one digest. 0 is the first. `outcomes` are those of the last runs,
    by number.
    """
    first = page * DIGESTS_SHOWN
    shown = digests[first : first + DIGESTS_SHOWN]
    own = sum(digest.owner == reader for digest in digests)
    title = say.list_title(len(digests), own)
    bounds = say.page_shown(first + 1, first + len(shown), len(digests))
    blocks = limits.fitting(
        [
            header(title),
            *(
                block
                for digest in shown
                for block in _entry(digest, outcomes.get(digest.id, ""), reader, width)
            ),
            *([context([bounds])] if len(digests) > DIGESTS_SHOWN else []),
            *page_buttons(LIST, page, len(digests), DIGESTS_SHOWN, "list"),
            _NEW,
        ]
        for width in _WIDTHS
    )
    return message(title, blocks)


def home_section(
    digests: Sequence[Digest], outcomes: Mapping[int, str], reader: Identity, command: str
) -> list[Block]:
    """Show a person's own digests in the Home tab."""
    blocks = [header(say.HOME_TITLE)]
    if not digests:
        blocks.append(lines([plain(say.HOME_NONE)]))
    for digest in digests[:_AT_HOME]:
        blocks += _entry(digest, outcomes.get(digest.id, ""), reader, _WIDTHS[0])
    if more := len(digests) - _AT_HOME:
        blocks += [context([say.home_more(more, command)])] if more > 0 else []
    return [*blocks, _NEW]


def how_message(command: str) -> Message:
    """Show how to create a digest, where no form can be opened."""
    typed = bullets([code(each), plain(f" – {does}")] for each, does in say.how(command))
    example, _ = say.how(command)[0]
    return message(f"{say.HOW_TITLE} {example}", [lines([bold(say.HOW_TITLE)]), typed, _NEW])


def _entry(digest: Digest, outcome: str, reader: Identity, width: int) -> list[Block]:
    own = digest.owner == reader
    head: list[Part] = [bold(f"{digest.id}  "), card.asked(digest.plan, width), plain(" ")]
    head += [plain(say.IN_CHANNEL)] if digest.plan.place else []
    head += card.where(digest.plan, own=own)
    if not own:
        head += [plain(say.OF_OWNER), person(digest.owner)]
    told = [label(card.schedule(digest.plan), width) + ".", label(_next(digest), width)]
    if outcome:
        told.append(label(say.last_run(outcome), width))
    actions = [card_button("show", digest.id)]
    if digest.state is State.ACTIVE:
        actions.append(card_button("pause", digest.id))
    elif own:
        actions.append(card_button("resume", digest.id))
    return [lines(head, [plain(" ".join(told))]), {"type": "actions", "elements": actions}]


def _next(digest: Digest) -> str:
    if digest.next_slot is None:
        return card.state(digest)
    return say.next_run(times.exact(digest.next_slot.astimezone(ZoneInfo(digest.plan.zone))))
