import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from bot.sandbox.company import MOR_USERS
from bot.sandbox.world import World, build_world

UNTIL = datetime(2026, 11, 25, 14, 30, 15, tzinfo=UTC)
DIGEST = (
    "import sys; from datetime import datetime, UTC; from hashlib import sha256;"
    "from bot.sandbox.world import build_world;"
    "world = build_world(1, datetime(2026, 11, 25, 14, 30, 15, tzinfo=UTC));"
    "print(sha256(repr(world).encode()).hexdigest())"
)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(1, UNTIL)


def test_a_world_is_the_same_whatever_the_hash_seed_of_the_process(world: World) -> None:
    for hash_seed in ("0", "7"):
        run = subprocess.run(  # noqa: S603 -- our own interpreter
            [sys.executable, "-c", DIGEST],
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == sha256(repr(world).encode()).hexdigest()


def test_another_seed_makes_other_calls(world: World) -> None:
    assert build_world(2, UNTIL).calls != world.calls


def test_a_later_end_only_adds_calls(world: World) -> None:
    later = build_world(1, UNTIL + timedelta(hours=5), days=125)
    first = world.calls[0].at
    known = [call for call in later.calls if first <= call.at < UNTIL.timestamp()]
    assert known == list(world.calls)
    assert len(later.calls) > len(known)


def test_calls_lie_before_the_end_in_order(world: World) -> None:
    times = [call.at for call in world.calls]
    assert times == sorted(times)
    assert UNTIL.timestamp() - 120 * 86400 <= times[0]
    assert times[-1] < UNTIL.timestamp()
    assert 4000 < len(times) < 9000


@pytest.mark.parametrize("hour", [0, 9, 23])
@pytest.mark.parametrize("day", range(1, 15))
def test_user_5_has_calls_on_each_of_the_last_seven_days(day: int, hour: int) -> None:
    until = datetime(2026, 3, day, hour, tzinfo=UTC)
    calls = build_world(day, until, days=9).calls
    for back in range(1, 8):
        date = (until - timedelta(days=back)).date()
        assert any(
            call.originator_user_id == 5 and datetime.fromtimestamp(call.at, UTC).date() == date
            for call in calls
        )


def test_the_silent_user_has_a_device_and_no_calls(world: World) -> None:
    assert [device for device in world.devices if device.user_id == 9]
    assert not [
        call for call in world.calls if 9 in (call.originator_user_id, call.terminator_user_id)
    ]


def test_everybody_else_has_calls(world: World) -> None:
    callers = {call.originator_user_id for call in world.calls}
    assert callers == {user.id for user in MOR_USERS} - {1, 9}


def test_offices_are_busy_on_working_days_and_quiet_otherwise(world: World) -> None:
    moments = [datetime.fromtimestamp(call.at, UTC) for call in world.calls]
    days = Counter(moment.weekday() for moment in moments)
    hours = Counter(moment.hour for moment in moments)
    assert max(days[5], days[6]) * 3 < min(days[day] for day in range(5))
    assert hours[10] > 10 * hours[3]
    assert hours[3] > 0


def test_addresses_and_channels_are_as_untidy_as_in_life(world: World) -> None:
    owners = {device.user_id for device in world.devices if device.label == "Reception"}
    assert owners == {5, 7}
    assert {"", "203.0.113.45"} <= {call.originator_ip for call in world.calls}
    assert "" in {call.originator_caller_id for call in world.calls}
    channels = [call.originator_channel for call in world.calls]
    assert any(channel.startswith("Local/") and channel.endswith(";2") for channel in channels)
    assert any(channel.startswith("SIP/") for channel in channels)
    assert len(set(world.calls)) < len(world.calls)  # equal rows are two calls


def test_odd_labels_are_the_test_labs_and_nobody_else_meets_them(world: World) -> None:
    odd = {device.label for device in world.devices if device.user_id == 12}
    assert {"dsadas12", "x", "<b>bold</b>", "<!channel>", "Ada & Co", "☎ Küche", ""} <= odd
    assert any(label.startswith("=HYPERLINK(") for label in odd)
    assert any(len(label) > 200 for label in odd)
    labs = [call for call in world.calls if call.originator_user_id == 12]
    assert odd == {call.originator_device for call in labs}
    assert all(call.terminator_user_id == 12 for call in labs)
    others = [call for call in world.calls if call.originator_user_id != 12]
    assert not odd & {call.terminator_device for call in others}


def test_no_device_calls_itself(world: World) -> None:
    places = Counter((device.user_id, device.label) for device in world.devices)
    assert max(places.values()) == 1
    assert not [
        call
        for call in world.calls
        if (call.originator_user_id, call.originator_device)
        == (call.terminator_user_id, call.terminator_device)
    ]


def test_a_naive_end_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        build_world(1, datetime(2026, 11, 25))  # noqa: DTZ001 -- naive on purpose
