"""What people do in a conversation, and what happens meanwhile: each step chosen by a seed.

A step is a name and plain arguments, so that it can be printed, left out, and done again. A step
that finds nothing to do (no such button, nobody there) does nothing.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.model import BOT_USER, Message, elements
from tests.access import marks
from tests.access.filling import fill, judge_menu
from tests.access.scene import Scene
from tests.access.words import PEOPLE, Args, Dice, link, nothing, order, question, request
from tests.support.talking import behind_dots

CHANNELS = ("#noc", "#noc", "#numbers-private", "#general", "@morbot")
_RECENT = 12  # messages that somebody may still find a button in


Do = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """One step of a conversation. `who` is a person's name, or empty."""

    name: str
    who: str
    args: Args = ()

    def __str__(self) -> str:
        return f"{self.who or 'meanwhile'} {self.name} {' '.join(map(repr, self.args))}".rstrip()


@dataclass(frozen=True)
class Kind:
    """A kind of step: how often it comes, how its arguments are chosen, and how it is done."""

    weight: int
    choose: Callable[[Dice], Args]
    do: Do
    by_person: bool = True


KINDS: dict[str, Kind] = {}


def step(
    weight: int, choose: Callable[[Dice], Args], *, by_person: bool = True
) -> Callable[[Do], Do]:
    """Make a function a kind of step, under its own name."""

    def register(do: Do) -> Do:
        KINDS[do.__name__] = Kind(weight, choose, do, by_person)
        return do

    return register


def choose_step(random: Dice) -> Step:
    """Return any step."""
    (name,) = random.choices([*KINDS], [kind.weight for kind in KINDS.values()])
    kind = KINDS[name]
    return Step(name, random.person() if kind.by_person else "", kind.choose(random))


def _is_in(scene: Scene, who: str, channel: str) -> bool:
    if channel.startswith("@"):
        return True
    return scene.person(who).id in scene.workspace.find_channel(channel).members


async def type_command(scene: Scene, who: str, text: str, channel: str) -> None:
    """Type a slash command, if they are there."""
    person = scene.person(who)
    if person.member.deleted:
        return
    if not _is_in(scene, who, channel):
        channel = "@morbot"
    await person.types(f"/localcalls {text}", channel)


@step(26, lambda random: (question(random), random.choice(CHANNELS)))
async def types(scene: Scene, who: str, text: str, channel: str) -> None:
    await type_command(scene, who, text, channel)


@step(8, lambda random: (question(random), random.choice(CHANNELS)))
async def says(scene: Scene, who: str, text: str, channel: str) -> None:
    person = scene.person(who)
    if person.member.deleted or not _is_in(scene, who, channel):
        return
    await person.says(text if channel == "@morbot" else f"@morbot {text}", channel)


@step(14, lambda random: (request(random, str(random.randint(1, 4))),))
async def requests(scene: Scene, who: str, text: str) -> None:
    """Type what is no question. Whoever names a digest takes one that there is."""
    words = text.split()
    if words[0] == "digest" and words[-1].isdigit():
        there = [one for (one,) in scene.store.execute("SELECT id FROM digests ORDER BY id")]
        words[-1] = str(there[int(words[-1]) % len(there)]) if there else words[-1]
    await type_command(scene, who, " ".join(words), "#noc")


@step(8, link)
async def links(scene: Scene, who: str, text: str) -> None:
    """Link somebody as a bot admin would."""
    await type_command(scene, who, text, "#noc")


@step(8, order)
async def orders(scene: Scene, who: str, about: str, when: str) -> None:
    """Order a digest, whose question can be told from others', and save it."""
    text = f"digest {about} last 7 days {marks.question_mark(who)} {when}"
    await type_command(scene, who, text, "#noc")
    await scene.settle()
    await _click_label(scene, who, "Save")


@step(4, lambda random: (question(random),))
async def saves(scene: Scene, who: str, text: str) -> None:
    """Ask, save the question under a name, and look at it."""
    await type_command(scene, who, f"{text} {marks.question_mark(who)}", "#noc")
    await scene.settle()
    await _click_label(scene, who, "Save search")
    await scene.settle()
    view = scene.workspace.views.top(scene.person(who).id)
    if view is not None and not scene.person(who).member.deleted:
        modal = scene.person(who).modal(view)
        with suppress(LookupError):  # it may be another form
            await modal.fills("Name", f"of {who}")
            await modal.submits()
        await scene.settle()
        await scene.person(who).opens_home()  # where it is listed


@step(24, lambda random: (random.randrange(1000),))
async def clicks(scene: Scene, who: str, number: int) -> None:
    """Use any button or menu that they see."""
    person = scene.person(who)
    seen = [one for one in person.visible() if one.author == BOT_USER]
    await use_any(scene, who, seen[-_RECENT:], number)


