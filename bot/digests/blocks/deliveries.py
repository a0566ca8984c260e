"""What the owner of a digest, or else the bot admins, are told when a slot was not posted."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.store import Digest
from bot.digests.texts import deliveries as say
from bot.slack.kit.message import (
    Block,
    Message,
    Part,
    bold,
    buttons,
    context,
    lines,
    message,
    plain,
)
from bot.slack.kit.times import moment

AGAIN = "digest:again"

_CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,30}")


def paused_message(digest: Digest, slot: datetime, why: str, command: str) -> Message:
    """For the owner: the digest is paused. `command` is the slash command's name."""
    told = say.paused(_told(slot, digest), why)
    return _notice(digest, told, [context([say.how_to_resume(digest.id, command)])])


def orphaned_message(digest: Digest, slot: datetime, why: str) -> Message:
    """The same for the bot admins, where the owner cannot be told."""
    told = say.paused(_told(slot, digest), why) + say.owned_by(str(digest.owner))
    return _notice(digest, told, [])


def unknown_message(digest: Digest, slot: datetime) -> Message:
    """For the owner: it may have been posted. The button names the slot, and nothing else."""
    value = f"{digest.id}:{int(slot.timestamp())}"
    offer = [context([say.look_first()]), buttons([(AGAIN, say.again(), value)])]
    return _notice(digest, say.unknown(_told(slot, digest)), offer)


def slot_of(value: str) -> tuple[int, datetime] | None:
    """The digest and the slot (aware, in UTC) that the button of `unknown_message` names."""
    found = re.fullmatch(r"([0-9]{1,9}):([0-9]{1,10})", value)
    if found is None:
        return None
    return int(found[1]), datetime.fromtimestamp(int(found[2]), ZoneInfo("UTC"))


def _notice(digest: Digest, told: str, more: list[Block]) -> Message:
    subject, place = say.digest(digest.id), digest.plan.place
    where: list[Part] = [plain(say.in_direct_messages())]
    if _CHANNEL.fullmatch(place):
        where = [plain(say.in_channel()), {"type": "channel", "channel_id": place}]
    text = f"{say.title()}: {subject}{told}"
    return message(text, [lines([bold(say.title())], [plain(subject), *where, plain(told)]), *more])


def _told(slot: datetime, digest: Digest) -> str:
    try:
        zone = ZoneInfo(digest.plan.zone)
    except (KeyError, ValueError, OSError):  # which may be why it is paused
        zone = ZoneInfo("UTC")
    return f"{moment(slot, zone, seconds=False)} ({zone.key})"
