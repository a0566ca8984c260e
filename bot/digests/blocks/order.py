"""A digest said back before it is saved: what, when, where, and who will read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.ask.texts import answers
from bot.calls.model import Query, Target
from bot.digests.blocks import facts
from bot.digests.model import Place
from bot.digests.store import Plan
from bot.digests.texts import card as say
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

DRAFT = "digest:draft"
SAVE, REWORD, CANCEL = f"{DRAFT}:save", f"{DRAFT}:reword", f"{DRAFT}:cancel"
_WIDTHS = (400, 100, limits.CELL)


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan with what will come of it: the next `runs`, whose calls they read, where they go.

    `query` is as the first run reads it. `standing` says that all others read the same period.
    """

    plan: Plan
    query: Query
    target: Target
    place: Place
    runs: tuple[datetime, ...]
    standing: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is said back: a draft, the digest that it will change if any, and what comes of it.

    `zone_assumed` says that its zone is the configured one, since Slack did not tell the owner's.
    """

    draft: int
    replaces: int | None
    preview: Preview
    zone_assumed: bool


def proposal_message(proposal: Proposal) -> Message:
    """What its owner confirms, edits or cancels."""
    seen = proposal.preview
    title = say.say_back(proposal.replaces)
    value = str(proposal.draft)
    choices: Block = {
        "type": "actions",
        "elements": [
            button(SAVE, say.button("save"), value) | {"style": "primary"},
            button(REWORD, say.button("reword"), value),
            button(CANCEL, say.button("cancel"), value),
        ],
    }
    for width in _WIDTHS:
        blocks = [header(title), *_facts(seen, width), _notes(proposal), choices]
        if limits.fits(blocks):
            break
    return message(say.fallback(title, facts.schedule(seen.plan)), blocks)


def button(action_id: str, text: str, value: str) -> dict[str, Any]:
    """One button; its value is all that it carries."""
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label(text, limits.BUTTON_TEXT)),
        "value": value,
    }


def _facts(seen: Preview, width: int) -> Iterator[Block]:
    heading = say.headings()
    zone, period = ZoneInfo(seen.plan.zone), seen.query.period
    name = label(seen.target.name, limits.CELL) if seen.target.name else ""
    whose = plain(f"{answers.title(name, seen.target.user_id)}, ")
    bounds = f"{times.bounds(period, zone)}: {times.in_words(period, zone)}"
    yield lines(
        [_head(heading["what"]), whose, facts.asked(seen.plan, width)],
        [_head(heading["first"]), plain(bounds)],
        [_head(heading["when"]), plain(facts.schedule(seen.plan))],
        [bold(f"{heading['next']}:")],
    )
    yield bullets([plain(times.exact(run))] for run in seen.runs)
    place = seen.place
    readers = say.readers(
        direct=not place.channel, private=place.private, outsiders=place.outsiders
    )
    yield lines(
        [_head(heading["where"]), *facts.where(seen.plan, own=True), plain(". "), bold(readers)]
    )
    if extras := facts.extras(seen.plan.extras):
        yield lines([bold(f"{heading['extras']}:")])
        yield bullets(extras)


def _notes(proposal: Proposal) -> Block:
    seen = proposal.preview
    notes = [say.READ_AS_OWNER]
    if seen.standing:
        notes.append(say.STANDING)
    if proposal.zone_assumed:
        notes.append(say.zone_assumed(seen.plan.zone))
    return context(notes)


def _head(text: str) -> Part:
    return bold(f"{text}: ")
