"""Digests: what people request, and what is stored of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.calls.model import Account, Query, Target
from bot.digests.reasons import Reason
from bot.digests.schedule import Schedule, slots
from bot.ids import Identity

HERE: Final = "here"
"""The place of a request for the channel in which it is typed."""

_RUNS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Extras:
    """The options of a digest.

    `skip_empty` posts nothing without calls, `thread` posts below the last digest, and `rows` shows
    the first calls as a table. `new_ips` is the number of earlier periods in which a new address
    does not occur; 0 shows none. With more calls than `alert_above` the Slack user `mention` is
    mentioned, or the owner if that is empty. `alert_only` posts nothing without an alert.
    """

    skip_empty: bool = False
    thread: bool = False
    rows: bool = False
    new_ips: int = 0
    alert_above: int | None = None
    mention: str = ""
    alert_only: bool = False

    @property
    def can_alert(self) -> bool:
        """Whether there is anything that it would alert to."""
        return bool(self.new_ips) or self.alert_above is not None


@dataclass(frozen=True, slots=True)
class DigestRequest:
    """A digest as typed or filled in.

    `query` is a command that is not read yet. `place` is the id of a Slack channel, HERE, or empty
    for direct messages to the owner. `name` is what its owner calls it, empty if nothing.
    """

    query: str
    schedule: Schedule
    place: str = ""
    extras: Extras = field(default_factory=Extras)
    name: str = ""


@dataclass(frozen=True, slots=True)
class DigestPlace:
    """Where a digest goes, and who can read it there.

    `channel` is empty for the owner's direct messages. `private` channels need an invitation. With
    `outsiders`, people of other companies can read it.
    """

    channel: str = ""
    private: bool = False
    outsiders: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A digest's query, a cron line by the wall clock of a zone, the id of a channel (empty: the
    owner's direct messages), options, and the name that its owner gave it, empty if none.
    """

    query: str
    cron: str
    zone: str
    place: str
    extras: Extras
    name: str = ""

    def slots(self, after: datetime) -> Iterator[datetime]:
        """Yield the slots strictly after `after` (aware), in the plan's zone."""
        return slots(self.cron, self.zone, after)

    def next_slot(self, after: datetime) -> datetime:
        """Return the first slot strictly after `after` (aware), in the plan's zone."""
        return next(self.slots(after))

    def next_slots(self, after: datetime) -> tuple[datetime, ...]:
        """Return the next few slots after `after`, as people are shown them."""
        return tuple(islice(self.slots(after), _RUNS_SHOWN))

    def as_of(self, moment: datetime, asker: Asker) -> Asker:
        """Return the asker at that moment (aware), in the plan's zone."""
        now = moment.astimezone(ZoneInfo(self.zone))
        return replace(asker, now=now, zone=self.zone, zone_assumed=False)

    def at_next_run(self, asker: Asker) -> Asker:
        """Return the asker at the plan's next run."""
        return self.as_of(self.next_slot(asker.now), asker)

    def request(self) -> DigestRequest:
        """Return the request that makes this plan."""
        schedule = Schedule(self.cron, self.zone)
        return DigestRequest(self.query, schedule, self.place, self.extras, self.name)


@dataclass(frozen=True, slots=True)
class MorUser:
    """The MOR user that a digest asks as. `user_id` is None for an admin without calls of their
    own, whom only their name tells from others.
    """

    user_id: int | None
    username: str

    @classmethod
    def of(cls, account: Account) -> "MorUser":
        """Return the MOR user of this account."""
        return cls(account.user_id, account.username)

    def is_still(self, account: Account) -> bool:
        """Return whether this account is the same MOR user. It may have another name by now."""
        if self.user_id is None or account.user_id is None:
            return self == MorUser.of(account)
        return self.user_id == account.user_id


class State(StrEnum):
    """The state of a digest. A draft is proposed, and not confirmed."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest. `why` says why it is paused; None if it is not, or its owner paused it.

    `mor_user` is who its owner was at MOR when they ordered it or changed it last. `revision`
    counts up when its query, or what that means, is changed; 0 if it is older than the count.

    `next_slot` is aware, in UTC; None if it is not active. `replaces` is the digest that a draft
    changes. The id of a draft is negative: only what is saved uses up a number. `draft` is the one
    that it was saved from. The `expected` addresses, the newest first, are not new to it, and it
    alerts to nothing before `muted_until` (aware).
    """

    id: int
    owner: Identity
    mor_user: MorUser
    plan: Plan
    revision: int
    state: State
    why: Reason | None
    replaces: int | None
    next_slot: datetime | None
    created_at: datetime
    changed_at: datetime
    draft: int | None = None
    expected: tuple[str, ...] = ()
    muted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """A draft as its owner confirms it.

    `replaces` is the digest that it changes. `query` is as the first of the next `runs` reads it,
    about the calls of `target`. `fixed_period` says that all later runs read the same period.
    `zone_assumed` says that Slack did not tell the owner's zone, so the default is used.
    """

    draft: int
    replaces: int | None
    plan: Plan
    query: Query
    target: Target
    place: DigestPlace
    runs: tuple[datetime, ...]
    fixed_period: bool
    zone_assumed: bool
