"""Twin questions: whether a MOR user exists, or a person is linked, cannot be found out by asking.

Somebody asks about a user who is not theirs, and then about none at all. Both are answered in the
same words, after the same requests to MOR.
"""

import json
import re
from collections import Counter

from bot.sandbox.company import MOR_USERS
from tests.access.scene import Scene
from tests.access.steps import step, type_command
from tests.access.words import Args, Dice

_NOBODY = {"id": "4711", "user": "user:nobody1", "mention": "@newton"}
_TEXT = re.compile(r'"(?:text|fallback)": "((?:[^"\\]|\\.)*)"')


def _choose(random: Dice) -> Args:
    foreign = random.choice([user for user in MOR_USERS if user.usertype == "user"])
    return random.choice([*_NOBODY]), foreign.id, foreign.username


@step(7, _choose)
async def asks_twice(scene: Scene, who: str, how: str, user_id: int, username: str) -> None:
    """Ask about a foreign user and about nobody, if that one is foreign to them."""
    reader = scene.person(who).id
    link = scene.oracle.link_counts(reader)
    present = scene.mor_users.user_by_id(user_id)
    if link is None or link.role == "admin" or scene.oracle.may_see(reader, user_id):
        return
    if scene.oracle.is_in_grace(reader) or present is None or present.username != username:
        return
    linked = scene.store.execute(
        "SELECT slack_user FROM links WHERE mor_user_id = ?", (user_id,)
    ).fetchone()
    nobody_linked = scene.oracle.link(scene.person("newton").id) is None
    about = {"id": str(user_id), "user": f"user:{username}"}
    if how == "mention":
        member = linked and scene.workspace.members.get(linked[0])
        if not member or not nobody_linked:
            return
        about["mention"] = f"@{member.person.name}"
    await type_command(scene, who, "me yesterday", "@morbot")  # after it the link is confirmed
    await scene.settle()
    names = re.compile("|".join(rf"\b{_name(one)}\b" for one in (about[how], _NOBODY[how])))
    first, second = [await _answer(scene, who, one, names) for one in (about[how], _NOBODY[how])]
    if first != second:
        scene.wrong.append(f"{who} can tell {about[how]} from nobody: {first} or {second}")


def _name(about: str) -> str:
    return re.escape(about.removeprefix("user:").removeprefix("@"))


async def _answer(
    scene: Scene, who: str, about: str, names: re.Pattern[str]
) -> tuple[list[str], Counter[str]]:
    """Return what they are told, without the names, and what MOR was asked meanwhile."""
    scene.workspace.clock.put_forward(2)
    asked, shown = len(scene.mor.received), len(scene.shown)
    await type_command(scene, who, f"{about} yesterday", "@morbot")
    await scene.settle()
    seen = [one for one in scene.shown[shown:] if one.reader == scene.person(who).id]
    texts = [names.sub("…", "\n".join(_texts(one.text))) for one in seen]
    requests = list(scene.mor.received)[asked:]
    return texts, Counter(one.path.rpartition("/")[2] for one in requests)


def _texts(shown: str) -> list[str]:
    return [json.loads(f'"{text}"') for text in _TEXT.findall(shown)]
