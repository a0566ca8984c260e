"""What a digest says of its calls beyond what an answer does: who called whom, which addresses are
new, and how the period before was.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from typing import NamedTuple

from bot.calls.model import Answer, Call, Period

MOST_PAIRS = 50_000  # that are told apart
MOST_ADDRESSES = 10_000  # that are looked for in the periods before
PAIRS_TOLD = 10


class Pair(NamedTuple):
    """How often one device called another. Labels are MOR's own, untrusted; one may be empty."""

    origin: str
    destination: str
    calls: int


class Address(NamedTuple):
    """An IP address of either side, as MOR gives it: in how many calls, and when first (aware)."""

    ip: str
    calls: int
    first: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many calls there were before.

    `period` is the stretch that was counted. `calls` is None where it could not be read, and
    `fault` is then the sentence that says why.
    """

    period: Period
    calls: int | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class NewAddresses:
    """Addresses that none of the `periods` earlier periods has, those in most calls first.

    `whole` is False where more than `MOST_ADDRESSES` were there to be looked for, and only so many
    were. Where an earlier period could not be read none are told, and `fault` says why.
    """

    periods: int
    found: tuple[Address, ...] = ()
    whole: bool = True
    fault: str = ""


@dataclass(frozen=True, slots=True)
class DigestContent:
    """A digest of one slot, ready to be drawn.

    `answer` has whose calls, filters, totals, series, busiest devices and first calls; its period
    is that part of the asked one which has passed at `slot`, and `ahead` says that nothing has.
    `pairs` are those with most calls, `all_pairs` is how many there are; None where they are more
    than `MOST_PAIRS`. `before` is None where nothing has passed; `new_addresses` where none were
    asked for.
    """

    answer: Answer
    slot: datetime
    ahead: bool
    pairs: tuple[Pair, ...]
    all_pairs: int | None
    before: Comparison | None
    new_addresses: NewAddresses | None


class DigestCounters:
    """Counts pairs and addresses of the calls it is given, in one pass and bounded memory."""

    def __init__(self) -> None:
        self._pairs: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._all_pairs = True
        self._calls_of: defaultdict[str, int] = defaultdict(int)
        self._first_of: dict[str, tuple[float, datetime]] = {}
        self.all_addresses = True

    def add(self, calls: Iterable[Call]) -> None:
        """Count `calls`, in any order."""
        for call in calls:
            names = (call.originator_device, call.terminator_device)
            if names in self._pairs or len(self._pairs) < MOST_PAIRS:
                self._pairs[names] += 1
            else:
                self._all_pairs = False
            moment = (call.at.timestamp(), call.at)
            for ip in {call.originator_ip, call.terminator_ip} - {""}:
                self._add_address(ip, moment)

    def pairs(self) -> tuple[tuple[Pair, ...], int | None]:
        """The pairs with most calls, among equals by name, and how many there are in all.

        None for the number says that there are too many, so the pairs may not be the right ones.
        """
        ordered = nsmallest(PAIRS_TOLD, self._pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        told = tuple(Pair(*names, calls) for names, calls in ordered)
        return told, len(self._pairs) if self._all_pairs else None

    def addresses(self) -> dict[str, Address]:
        """The addresses by themselves: the first ones that came, `MOST_ADDRESSES` at most."""
        return {
            ip: Address(ip, calls, self._first_of[ip][1]) for ip, calls in self._calls_of.items()
        }

    def _add_address(self, ip: str, moment: tuple[float, datetime]) -> None:
        if ip not in self._first_of and len(self._first_of) >= MOST_ADDRESSES:
            self.all_addresses = False
            return
        self._calls_of[ip] += 1
        first = self._first_of.get(ip)
        if first is None or moment[0] < first[0]:
            self._first_of[ip] = moment


class NewAddressFinder:
    """Finds the addresses among the `counters` that no earlier call has; none unless `sought`.

    The addresses of earlier calls are not kept.
    """

    def __init__(self, counters: DigestCounters, *, sought: bool = True) -> None:
        self._left = counters.addresses() if sought else {}
        self._whole = counters.all_addresses

    def __bool__(self) -> bool:
        return bool(self._left)

    def strike(self, calls: Iterable[Call]) -> None:
        """Drop the addresses of earlier calls."""
        for call in calls:
            self._left.pop(call.originator_ip, None)
            self._left.pop(call.terminator_ip, None)

    def told(self, periods: int) -> NewAddresses:
        """Those that are left after all calls of so many periods."""
        left = sorted(
            self._left.values(), key=lambda one: (-one.calls, one.first.timestamp(), one.ip)
        )
        return NewAddresses(periods, tuple(left), self._whole)
