"""The outcome of a run: compares each slot's delivery with the messages in Slack."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.digests.deliveries import Deliveries, Delivery, DeliveryState
from bot.digests.reasons import Reason, ReasonCode
from bot.sandbox.slack_server.model import BOT_USER, Message
from bot.store.database import open_database
from tests.digests.chaos.company import Company, Ordered
from tests.digests.chaos.faults import Diary

LONGEST_TAKE_OVER = timedelta(minutes=2)

_OPEN = (DeliveryState.CLAIMED, DeliveryState.POSTING)
_ALL = 100_000
_MINUTE_FROM_NOON = re.compile(r"\b12:(\d\d)\b")  # the period ends with the slot


@dataclass
class Count:
    """The slots by outcome, the longest take-over, and the faults found, as sentences.

    `twice` and `lost` are slots that were posted twice, and those without an outcome or a reason.
    """

    outcomes: Counter[DeliveryState] = field(default_factory=Counter)
    missed: int = 0
    twice: int = 0
    lost: int = 0
    take_over: timedelta = timedelta()
    wrong: list[str] = field(default_factory=list)

    @property
    def slots(self) -> int:
        """How many slots were due."""
        return self.outcomes.total() + self.lost


async def deliveries_of(company: Company) -> list[Delivery]:
    """Return all deliveries, newest first."""
    async with open_database(company.database_url) as database:
        return await Deliveries(database).history(None, _ALL)


def unfinished(company: Company, deliveries: Sequence[Delivery]) -> list[str]:
    """The slots that have no outcome yet."""
    known = {(one.digest_id, one.slot): one for one in deliveries}
    slots = [(one.id, slot) for one in company.ordered for slot in one.slots]
    return [str(one) for one in slots if one not in known or known[one].state in _OPEN]


def count(company: Company, deliveries: Sequence[Delivery], diary: Diary) -> Count:
    """Count the slots by outcome, and note each that breaks a rule."""
    counted = Count()
    known = {(one.digest_id, one.slot): one for one in deliveries}
    for ordered in company.ordered:
        posts = _posts(company, ordered)
        for slot in ordered.slots:
            said = posts.pop(slot, [])
            _judge(counted, ordered, slot, known.pop((ordered.id, slot), None), said)
        counted.wrong += [f"{ordered}: posted without a slot: {post}" for post in posts]
    counted.wrong += [f"never due: {delivery}" for delivery in known.values()]
    counted.take_over = max(_taken_over(deliveries, diary), default=timedelta())
    if counted.take_over > LONGEST_TAKE_OVER:
        counted.wrong.append(f"taken over after {counted.take_over}")
    return counted


def _posts(company: Company, ordered: Ordered) -> dict[datetime, list[Message]]:
    """Return the messages in the digest's channel, by the slot that they are about."""
    found: dict[datetime, list[Message]] = {}
    for message in company.workspace.messages.values():
        if (message.channel, message.author) == (ordered.channel, BOT_USER):
            minutes = _MINUTE_FROM_NOON.findall(message.text)
            assert len(minutes) == 1, f"which slot is this of? {message.text}"
            slot = ordered.slots[0] + timedelta(minutes=int(minutes[0]))
            found.setdefault(slot, []).append(message)
    return found


def _judge(
    counted: Count,
    ordered: Ordered,
    slot: datetime,
    delivery: Delivery | None,
    said: Sequence[Message],
) -> None:
    what = f"digest {ordered.id}, {slot:%H:%M:%S}: {delivery}, {[one.ts for one in said]}"
    if len(said) > 1:
        counted.twice += 1
        counted.wrong.append(f"posted twice: {what}")
    if delivery is None or delivery.state in _OPEN:
        counted.lost += 1
        counted.wrong.append(f"no outcome: {what}")
        return
    counted.outcomes[delivery.state] += 1
    counted.missed += delivery.why == Reason(ReasonCode.MISSED)
    if delivery.state is not DeliveryState.POSTED and not delivery.why:
        counted.lost += 1
        counted.wrong.append(f"no reason: {what}")
    if delivery.state is DeliveryState.POSTED and delivery.ts not in [one.ts for one in said]:
        counted.wrong.append(f"not there: {what}")
    if delivery.state in (DeliveryState.SKIPPED, DeliveryState.FAILED) and said:
        counted.wrong.append(f"posted although it was skipped or failed: {what}")


def _taken_over(deliveries: Sequence[Delivery], diary: Diary) -> Iterator[timedelta]:
    """Yield how long each delivery that was open when a replica died stayed open."""
    for fallen in diary.fallen:
        for delivery in deliveries:
            if delivery.claimed_at <= fallen < delivery.changed_at:
                yield delivery.changed_at - fallen
