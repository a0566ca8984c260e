"""One digest: what drafts, cards and lists say of it, and the message of a card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.digests import alert_texts as say_alerts
from bot.digests import posting_texts as say_posting
from bot.digests import texts as say
from bot.digests.actions import (
    FIRST_PAGE,
    FORGET,
    NEW,
    card_action,
    forget_value,
)
from bot.digests.blocks.alert import muted_until
from bot.digests.deliveries import Delivery
from bot.digests.model import Digest, Extras, Plan, State
from bot.digests.reasons import Reason, ReasonCode
from bot.digests.schedule import in_words
from bot.ids import Identity, is_slack_channel, is_slack_user
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
    mention,
    message,
    plain,
    plain_text,
)

WIDTHS = (400, 100, limits.CELL)
"""How long a query may be, tried until a message fits."""

LONGEST_REASON = 250

_FORGOTTEN = 5  # expected addresses with a button
_NAMED = 20


def heading(text: str) -> Part:
    """Return the beginning of a line."""
    return bold(f"{text}: ")


def asked(plan: Plan, width: int, *, hidden: bool = False) -> Part:
    """Return the query as typed, or that it is hidden from this reader."""
    if hidden:
        return plain(say.NOT_SHOWN)
    return code(label(plan.query, width)) if plan.query.strip() else plain(say.OWN_QUERY)


def schedule(plan: Plan) -> str:
    """Return when it runs, in words, with its zone."""
    return say.schedule_in(in_words(plan.cron), plan.zone)


def where(plan: Plan, *, own: bool) -> list[Part]:
    """Return the channel, or that it goes to the owner's direct messages."""
    if not plan.place:
        return [plain(say.OWN_DIRECT_MESSAGES if own else say.OWNERS_DIRECT_MESSAGES)]
    if not is_slack_channel(plan.place):
        return [plain(label(plan.place, 32))]
    return [{"type": "channel", "channel_id": plan.place}]


def state(digest: Digest, *, hidden: bool = False) -> str:
    """Return whether it runs, and if not, why."""
    if digest.state is State.ACTIVE:
        return say.RUNNING
    why = say_posting.reason(_shown(digest.why, hidden=hidden))
    return say.not_running(label(why, LONGEST_REASON) if why else "")


def extras(wanted: Extras) -> Iterator[Block]:
    """Yield the options as a list, if there are any."""
    sentences = say.extras(
        skip_empty=wanted.skip_empty,
        thread=wanted.thread,
        rows=wanted.rows,
        new_ips=wanted.new_ips,
        alert_only=wanted.alert_only,
    )
    told: list[list[Part]] = [[plain(sentence)] for sentence in sentences]
    if wanted.alert_above is not None and is_slack_user(wanted.mention):
        told.append([plain(say.alert(wanted.alert_above)), *mention(wanted.mention), plain(".")])
    if told:
        yield lines([bold(f"{say.EXTRAS}:")])
        yield bullets(told)


def outcome(delivery: Delivery, plan: Plan, *, hidden: bool = False) -> str:
    """Return a slot and its outcome, without the number of calls if it is hidden."""
    at = times.exact(delivery.slot.astimezone(ZoneInfo(plan.zone)))
    why = _shown(delivery.why, hidden=hidden)
    calls = None if hidden else delivery.calls
    return say.outcome(at, say_posting.outcome(delivery.state, why), calls)


def _shown(why: Reason | None, *, hidden: bool) -> Reason | None:
    """Return the reason, unless it is hidden and tells of the query or of calls."""
    tells = why is not None and why.code in (ReasonCode.ERROR, ReasonCode.NO_CALLS)
    return None if hidden and tells else why


def button(action_id: str, name: str, value: str) -> dict[str, Any]:
    """Return a button with the text of that name."""
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label(say.BUTTONS[name], limits.BUTTON_TEXT)),
        "value": value,
    }


@dataclass(frozen=True, slots=True)
class Card:
    """A digest with its next `runs`, in its zone (none if it is paused), and the `outcomes` of its
    last runs, the newest first. Its query may be `hidden` from the reader, and its alerts `muted`.
    """

    digest: Digest
    runs: Sequence[datetime]
    outcomes: Sequence[str]
    hidden: bool = False
    muted: bool = False


