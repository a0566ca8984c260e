"""A draft, shown to its owner before it is saved: what, when, where, and who can read it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.ask import texts as answers
from bot.digests.actions import CANCEL, REWORD, SAVE
from bot.digests.blocks import facts
from bot.digests.blocks.facts import button
from bot.digests.model import DraftPreview
from bot.digests.texts import card as say
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    bold,
    bullets,
    context,
    header,
    lines,
    message,
    plain,
)


def draft_message(draft: DraftPreview) -> Message:
    """Show a draft, with buttons to save, edit or cancel it."""
    title, number = say.draft_title(draft.replaces), str(draft.draft)
    choices: Block = {
        "type": "actions",
        "elements": [
            button(SAVE, "save", number) | {"style": "primary"},
            button(REWORD, "reword", number),
            button(CANCEL, "cancel", number),
        ],
    }
    blocks = limits.fitting(
        [header(title), *_facts(draft, width), _notes(draft), choices] for width in facts.WIDTHS
    )
    return message(f"{title} {facts.schedule(draft.plan)}", blocks)


def _facts(draft: DraftPreview, width: int) -> Iterator[Block]:
    plan, place = draft.plan, draft.place
    zone, period = ZoneInfo(plan.zone), draft.query.period
    name = label(draft.target.name, limits.CELL) if draft.target.name else ""
    whose = plain(f"{answers.title(name, draft.target.user_id)}, ")
    bounds = f"{times.bounds(period, zone)}: {times.in_words(period, zone)}"
    yield lines(
        [facts.heading(say.QUERY), whose, facts.asked(plan, width)],
        [facts.heading(say.FIRST_PERIOD), plain(bounds)],
        [facts.heading(say.SCHEDULE), plain(facts.schedule(plan))],
        [bold(f"{say.NEXT_RUNS}:")],
    )
    yield bullets([plain(times.exact(run))] for run in draft.runs)
    readers = say.readers(
        direct=not place.channel, private=place.private, outsiders=place.outsiders
    )
    where = facts.where(plan, own=True)
    yield lines([facts.heading(say.PLACE), *where, plain(". "), bold(readers)])
    yield from facts.extras(plan.extras)


def _notes(draft: DraftPreview) -> Block:
    notes = [say.READ_AS_OWNER]
    if draft.fixed_period:
        notes.append(say.FIXED_PERIOD)
    if draft.zone_assumed:
        notes.append(say.zone_assumed(draft.plan.zone))
    return context(notes)
