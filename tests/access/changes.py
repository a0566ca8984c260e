"""What happens around the people: in Slack, in MOR, on the command line, and by the clock."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from bot.calls.model import Role
from bot.errors import MorbotError
from bot.ids import COMMAND_LINE, Identity
from bot.links.linking import Linking
from bot.links.model import LinkRequest
from bot.sandbox.company import MOR_USERS, TEAM_ID, SlackPerson
from bot.sandbox.mor_server import Fault, ForeignIds
from bot.sandbox.slack_server.model import BOT_USER
from tests.access.scene import Scene
from tests.access.steps import clicks, step, type_command, use_any
from tests.access.words import Args, Dice, nothing, question

_PLAIN = [user for user in MOR_USERS if user.usertype == "user"]
_ROLES = {user.username: user.usertype for user in MOR_USERS}
_OLAF = SlackPerson("U0STRANGE", "olaf", "Olaf (elsewhere)", "Europe/Oslo")


_MINUTES = (0, 20, 60, 60 * 30)
_MOODS = ("away", "refuses", "back", "back", "own-data")
_ROOMS = ("#noc", "#numbers-private")


def _somebody(random: Dice) -> Args:
    return (random.person(),)


def _somebody_somewhere(random: Dice) -> Args:
    return random.person(), random.choice(_ROOMS)


def _relink(random: Dice) -> Args:
    user = random.choice([one for one in MOR_USERS if one.usertype in ("user", "reseller")])
    return random.person(), user.username


@step(2, _somebody, by_person=False)
async def is_deactivated(scene: Scene, name: str) -> None:
    await scene.workspace.admin.deactivate(name)


@step(2, _somebody, by_person=False)
async def becomes_guest(scene: Scene, name: str) -> None:
    await scene.workspace.admin.make_guest(name)


@step(1, _somebody, by_person=False)
async def is_unlinked(scene: Scene, name: str) -> None:
    """On the command line."""
    linking = await _linking(scene)
    with suppress(MorbotError):  # there may be no link
        await linking.unlink(Identity(TEAM_ID, scene.person(name).id), by=COMMAND_LINE)


@step(5, _relink, by_person=False)
async def is_linked(scene: Scene, name: str, username: str) -> None:
    """On the command line, whatever they were before."""
    await is_unlinked(scene, name)
    role = Role(_ROLES[username])
    user = next(one for one in MOR_USERS if one.username == username)
    request = LinkRequest(Identity(TEAM_ID, scene.person(name).id), username, role, user.owner_id)
    linking = await _linking(scene)
    with suppress(MorbotError):  # they may be a guest, and MOR may have changed
        await linking.link(request, by=COMMAND_LINE)


@step(3, _somebody_somewhere, by_person=False)
async def leaves(scene: Scene, name: str, channel: str) -> None:
    scene.workspace.find_channel(channel).members.discard(scene.person(name).id)


@step(2, _somebody_somewhere, by_person=False)
async def joins(scene: Scene, name: str, channel: str) -> None:
    scene.workspace.find_channel(channel).members.add(scene.person(name).id)


@step(1, lambda random: (random.choice(("#noc", "#general")),), by_person=False)
async def is_shared_with_others(scene: Scene, channel: str) -> None:
    """People of another workspace come into a channel."""
    scene.workspace.admin.share_externally(channel, _OLAF, team_id="T0OTHER01")


@step(1, lambda random: (random.choice(_ROOMS),), by_person=False)
async def is_without_the_bot(scene: Scene, channel: str) -> None:
    scene.workspace.find_channel(channel).members ^= {BOT_USER}


def _moved(random: Dice) -> Args:
    return random.person(), random.choice(_PLAIN).id, random.choice(_MINUTES)


@step(5, _moved, by_person=False)
async def is_renamed(scene: Scene, name: str, user_id: int, minutes: int) -> None:
    """MOR gives somebody's username to another user, minutes after all links were confirmed."""
    link, users = scene.oracle.link(scene.person(name).id), scene.mor_users
    one = users.user_by_name(link.username) if link is not None else None
    other = users.user_by_id(user_id)
    if one is not None and other is not None and one != other:
        users.change_user(one._replace(username="in between"))
        users.change_user(other._replace(username=one.username))
        users.change_user(one._replace(username=other.username))
    await goes_by(scene, minutes)


