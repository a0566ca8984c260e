"""What a digest says beyond an answer: the busiest pairs, new addresses, and the period before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from typing import NamedTuple

from bot.calls.model import Answer, Call, Period

MOST_PAIRS = 50_000  # that are counted
MOST_ADDRESSES = 10_000  # that are looked for in earlier periods
PAIRS_SHOWN = 10


class Pair(NamedTuple):
    """How often one device called another. The labels are MOR's, untrusted; one may be empty."""

    origin: str
    destination: str
    calls: int


class Address(NamedTuple):
    """An IP address of either side, as MOR gives it: in how many calls, and the first (aware).

    In that, the `device` is at this address. It called the `other` one, or was called by it.
    """

    ip: str
    calls: int
    first: datetime
    device: str = ""
    other: str = ""
    called: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many calls there were in an earlier `period`.

    `calls` is None if it could not be read. `fault` is then the sentence that says why.
    """

    period: Period
    calls: int | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class NewAddresses:
    """Addresses that do not occur in `periods` earlier periods, those in most calls first.

    `whole` is False if only `MOST_ADDRESSES` of them were looked for. If an earlier period could
    not be read none are `found`, and `fault` is the sentence that says why.
    """

    periods: int
    found: tuple[Address, ...] = ()
    whole: bool = True
    fault: str = ""


@dataclass(frozen=True, slots=True)
class DigestContent:
    """The content of one slot.

    The period of `answer` is the part of the asked one that has passed at `slot`. `ahead` says that
    nothing has, and `before` is then None. `pairs` are those with most calls. `all_pairs` is how
    many there are; None if they are more than `MOST_PAIRS`. `new_addresses` is None if they are not
    wanted. `owner` is the MOR user with whose permissions it was read, as people read it.
    """

    answer: Answer
    slot: datetime
    ahead: bool
    pairs: tuple[Pair, ...]
    all_pairs: int | None
    before: Comparison | None
    new_addresses: NewAddresses | None
    owner: str = ""


class DigestCounters:
    """Counts pairs and addresses of calls, in one pass and bounded memory."""

    def __init__(self) -> None:
        self._pairs: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._all_pairs = True
        self._calls_of: defaultdict[str, int] = defaultdict(int)
        self._first_of: dict[str, tuple[float, Address]] = {}
        self.all_addresses = True

    def add(self, calls: Iterable[Call]) -> None:
        """Count `calls`, in any order."""
        for call in calls:
            names = (call.originator_device, call.terminator_device)
            if names in self._pairs or len(self._pairs) < MOST_PAIRS:
                self._pairs[names] += 1
            else:
                self._all_pairs = False
            self._add_address(call.originator_ip, call, names, called=True)
            if call.terminator_ip != call.originator_ip:
                self._add_address(call.terminator_ip, call, names[::-1], called=False)

    def pairs(self) -> tuple[tuple[Pair, ...], int | None]:
        """Return the pairs with most calls, then by name, and how many pairs there are.

        The number is None if there are too many to count; the pairs may be wrong then.
        """
        ordered = nsmallest(PAIRS_SHOWN, self._pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = tuple(Pair(*names, calls) for names, calls in ordered)
        return shown, len(self._pairs) if self._all_pairs else None

    def addresses(self) -> dict[str, Address]:
        """Return the addresses by IP: the first that came, `MOST_ADDRESSES` at most."""
        return {
            ip: self._first_of[ip][1]._replace(calls=calls) for ip, calls in self._calls_of.items()
        }

    def _add_address(self, ip: str, call: Call, names: tuple[str, str], *, called: bool) -> None:
        if not ip:
            return
        first = self._first_of.get(ip)
        if first is None and len(self._first_of) >= MOST_ADDRESSES:
            self.all_addresses = False
            return
        self._calls_of[ip] += 1
        seconds = call.at.timestamp()
        if first is None or seconds < first[0]:
            self._first_of[ip] = (seconds, Address(ip, 0, call.at, *names, called))


class NewAddressFinder:
    """Finds the addresses of `counters` that no earlier call has, and that are not `expected`; none
    unless `wanted`.

    True while there are addresses that may be new. Those of earlier calls are not stored.
    """

    def __init__(
        self, counters: DigestCounters, *, wanted: bool = True, expected: Iterable[str] = ()
    ) -> None:
        self._left = counters.addresses() if wanted else {}
        for ip in expected:
            self._left.pop(ip, None)
        self._whole = counters.all_addresses

    def __bool__(self) -> bool:
        return bool(self._left)

    def discard(self, calls: Iterable[Call]) -> None:
        """Discard the addresses of earlier calls."""
        for call in calls:
            self._left.pop(call.originator_ip, None)
            self._left.pop(call.terminator_ip, None)

    def found(self, periods: int) -> NewAddresses:
        """Return those that are left after `periods` earlier periods."""
        left = sorted(
            self._left.values(), key=lambda one: (-one.calls, one.first.timestamp(), one.ip)
        )
        return NewAddresses(periods, tuple(left), self._whole)
