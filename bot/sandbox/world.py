"""A small telephone company: its devices and some months of realistic local calls.

Each day of each user has a random source of its own, seeded with (seed, user, day) as text. So a
world is the same on every machine, and a later end adds calls without changing others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from bot.sandbox.company import MOR_USERS, MorUser


class Device(NamedTuple):
    """A telephone. `label` is free text: not unique, and possibly odd or empty."""

    id: int
    user_id: int
    label: str
    extension: str
    ip: str
    weight: int  # how often it is used, relative to the others


class LocalCall(NamedTuple):
    """A call between two devices of the company. `at` is in Unix seconds."""

    at: int
    originator_user_id: int
    originator_device: str
    originator_caller_id: str
    originator_ip: str
    originator_channel: str
    terminator_user_id: int
    terminator_device: str
    terminator_ip: str


@dataclass(frozen=True, slots=True)
class World:
    """All that the sandbox's MOR knows. `calls` are in order of time, all before the end."""

    users: tuple[MorUser, ...]
    devices: tuple[Device, ...]
    calls: tuple[LocalCall, ...]


_TEST_LAB = 12
_LABELS = {
    0: ("Server room",),
    3: ("Nord office",),
    4: ("Harbour HQ",),
    5: ("Tom's desk", "Reception", "Meeting room", "Workshop", "Tom's mobile"),
    6: ("Ada's desk", "Studio", "Atrium"),
    7: ("Reception", "Mikkel's desk", "Møterom 2"),
    8: ("Rosa's desk", "Sales", "Rosa's mobile"),
    9: ("Quiet room",),
    10: ("Front desk", "Front door", "Conference room", "Switchboard"),
    11: ("Dock 1", "Dock 2", "Loading bay", "Cold store", "Gatehouse", "Canteen"),
    # Labels that are meant to trip a careless reader. The lab only calls itself.
    _TEST_LAB: (
        *("<!channel>", '=HYPERLINK("http://example.com","Win")', "@here", "", "<b>bold</b>"),
        *("-1+1", "Ada & Co", "Dock 2 | *gate* `B`", "\u202eenohp", "dsadas12", "x", "☎ Küche"),
        *("会議室", "Спутник 7", "+370 600 00000", "Behind the counter, left, " * 10 + "top"),
    ),
}

_CALLS_A_DAY = {0: 1, 3: 2, 4: 2, 5: 12, 6: 9, 7: 7, 8: 9, 10: 22, 11: 8, 12: 9}  # user 9 is silent
_ALWAYS_CALLS = 5  # the demo asks for this user's last week
_HOURS = range(24)
_OFFICE = (1, 1, 1, 1, 1, 2, 5, 20, 70, 95, 100, 85, 55, 80, 95, 90, 70, 40, 15, 8, 5, 3, 2, 1)
_WEEKEND = (1, 1, 1, 1, 1, 1, 2, 3, 6, 9, 10, 10, 9, 9, 9, 8, 8, 7, 6, 6, 5, 4, 3, 2)
_PUBLIC_IPS = ("203.0.113.45", "198.51.100.7", "203.0.113.9", "2001:db8::17")


def build_world(seed: int, until: datetime, days: int = 120) -> World:
    """Return the company at `until` (aware), with the calls of the `days` before it.

    User 5 has calls on each whole day; user 9 has none. Days and office hours are in UTC. Raises
    ValueError for a naive end.
    """
    if until.tzinfo is None:
        raise ValueError("the end of a world needs a time zone")
    end = int(until.timestamp())
    last = until.astimezone(UTC).date()
    devices = tuple(_devices())
    builder = _CallGenerator(seed, devices)
    calls = [
        call
        for back in range(days, -1, -1)
        for user_id in _CALLS_A_DAY
        for call in builder.of_day(user_id, last - timedelta(days=back))
        if end - days * 86400 <= call.at < end
    ]
    return World(MOR_USERS, devices, tuple(sorted(calls)))


def _devices() -> Iterator[Device]:
    extension = 1001
    for user_id, labels in _LABELS.items():
        for index, label in enumerate(labels):
            ip = "" if label == "Atrium" else f"192.168.{user_id}.{160 + 7 * index}"
            yield Device(extension - 1000, user_id, label, str(extension), ip, max(1, 8 >> index))
            extension += 1


class _CallGenerator:
    def __init__(self, seed: int, devices: tuple[Device, ...]) -> None:
        self._seed = seed
        self._of_user = {
            user.id: [device for device in devices if device.user_id == user.id]
            for user in MOR_USERS
        }
        self._reachable = [
            device
            for device in devices
            if device.user_id in _CALLS_A_DAY and device.user_id != _TEST_LAB
        ]
        self._names = {user.id: f"{user.first_name} {user.surname}" for user in MOR_USERS}

    def of_day(self, user_id: int, day: date) -> Iterator[LocalCall]:
        """Yield the calls that this user makes on a day, unordered."""
        random = Random(f"{self._seed}:{user_id}:{day.isoformat()}")  # noqa: S311 -- reproducible on purpose
        midnight = int(datetime.combine(day, time.min, UTC).timestamp())
        weekend = day.weekday() >= 5
        usual = _CALLS_A_DAY[user_id]
        amount = (
            random.randint(0, usual // 4) if weekend else random.randint(usual // 2, usual * 3 // 2)
        )
        if user_id == _ALWAYS_CALLS:
            amount = max(1, amount)
        for hour in random.choices(_HOURS, _WEEKEND if weekend else _OFFICE, k=amount):
            call = self._call(random, user_id, midnight + hour * 3600 + random.randrange(3600))
            yield call
            if random.random() < 0.003:
                yield call  # MOR gives calls no id: two equal rows are two calls

    def _call(self, random: Random, user_id: int, at: int) -> LocalCall:
        own = self._of_user[user_id]
        caller = _pick(random, own)
        inside = len(own) > 1 and random.random() < 0.35
        near = own if inside or user_id == _TEST_LAB else self._reachable
        callee = _pick(random, [device for device in near if device != caller])
        serial = f"{random.getrandbits(16):08x}"
        if random.random() < 0.04:
            channel, ip = f"Local/{callee.extension}@mor_local-{serial};2", ""
        else:
            channel, ip = f"SIP/{caller.extension}-{serial}", self._ip(random, caller)
        return LocalCall(
            at,
            user_id,
            caller.label,
            self._caller_id(random, caller),
            ip,
            channel,
            callee.user_id,
            callee.label,
            self._ip(random, callee),
        )

    def _ip(self, random: Random, device: Device) -> str:
        return random.choice(_PUBLIC_IPS) if random.random() < 0.01 else device.ip

    def _caller_id(self, random: Random, device: Device) -> str:
        draw = random.random()
        if draw < 0.15:
            return ""
        if draw < 0.55:
            return device.extension
        return f'"{self._names[device.user_id]}" <{device.extension}>'


def _pick(random: Random, devices: list[Device]) -> Device:
    """Choose a device by its weight."""
    return random.choices(devices, [device.weight for device in devices])[0]