@step(2, lambda random: (random.choice(_PLAIN).id, random.choice((0, 3, 4))), by_person=False)
async def is_given_to(scene: Scene, user_id: int, owner_id: int) -> None:
    """MOR gives a user to another owner."""
    user = scene.mor_users.user_by_id(user_id)
    if user is not None:
        scene.mor_users.change_user(user._replace(owner_id=owner_id))


@step(2, lambda random: (random.choice(_MOODS),), by_person=False)
async def mor_is(scene: Scene, how: str) -> None:
    """MOR stops answering, comes back, or answers resellers with their own calls."""
    options = scene.mor.options
    options.fault, options.api_enabled = None, how != "refuses"
    options.foreign_to_resellers = ForeignIds.REFUSED
    if how == "away":
        scene.mor.fail(Fault.PROXY_PAGE)
    elif how == "own-data":
        options.foreign_to_resellers = ForeignIds.OWN_DATA


@step(3, lambda random: (random.choice(_MINUTES),), by_person=False)
async def goes_by(scene: Scene, minutes: int) -> None:
    """Minutes since every link was confirmed last."""
    scene.store.execute(
        "UPDATE links SET checked_at = strftime('%Y-%m-%d %H:%M:%f000', checked_at, ?)",
        (f"-{minutes} minutes",),
    )


@step(5, nothing, by_person=False)
async def next_day(scene: Scene) -> None:
    """What digests are due is sent."""
    scene.clock.now += timedelta(days=1)
    parts = await scene.digest_parts()
    await parts.run_due(4)


MEANWHILE = {
    "is_unlinked": is_unlinked,
    "is_linked": is_linked,
    "is_deactivated": is_deactivated,
    "becomes_guest": becomes_guest,
}


def _under_way(random: Dice) -> Args:
    change = random.choice([*MEANWHILE])
    what = random.choice((question(random), random.randrange(1000)))
    # A link of a reseller is made by asking for calls, which are held.
    return (what, change, *((random.choice(_PLAIN).username,) if change == "is_linked" else ()))


@step(10, _under_way)
async def waits_while(scene: Scene, who: str, what: str | int, change: str, *args: str) -> None:
    """Ask or click, and be somebody else before MOR answers."""
    with scene.mor.held("local_calls_get") as asked:
        if isinstance(what, int):
            await clicks(scene, who, what)
        else:
            await type_command(scene, who, what, "#noc")
        await scene.until_set_or_idle(asked)
        await MEANWHILE[change](scene, who, *args)


def _later(random: Dice) -> Args:
    change, username = random.choice([*MEANWHILE]), random.choice(MOR_USERS[2:]).username
    args = (username,) if change == "is_linked" else ()
    return question(random), random.randrange(1000), change, *args


@step(8, _later)
async def comes_back(
    scene: Scene, who: str, text: str, number: int, change: str, *args: str
) -> None:
    """Ask, be somebody else, and use a button of the answer."""
    await type_command(scene, who, text, "#noc")
    await scene.settle()
    seen = scene.person(who).visible()[-1:]
    await MEANWHILE[change](scene, who, *args)
    await scene.settle()
    await use_any(scene, who, seen, number)


@step(5, lambda random: (random.person(), question(random)))
async def asks_together(scene: Scene, who: str, other: str, text: str) -> None:
    """Two people ask the same before MOR answers."""
    scene.acting.add(scene.person(other).id)
    with scene.mor.held("local_calls_get") as asked:
        await type_command(scene, who, text, "#noc")
        await scene.until_set_or_idle(asked)
        await type_command(scene, other, text, "#noc")
        await asyncio.sleep(0.01)  # mostly enough to come upon the first; else nothing is tried


async def _linking(scene: Scene) -> Linking:
    core, _ = await scene.elsewhere()
    return core.linking()
