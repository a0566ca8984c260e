"""The message of a draft."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.ask import texts as answers
from bot.digests import form_texts
from bot.digests import texts as say
from bot.digests.actions import CANCEL, REWORD, SAVE
from bot.digests.blocks.card import WIDTHS, asked, button, extras, heading, schedule, where
from bot.digests.model import DraftPreview
from bot.slack.kit import limits, times
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
        [header(title), *_draft_facts(draft, width), _draft_notes(draft), choices]
        for width in WIDTHS
    )
    return message(f"{title} {schedule(draft.plan)}", blocks)


def _draft_facts(draft: DraftPreview, width: int) -> Iterator[Block]:
    plan, place = draft.plan, draft.place
    zone, period = ZoneInfo(plan.zone), draft.query.period
    whose = plain(f"{answers.title(draft.target)}, ")
    bounds = f"{times.bounds(period, zone)}: {times.in_words(period, zone)}"
    named = [heading(form_texts.NAME), plain(plan.name)] if plan.name else []
    yield lines(
        named,
        [heading(say.QUERY), whose, asked(plan, width)],
        [heading(say.FIRST_PERIOD), plain(bounds)],
        [heading(say.SCHEDULE), plain(schedule(plan))],
        [bold(f"{say.NEXT_RUNS}:")],
    )
    yield bullets([plain(times.exact(run))] for run in draft.runs)
    readers = say.readers(
        direct=not place.channel, private=place.private, outsiders=place.outsiders
    )
    yield lines([heading(say.PLACE), *where(plan, own=True), plain(". "), bold(readers)])
    yield from extras(plan.extras)


def _draft_notes(draft: DraftPreview) -> Block:
    notes = [say.READ_AS_OWNER]
    if draft.fixed_period:
        notes.append(say.FIXED_PERIOD)
    if draft.zone_assumed:
        notes.append(say.zone_assumed(draft.plan.zone))
    return context(notes)