@step(12, lambda random: (random.randrange(1000), random.choice((0, 0, 1, -1))))
async def forges(scene: Scene, who: str, number: int, shift: int) -> None:
    """Use a button that anybody was shown, as it is or with another number in its value."""
    everything = [one for one in scene.workspace.messages.values() if one.author == BOT_USER]
    await use_any(scene, who, everything[-2 * _RECENT :], number, shift)


@step(8, lambda random: (random.randrange(1000),))
async def fills(scene: Scene, who: str, seed: int) -> None:
    """Fill in the form that they have open, and send it."""
    view = scene.workspace.views.top(scene.person(who).id)
    if view is not None and not scene.person(who).member.deleted:
        await fill(scene, who, view, Random(seed))


@step(3, lambda random: (random.randrange(1000),))
async def sends_form_of_another(scene: Scene, who: str, seed: int) -> None:
    """Send the form that somebody else has open."""
    random = Random(seed)
    views = [scene.workspace.views.top(scene.person(name).id) for name in PEOPLE if name != who]
    others = [view for view in views if view is not None]
    if others and not scene.person(who).member.deleted:
        await fill(scene, who, random.choice(others), random)


@step(4, lambda random: (random.randrange(1000),))
async def opens_home(scene: Scene, who: str, number: int) -> None:
    """Open the Home tab, and use a button there."""
    person = scene.person(who)
    if person.member.deleted:
        return
    await person.opens_home()
    await scene.settle()
    view = scene.workspace.views.home(person.id)
    if view is None:
        return
    found = [one for one in elements(view.content["blocks"]) if one[1]["type"] == "button"]
    if found:
        block, element = found[number % len(found)]
        await person.modal(view).tells(action(scene.workspace, block, element))


@step(6, lambda random: (random.randrange(1000),))
async def forges_home(scene: Scene, who: str, number: int) -> None:
    """Use a button of another person's Home tab."""
    person, views = scene.person(who), scene.workspace.views
    others = [scene.person(name).id for name in PEOPLE if name != who]
    homes = [home for other in others if (home := views.home(other)) is not None]
    found = [
        (home, block, element)
        for home in homes
        for block, element in elements(home.content["blocks"])
        if element["type"] == "button"
    ]
    if found and not person.member.deleted:
        home, block, element = found[number % len(found)]
        await person.modal(home).tells(action(scene.workspace, block, element))


@step(3, lambda random: (random.choice(("", "o", "a", "1")),))
async def searches_people(scene: Scene, who: str, typed: str) -> None:
    """Open the search form, and read its menu of people."""
    await type_command(scene, who, "search", "#noc")
    await scene.settle()
    view = scene.workspace.views.top(scene.person(who).id)
    if view is not None:
        for block, element in elements(view.content["blocks"]):
            if element["type"] == "external_select":
                found = await scene.person(who).modal(view).offers(block, element, typed)
                judge_menu(scene, who, found)


@step(3, nothing)
async def is_replayed(scene: Scene, who: str) -> None:
    """Whatever was sent last comes once more, byte for byte, and does nothing."""
    del who
    shown = len(scene.shown)
    if scene.workspace.outbound.sent:
        await scene.workspace.outbound.repeat()
        await scene.settle()
    scene.wrong += [f"a replay was answered: {one.text[:200]!r}" for one in scene.shown[shown:]]


async def _click_label(scene: Scene, who: str, label: str) -> None:
    person = scene.person(who)
    for message in reversed(person.visible()[-3:]):
        if label in [*message.buttons, *behind_dots(message)] and not person.member.deleted:
            await person.clicks(label)
            return


async def use_any(
    scene: Scene, who: str, messages: list[Message], number: int, shift: int = 0
) -> None:
    """Use one of the buttons and menus of these messages, as the person."""
    person = scene.person(who)
    found = [
        (message, block, element)
        for message in messages
        if not message.deleted
        for block, element in elements(message.blocks)
        if element["type"] in ("button", "static_select", "overflow")
    ]
    if not found or person.member.deleted:
        return
    message, block, element = found[-1 - number % len(found)]
    chosen = None
    if element["type"] != "button":
        menu = options(element)
        chosen = new_state(element, menu[number % len(menu)])
    acted = action(scene.workspace, block, element, chosen)
    if shift and str(acted.get("value", "")).isdigit():
        acted["value"] = str(max(1, int(acted["value"]) + shift))
    await person.uses(_as_seen_by(scene, who, message), acted)


def _as_seen_by(scene: Scene, who: str, message: Message) -> Message:
    """Return a message, or its copy where Slack would show it to this person.

    What is answered then comes to them, not to those who see the original.
    """
    person = scene.person(who)
    if person.may_see(message):
        return message
    place = scene.workspace.direct_channel(person.id).id
    return replace(message, ts=scene.workspace.ids.new_ts(), channel=place, reader="")
