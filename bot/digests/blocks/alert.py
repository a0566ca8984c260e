"""The alert of a digest: each new address with its calls, and what can be said about it."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.calls.texts import mor_user
from bot.digests import alert_texts as say
from bot.digests.actions import CALLS, EXPECT, MUTE, read_slot, slot_value
from bot.digests.alerts import Alert, is_address, is_muted, is_public
from bot.digests.model import Digest
from bot.digests.report import Address, DigestContent
from bot.slack.kit import limits, times
from bot.slack.kit.escape import cut, label
from bot.slack.kit.message import (
    Block,
    Message,
    bold,
    buttons,
    lines,
    mention,
    plain,
)

WITH_BUTTONS = 3  # addresses


def alert_title(alert: Alert, content: DigestContent) -> str:
    """Return what the alert is about, and whom."""
    target = content.answer.target
    whom = mor_user(target.user_id, cut(target.full_name, limits.CELL))
    return say.title(alert.new, content.answer.report.total, alert.limit, whom)


def alert_blocks(
    content: DigestContent, digest: Digest, number: int, width: int
) -> Iterator[Block]:
    """Yield the first new addresses, each with buttons for its calls and to expect it."""
    new = content.new_addresses
    for one in new.found[:number] if new else ():
        yield _address(one, content, width)
        if is_address(one.ip):
            yield _choices(one.ip, slot_value(digest, content.slot, one.ip))


def _first(address: Address, content: DigestContent) -> str:
    return times.moment(address.first, ZoneInfo(content.answer.zone))


def _address(one: Address, content: DigestContent, width: int) -> Block:
    kind = say.REACH[is_public(one.ip)]
    device, other = label(one.device, width), label(one.other, width)
    told = say.first_call(device, other, _first(one, content), one.calls, called=one.called)
    return lines(
        [bold(label(one.ip, width)), *([plain(f" ({kind})")] if kind else [])], [plain(told)]
    )


def _choices(ip: str, value: str) -> Block:
    shown = buttons([(CALLS, say.SHOW_CALLS, value), (EXPECT, say.EXPECTED, value)])
    named = zip(shown["elements"], (say.calls_of(ip), say.is_expected(ip)), strict=True)
    return {**shown, "elements": [one | {"accessibility_label": text} for one, text in named]}


def marked_message(shown: Message, digest: Digest, asker: Asker, *, address: str = "") -> Message:
    """Return a posted alert without the buttons for what is expected or muted now, and with a line
    that says so. The asker has just said it, of this address or, if it is empty, of all alerts.
    """
    if not is_muted(digest, asker.now):
        digest = replace(digest, muted_until=None)
    who = asker.identity.user
    blocks = [new for block in shown.blocks for new in _marked(block, digest, who, address)]
    return Message(shown.text, blocks)


def _marked(block: Block, digest: Digest, who: str, address: str) -> Iterator[Block]:
    found = block.get("elements") if block.get("type") == "actions" else None
    if not isinstance(found, list):
        yield block
        return
    left: list[Block] = []
    for element in (one for one in found if isinstance(one, dict)):
        ip = read_slot(element).address
        if element.get("action_id") == EXPECT and ip in digest.expected:
            yield _said(say.IS_EXPECTED, who if ip == address else "")
        elif element.get("action_id") == MUTE and digest.muted_until is not None:
            yield _said(say.muted_until(muted_until(digest)), "" if address else who)
        else:
            left.append(element)
    if left:
        yield {**block, "elements": left}


def muted_until(digest: Digest) -> str:
    """Return until when it is muted, in its zone; empty if it is not."""
    until = digest.muted_until
    return times.exact(until.astimezone(ZoneInfo(digest.plan.zone))) if until else ""


def _said(text: str, who: str) -> Block:
    by = mention(who)
    return lines([bold(text), *([plain(say.SAYS), *by] if by else []), plain(".")])