def card_message(card: Card, reader: Identity, *notes: str, lead: str = "") -> Message:
    """Show a card. `lead` says what has just been done with the digest."""
    title = say.card_title(card.digest.id, _name(card.digest.plan, hidden=card.hidden))
    blocks = limits.fitting(
        [
            header(title),
            *([lines([bold(lead)])] if lead else []),
            *_facts(card, reader, width),
            *([context(notes)] if notes else []),
            _buttons(card.digest, own=card.digest.owner == reader),
        ]
        for width in WIDTHS
    )
    return message(lead or title, blocks)


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


def _name(plan: Plan, *, hidden: bool) -> str:
    """Return what the digest is called, by its owner or for what it says."""
    made = "" if hidden else say.made_name(plan.query, in_words(plan.cron))
    return plan.name or made


def _facts(card: Card, reader: Identity, width: int) -> Iterator[Block]:
    digest = card.digest
    plan, own = digest.plan, digest.owner == reader
    owner = [] if own else [heading(say.OWNER), person(digest.owner)]
    last = card.outcomes[0] if card.outcomes else say.NEVER_RAN
    yield lines(
        owner,
        [heading(say.QUERY), asked(plan, width, hidden=card.hidden)],
        [heading(say.SCHEDULE), plain(schedule(plan))],
        [heading(say.PLACE), *where(plan, own=own)],
        [heading(say.STATE), plain(state(digest, hidden=card.hidden))],
        [heading(say.LAST_RUN), plain(label(last, LONGEST_REASON))],
    )
    if earlier := card.outcomes[1:]:
        yield lines([bold(f"{say.EARLIER_RUNS}:")])
        yield bullets([plain(label(one, LONGEST_REASON))] for one in earlier)
    if card.runs:
        yield lines([bold(f"{say.NEXT_RUNS}:")])
        yield bullets([plain(times.exact(run))] for run in card.runs)
    yield from extras(plan.extras)
    yield from _alerts(card)


def _alerts(card: Card) -> Iterator[Block]:
    """Yield what was said about its alerts, with the buttons that undo it."""
    digest, addresses = card.digest, card.digest.expected
    choices = []
    if card.muted:
        yield lines([bold(f"{say_alerts.muted_until(muted_until(digest))}.")])
        choices.append(card_button("unmute", digest.id))
    if addresses:
        shown = () if card.hidden else addresses[:_FORGOTTEN]
        told = say_alerts.expected(", ".join(addresses[:_NAMED]), len(addresses[_NAMED:]))
        yield lines([plain(say_alerts.expected_hidden(len(addresses)) if card.hidden else told)])
        choices += [_forget_button(digest.id, ip) for ip in shown]
        choices += [_forget_button(digest.id)] if len(addresses) > len(shown) else []
    if choices:
        yield {"type": "actions", "elements": choices}


def _forget_button(number: int, ip: str = "") -> dict[str, Any]:
    return {
        "type": "button",
        "action_id": f"{FORGET}:{ip}",
        "text": plain_text(say_alerts.forget(ip) if ip else say_alerts.FORGET_ALL),
        "value": forget_value(number, ip),
    }


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
    elements.append(card_button("delete", number) | {"confirm": confirm})
    return {"type": "actions", "elements": [*elements, _list_button()]}


def _post_button(digest: Digest) -> dict[str, Any]:
    title, text = say.post_question(digest.id)
    place = digest.plan.place
    to = f"<#{place}>" if is_slack_channel(place) else say.OWN_DIRECT_MESSAGES
    # mrkdwn, so that Slack shows the channel's name. All of it is ours.
    confirm = _confirm("post", title, {"type": "mrkdwn", "text": f"{text}{to}."})
    return card_button("post", digest.id) | {"confirm": confirm}


def _confirm(name: str, title: str, text: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": plain_text(title),
        "text": text,
        "confirm": plain_text(say.CONFIRM[name]),
        "deny": plain_text(say.DENY),
        **({"style": "danger"} if name == "delete" else {}),
    }


def _list_button() -> dict[str, Any]:
    return button(FIRST_PAGE, "list", "list")
