"""Fill in forms with what people might, and with what no form offers."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

from bot.sandbox.company import MOR_USERS
from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Json, Refusal, elements
from bot.sandbox.slack_server.views import View
from tests.access.scene import Scene

IDS = [user.id for user in MOR_USERS] + [4711]
USERNAMES = [user.username for user in MOR_USERS] + ["nobody1"]
PERIODS = ("yesterday", "last 7 days", "24 nov", "last week", "this week")

_IMPORT = "slack_user,mor_username,role,external\nU0NEWTON1,{},user,\nU0GUEST01,{},user,yes\n"
_TEXTS: tuple[Callable[[Random], str], ...] = (
    lambda random: random.choice(PERIODS),
    lambda random: f"user:{random.choice(USERNAMES)}",
    lambda random: random.choice(USERNAMES),
    lambda random: f"name {random.randrange(9)}",
    lambda random: f"every day at {random.randrange(24)}:00",
    lambda random: _IMPORT.format(random.choice(USERNAMES), random.choice(USERNAMES)),
)


def judge_menu(scene: Scene, who: str, offered: list[Json]) -> None:
    """Nobody is offered a MOR user that they may not ask about.

    The menu is made of links: that somebody has another owner by now may show a day later.
    """
    reader = scene.person(who).id
    for option in offered:
        value = str(option.get("value", ""))
        if not value.isdigit() or scene.oracle.may_see(reader, int(value)):
            continue
        if not scene.oracle.is_linked_below(reader, int(value)):
            scene.wrong.append(f"{who} was offered MOR user {value}")


async def fill(scene: Scene, who: str, view: View, random: Random) -> None:
    workspace = scene.workspace
    modal = Modal(workspace, workspace.outbound, scene.person(who).member, view)
    for block, element in elements(view.content["blocks"]):
        if block["type"] != "input" or random.random() < 0.3:
            continue
        if element["type"] == "external_select":
            value: Any = await _from_menu(scene, who, modal, (block, element), random)
        else:
            value = _value(scene, element, random)
        if value is not None:
            state = new_state(element, value)
            view.state.setdefault(block["block_id"], {})[element["action_id"]] = state
    with suppress(Refusal):  # Slack does not take the answer, which was looked at all the same
        await modal.submits()


def _value(scene: Scene, element: Json, random: Random) -> Any:
    """Return something to put into a field; None leaves it as it is."""
    match element["type"]:
        case "plain_text_input":
            return random.choice(_TEXTS)(random)
        case "users_select":
            return random.choice([*scene.workspace.members])
        case "static_select" | "radio_buttons":
            return random.choice(options(element))
        case "checkboxes":
            return [one for one in options(element) if random.random() < 0.5]
        case "conversations_select":
            return random.choice([*scene.workspace.channels])
    return None


async def _from_menu(
    scene: Scene, who: str, modal: Modal, where: tuple[Json, Json], random: Random
) -> Json:
    """Return what a menu of people offers, or what no menu does."""
    found = await modal.offers(*where, "")
    judge_menu(scene, who, found)
    if found and random.random() < 0.7:
        return random.choice(found)
    one = str(random.choice(IDS))
    return {"text": {"type": "plain_text", "text": one}, "value": one}
