"""Messages to the owner of a digest, or the bot admins, when something happens to it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests import posting_texts as say
from bot.digests import texts as card
from bot.digests.actions import AGAIN, PRESENT, PostedSlot, slot_value
from bot.digests.blocks.card import where
from bot.digests.model import Digest
from bot.digests.reasons import Reason
from bot.ids import is_slack_channel
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    buttons,
    context,
    lines,
    mention,
    message,
    plain,
)
from bot.slack.kit.times import moment


def paused_message(digest: Digest, slot: datetime, why: Reason, command: str) -> Message:
    """Tell the owner that the digest is paused. `command` is the slash command's name."""
    told = say.paused(_moment(slot, digest), say.reason(why))
    return _notice(digest, told, [context([say.how_to_resume(digest.id, command, why)])])


def orphaned_message(digest: Digest, slot: datetime, why: Reason) -> Message:
    """Tell the bot admins that the digest is paused, if its owner cannot be told."""
    told = say.paused(_moment(slot, digest), say.reason(why)) + say.owned_by(str(digest.owner))
    return _notice(digest, told, [])


def unknown_message(digest: Digest, slot: datetime) -> Message:
    """Tell the owner that the slot may have been posted, or not. A button posts it again."""
    again = buttons([(AGAIN, say.AGAIN, slot_value(digest, slot))])
    return _notice(digest, say.unknown(_moment(slot, digest)), [context([say.LOOK_FIRST]), again])


def preview_message(shown: Message) -> Message:
    """Mark a digest's message as a preview, and remove its buttons: they need a posted digest."""
    blocks = [block for block in shown.blocks if block["type"] != "actions"]
    simpler = shown.simpler
    return Message(
        shown.text,
        [*blocks, context([card.PREVIEW])],
        None if simpler is None else lambda: preview_message(simpler()),
    )


def posting_message(digest: Digest, text: str) -> Message:
    """Say that the digest is being posted. `text` ends before the place."""
    to = where(digest.plan, own=True)
    return message(text, [lines([plain(f"{text} "), *to, plain(".")])])


def not_yours_message(digest: Digest) -> Message:
    """Tell somebody who cannot pause the digest who can."""
    text, owner = card.NOT_YOURS_TO_PAUSE, digest.owner.user
    return message(f"{text}{owner}.", [lines([plain(text), *mention(owner), plain(".")])])


def reworded_message(digest: Digest, clicked: PostedSlot, *, offered: bool) -> Message:
    """Say that a post asked something else than its digest does now, and nothing of that.

    A button asks the present question, if it is `offered`.
    """
    told = card.reworded(digest.id)
    if not offered:
        return message(told, [lines([plain(told)]), context([card.WAIT_FOR_POST])])
    present = buttons([(PRESENT, card.OPEN_PRESENT, slot_value(digest, clicked.slot))])
    return message(told, [lines([plain(told)]), present])


def _notice(digest: Digest, told: str, more: list[Block]) -> Message:
    subject, place = say.digest(digest.id), digest.plan.place
    there: list[Part] = [plain(say.IN_DIRECT_MESSAGES)]
    if is_slack_channel(place):
        there = [plain(say.IN_CHANNEL), {"type": "channel", "channel_id": place}]
    text = f"{say.TITLE}: {subject}{told}"
    return message(text, [lines([bold(say.TITLE)], [plain(subject), *there, plain(told)]), *more])


def _moment(slot: datetime, digest: Digest) -> str:
    try:
        zone = ZoneInfo(digest.plan.zone)
    except (KeyError, ValueError, OSError):  # which may be why it is paused
        zone = ZoneInfo("UTC")
    return f"{moment(slot, zone, seconds=False)} ({zone.key})"
