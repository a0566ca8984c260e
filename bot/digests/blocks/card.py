"""One digest with all that can be done to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.digests.blocks import facts
from bot.digests.blocks.order import button
from bot.digests.store import Digest, State
from bot.digests.texts import card as say
from bot.digests.texts import deliveries as say_deliveries
from bot.ids import Identity
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    bullets,
    context,
    header,
    lines,
    message,
    plain,
    plain_text,
)

CARD = "digest:card"
LIST = "digest:list"
NEW = "digest:new"
_WIDTHS = (400, 100, limits.CELL)
_WHY = 250


@dataclass(frozen=True, slots=True)
class Card:
    """A digest as somebody looks at it: its next `runs`, in its zone, none where it is paused; and
    what came of the last ones, the newest first.
    """

    digest: Digest
    runs: Sequence[datetime]
    outcomes: Sequence[str]


def card_message(card: Card, reader: Identity, *notes: str, lead: str = "") -> Message:
    """The card, with what has just been done to it as its `lead`."""
    title = say.card_title(card.digest.id)
    for width in _WIDTHS:
        blocks = [header(title)]
        if lead:
            blocks.append(lines([bold(lead)]))
        blocks += _facts(card, reader, width)
        if notes:
            blocks.append(context(notes))
        blocks.append(_buttons(card.digest, own=card.digest.owner == reader))
        if limits.fits(blocks):
            break
    return message(lead or say.fallback(title, facts.schedule(card.digest.plan)), blocks)


def deleted_message(number: int, *notes: str) -> Message:
    """Takes the place of the card of a digest that was deleted."""
    text = say.deleted(number)
    back: Block = {"type": "actions", "elements": [_list_button()]}
    return message(text, [lines([bold(text)]), *([context(notes)] if notes else []), back])


def new_button() -> dict[str, Any]:
    """Opens an empty form."""
    return button(NEW, say.button("new"), "new")


def act_button(verb: str, number: int) -> dict[str, Any]:
    """Does something to the digest of that number."""
    return button(f"{CARD}:{verb}", say.button(verb), str(number))


def person(identity: Identity) -> Part:
    """Somebody under the name he has in Slack."""
    return {"type": "user", "user_id": identity.user}


def state(digest: Digest) -> str:
    """Whether it runs, and if not, why."""
    if digest.state is State.ACTIVE:
        return say.RUNNING
    return say.not_running(label(say_deliveries.reason(digest.why), _WHY) if digest.why else "")


def _facts(card: Card, reader: Identity, width: int) -> Iterator[Block]:
    digest, heading = card.digest, say.headings()
    own = digest.owner == reader
    owner = [] if own else [_head(heading["owner"]), person(digest.owner)]
    last = card.outcomes[0] if card.outcomes else say.NEVER_RAN
    yield lines(
        owner,
        [_head(heading["what"]), facts.asked(digest.plan, width)],
        [_head(heading["when"]), plain(facts.schedule(digest.plan))],
        [_head(heading["where"]), *facts.where(digest.plan, own=own)],
        [_head(heading["state"]), plain(state(digest))],
        [_head(heading["last"]), plain(label(last, _WHY))],
    )
    if earlier := card.outcomes[1:]:
        yield lines([bold(f"{heading['earlier']}:")])
        yield bullets([plain(label(one, _WHY))] for one in earlier)
    if card.runs:
        yield lines([bold(f"{heading['next']}:")])
        yield bullets([plain(times.exact(run))] for run in card.runs)
    if extras := facts.extras(digest.plan.extras):
        yield lines([bold(f"{heading['extras']}:")])
        yield bullets(extras)


def _buttons(digest: Digest, *, own: bool) -> Block:
    number = digest.id
    elements: list[dict[str, Any]] = []
    if own:
        elements += [act_button("preview", number), _post(digest)]
    if digest.state is State.ACTIVE:
        elements.append(act_button("pause", number))
    elif own:
        elements.append(act_button("resume", number))
    if own:
        elements.append(act_button("edit", number))
    delete = act_button("delete", number) | {"style": "danger"}
    elements.append(delete | {"confirm": _confirm("delete", say.delete_question(number))})
    return {"type": "actions", "elements": [*elements, _list_button()]}


def _post(digest: Digest) -> dict[str, Any]:
    title, text = say.post_question(digest.id)
    where = f"<#{digest.plan.place}>" if facts.is_channel(digest.plan) else say.direct()
    asked = _confirm("post", (title, ""))
    # The only mrkdwn of it: a channel that Slack has named, under the name it has by then.
    asked["text"] = {"type": "mrkdwn", "text": f"{text}{where}."}
    return act_button("post", digest.id) | {"confirm": asked}


def _confirm(verb: str, words: tuple[str, str]) -> dict[str, Any]:
    title, text = words
    return {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(say.yes(verb)),
        "deny": plain_text(say.NO),
    }


def _list_button() -> dict[str, Any]:
    return button(f"{LIST}:0", say.button("list"), "list")


def _head(text: str) -> Part:
    return bold(f"{text}: ")
