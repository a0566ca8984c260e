"""Conversations: chosen by a seed, had, and made as short as they can be while they still fail."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.access import changes, twins  # noqa: F401 -- they register their steps
from tests.access.scene import Scene, scene_open
from tests.access.steps import KINDS, Step, choose_step
from tests.access.store import Step as StoreStep
from tests.access.store import snapshot, wrong_changes
from tests.access.words import Dice

_SHORTEST, _LONGEST = 5, 14
_BY_COMMAND_LINE = {"is_unlinked", "is_linked", "waits_while", "comes_back"}

Conversation = Sequence[Step]


def conversation(seed: int) -> list[Step]:
    """Return the conversation with this seed."""
    random = Dice(seed)
    return [choose_step(random) for _ in range(random.randint(_SHORTEST, _LONGEST))]


async def have(steps: Conversation) -> list[str]:
    """Have a conversation with a fresh bot. Return what was wrong in its first wrong step."""
    with tempfile.TemporaryDirectory(prefix="morbot-access-") as folder:
        async with scene_open(Path(folder)) as scene:
            for one in steps:
                if wrong := await _do(scene, one):
                    return [f"{one}: {what}" for what in wrong]
    return []


async def shortest(steps: Conversation) -> list[Step]:
    """Return what is left when no step can be left out any more without its becoming right."""
    found = list(steps)
    at = len(found)
    while at:
        at -= 1
        without = [*found[:at], *found[at + 1 :]]
        if await have(without):
            found = without
            at = min(at, len(found))
    return found


async def _do(scene: Scene, one: Step) -> list[str]:
    kind, actor = KINDS[one.name], scene.person(one.who).id if one.who else ""
    scene.workspace.clock.put_forward(2)  # one message a second and channel
    scene.acting = {actor} if actor else set()
    scene.wrong.clear()
    shown = len(scene.shown)
    before = snapshot(scene.store)
    judged = StoreStep(
        actor,
        scene.acting,
        bool(actor) and scene.oracle.is_bot_admin(actor),
        by_command_line=one.name in _BY_COMMAND_LINE,
        runs_digests=one.name == "next_day",
    )
    await kind.do(scene, *([one.who] if kind.by_person else []), *one.args)
    await scene.settle()
    judged.posted = any(not seen.reader for seen in scene.shown[shown:])
    scene.wrong += wrong_changes(before, snapshot(scene.store), judged, scene.oracle)
    return list(scene.wrong)
