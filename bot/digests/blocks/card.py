"""One digest, and what can be done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.digests.actions import NEW, card_action, page_action
from bot.digests.blocks import facts
from bot.digests.blocks.facts import button, heading
from bot.digests.model import Digest, State
from bot.digests.texts import card as say
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


@dataclass(frozen=True, slots=True)
class Card:
    """A digest with its next `runs`, in its zone (none if it is paused), and the `outcomes` of its
    last runs, the newest first.
    """

    digest: Digest
    runs: Sequence[datetime]
    outcomes: Sequence[str]


def card_message(card: Card, reader: Identity, *notes: str, lead: str = "") -> Message:
    """Show a card. `lead` says what has just been done with the digest."""
    title = say.card_title(card.digest.id)
    blocks = limits.fitting(
        [
            header(title),
            *([lines([bold(lead)])] if lead else []),
            *_facts(card, reader, width),
            *([context(notes)] if notes else []),
            _buttons(card.digest, own=card.digest.owner == reader),
        ]
        for width in facts.WIDTHS
    )
    return message(lead or f"{title} {facts.schedule(card.digest.plan)}", blocks)


def deleted_message(number: int, *notes: str) -> Message:
    """Replace the card of a digest that was deleted."""
    text = say.deleted(number)
    back: Block = {"type": "actions", "elements": [_list_button()]}
    return message(text, [lines([bold(text)]), *([context(notes)] if notes else []), back])


def new_button() -> dict[str, Any]:
    """Return the button that opens an empty form."""
    return button(NEW, "new", "new")


def card_button(name: str, number: int) -> dict[str, Any]:
    """Return the button for an action on the digest of that number."""
    return button(card_action(name), name, str(number))


def person(identity: Identity) -> Part:
    """Return a person's name in Slack."""
    return {"type": "user", "user_id": identity.user}


def _facts(card: Card, reader: Identity, width: int) -> Iterator[Block]:
    digest = card.digest
    plan, own = digest.plan, digest.owner == reader
    owner = [] if own else [heading(say.OWNER), person(digest.owner)]
    last = card.outcomes[0] if card.outcomes else say.NEVER_RAN
    yield lines(
        owner,
        [heading(say.QUERY), facts.asked(plan, width)],
        [heading(say.SCHEDULE), plain(facts.schedule(plan))],
        [heading(say.PLACE), *facts.where(plan, own=own)],
        [heading(say.STATE), plain(facts.state(digest))],
        [heading(say.LAST_RUN), plain(label(last, facts.LONGEST_REASON))],
    )
    if earlier := card.outcomes[1:]:
        yield lines([bold(f"{say.EARLIER_RUNS}:")])
        yield bullets([plain(label(one, facts.LONGEST_REASON))] for one in earlier)
    if card.runs:
        yield lines([bold(f"{say.NEXT_RUNS}:")])
        yield bullets([plain(times.exact(run))] for run in card.runs)
    yield from facts.extras(plan.extras)


def _buttons(digest: Digest, *, own: bool) -> Block:
    number = digest.id
    elements: list[dict[str, Any]] = []
    if own:
        elements += [card_button("preview", number), _post_button(digest)]
    if digest.state is State.ACTIVE:
        elements.append(card_button("pause", number))
    elif own:
        elements.append(card_button("resume", number))
    if own:
        elements.append(card_button("edit", number))
    title, text = say.delete_question(number)
    confirm = _confirm("delete", title, plain_text(text))
    elements.append(card_button("delete", number) | {"style": "danger", "confirm": confirm})
    return {"type": "actions", "elements": [*elements, _list_button()]}


def _post_button(digest: Digest) -> dict[str, Any]:
    title, text = say.post_question(digest.id)
    is_channel = facts.is_channel(digest.plan)
    where = f"<#{digest.plan.place}>" if is_channel else say.OWN_DIRECT_MESSAGES
    # mrkdwn, so that Slack shows the channel's name. All of it is ours.
    confirm = _confirm("post", title, {"type": "mrkdwn", "text": f"{text}{where}."})
    return card_button("post", digest.id) | {"confirm": confirm}


def _confirm(name: str, title: str, text: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": plain_text(title),
        "text": text,
        "confirm": plain_text(say.CONFIRM[name]),
        "deny": plain_text(say.DENY),
    }


def _list_button() -> dict[str, Any]:
    return button(page_action(0), "list", "list")
