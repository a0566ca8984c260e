"""What drafts, cards and lists say of a digest, in the same words."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.digests.deliveries import Delivery
from bot.digests.model import Digest, Extras, Plan, State
from bot.digests.schedule import in_words
from bot.digests.texts import card as say
from bot.digests.texts import deliveries as say_deliveries
from bot.ids import is_slack_channel, is_slack_user
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, Part, bold, bullets, code, lines, plain, plain_text

WIDTHS = (400, 100, limits.CELL)
"""How long a query may be, tried until a message fits."""

LONGEST_REASON = 250


def heading(text: str) -> Part:
    """Return the beginning of a line."""
    return bold(f"{text}: ")


def asked(plan: Plan, width: int) -> Part:
    """Return the query as typed."""
    return code(label(plan.query, width)) if plan.query.strip() else plain(say.OWN_QUERY)


def schedule(plan: Plan) -> str:
    """Return when it runs, in words, with its zone."""
    return say.schedule_in(in_words(plan.cron), plan.zone)


def where(plan: Plan, *, own: bool) -> list[Part]:
    """Return the channel, or that it goes to the owner's direct messages."""
    if not plan.place:
        return [plain(say.OWN_DIRECT_MESSAGES if own else say.OWNERS_DIRECT_MESSAGES)]
    if not is_channel(plan):
        return [plain(label(plan.place, 32))]
    return [{"type": "channel", "channel_id": plan.place}]


def is_channel(plan: Plan) -> bool:
    """Return whether it goes to a channel with an id as Slack gives them."""
    return is_slack_channel(plan.place)


def state(digest: Digest) -> str:
    """Return whether it runs, and if not, why."""
    if digest.state is State.ACTIVE:
        return say.RUNNING
    why = say_deliveries.reason(digest.why)
    return say.not_running(label(why, LONGEST_REASON) if why else "")


def extras(wanted: Extras) -> Iterator[Block]:
    """Yield the options as a list, if there are any."""
    sentences = say.extras(
        skip_empty=wanted.skip_empty,
        thread=wanted.thread,
        rows=wanted.rows,
        new_ips=wanted.new_ips,
    )
    told: list[list[Part]] = [[plain(sentence)] for sentence in sentences]
    if wanted.alert_above is not None and is_slack_user(wanted.mention):
        person: Part = {"type": "user", "user_id": wanted.mention}
        told.append([plain(say.alert(wanted.alert_above)), person, plain(".")])
    if told:
        yield lines([bold(f"{say.EXTRAS}:")])
        yield bullets(told)


def outcome(delivery: Delivery, plan: Plan) -> str:
    """Return a slot and its outcome."""
    at = times.exact(delivery.slot.astimezone(ZoneInfo(plan.zone)))
    return say.outcome(at, say_deliveries.outcome(delivery.state, delivery.why), delivery.calls)


def button(action_id: str, name: str, value: str) -> dict[str, Any]:
    """Return a button with the text of that name."""
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label(say.BUTTONS[name], limits.BUTTON_TEXT)),
        "value": value,
    }
