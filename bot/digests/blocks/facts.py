"""What is told of a digest, in the same words wherever it is shown."""

import re
from zoneinfo import ZoneInfo

from bot.digests.deliveries import Delivery
from bot.digests.model import Extras
from bot.digests.schedule import in_words
from bot.digests.store import Plan
from bot.digests.texts import card as say
from bot.digests.texts import deliveries as say_deliveries
from bot.slack.kit import times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Part, code, plain

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")


def asked(plan: Plan, width: int) -> Part:
    """The query as it was typed."""
    return code(label(plan.query, width)) if plan.query.strip() else plain(say.OWN_QUERY)


def schedule(plan: Plan) -> str:
    """When it runs, in words, with its zone."""
    return say.schedule_in(in_words(plan.cron), plan.zone)


def where(plan: Plan, *, own: bool) -> list[Part]:
    """The channel under its name, or the direct messages of its owner."""
    if not plan.place:
        return [plain(say.direct() if own else say.OWNERS_DIRECT)]
    if not is_channel(plan):
        return [plain(label(plan.place, 32))]
    return [{"type": "channel", "channel_id": plan.place}]


def is_channel(plan: Plan) -> bool:
    """Whether it goes to a channel, by an id as Slack gives them."""
    return _CHANNEL.fullmatch(plan.place) is not None


def extras(wanted: Extras) -> list[list[Part]]:
    """What it does besides, a sentence each."""
    sentences = say.extras(
        skip_empty=wanted.skip_empty,
        thread=wanted.thread,
        rows=wanted.rows,
        new_ips=wanted.new_ips,
    )
    told: list[list[Part]] = [[plain(sentence)] for sentence in sentences]
    if wanted.alert_above is not None and _PERSON.fullmatch(wanted.mention):
        person: Part = {"type": "user", "user_id": wanted.mention}
        told.append([plain(say.alert(wanted.alert_above)), person, plain(".")])
    return told


def outcome(delivery: Delivery, plan: Plan) -> str:
    """A slot, and what came of it."""
    at = times.exact(delivery.slot.astimezone(ZoneInfo(plan.zone)))
    return say.outcome(at, say_deliveries.outcome(delivery.state, delivery.why), delivery.calls)
