"""What a person does on the page: type, click, choose, fill in.

Everything goes through the workspace's own people and modals, which send the app what Slack would
send. LookupError is for something that is not (or no longer) there, ValueError for input that
makes no sense.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.interactions import action
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Json, Message, Refusal, elements, text_of
from bot.sandbox.slack_server.person import SimulatedUser
from bot.sandbox.slack_server.workspace import Workspace

_PROBLEM = "We had some trouble connecting. Try again?"
_OWN_OPTIONS = ("checkboxes", "overflow", "radio_buttons", "static_select", "multi_static_select")
_BUTTONS = ("button", "icon_button", "workflow_button")
_WITHOUT_STATE = (*_BUTTONS, "file_input", "overflow", "rich_text_input")
_EXTERNAL = ("external_select", "multi_external_select")

Fields = Mapping[str, Mapping[str, Sequence[str]]]
"""Block id → action id → what the browser's field holds: no text, one, or several."""


class OfferedOptions:
    """The options that the app offered in its external menus, by action id and value."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Json] = {}

    def add(self, action_id: str, offered: Iterable[Json]) -> None:
        """Remember the options offered in the menu with that action id."""
        self._known |= {(action_id, str(one["value"])): dict(one) for one in offered}

    def find(self, element: Json, value: str) -> Json:
        """Return the option with that value. Raises LookupError if it was never offered."""
        first = element.get("initial_options") or [element.get("initial_option")]
        for one in first:
            if one and one["value"] == value:
                return dict(one)
        return self._known[element["action_id"], value]


class UserActions:
    """The actions of one person. `problems` are errors of a whole view, by view id."""

    def __init__(self, workspace: Workspace, person: SimulatedUser) -> None:
        self._workspace = workspace
        self._person = person
        self._zone = ZoneInfo(person.member.person.tz)
        self._offered = OfferedOptions()
        self._modals: dict[str, Modal] = {}
        self.problems: dict[str, str] = {}

    async def says(self, text: str, channel: str, thread_ts: str = "") -> None:
        """Send the composer's text: a slash command or a message."""
        text = text.strip()
        if not text:
            raise ValueError("nothing typed")
        if not text.startswith("/"):
            await self._person.says(text, channel, thread_ts)
        elif thread_ts:
            said = f"{text.split()[0]} is not supported in threads. Sorry!"
            self._workspace.tell(self._person.id, channel, said)
        else:
            await self._person.types(text, channel)

    async def uses(self, where: Json, given: list[str], fields: Fields) -> None:
        """Click or choose. `where` names the element, `given` is what its field holds now."""
        block, element = self._element(where)
        state = None
        if element["type"] not in _BUTTONS:
            state = state_of(element, given, self._offered, self._zone)
        acted = action(self._workspace, block, element, state)
        if "view_id" not in where:
            message = self._message(where)
            values = states(message.blocks, fields, self._offered, self._zone)
            await self._person.uses(message, acted, values)
            return
        modal = self._modal(where["view_id"])
        self._fill(modal, fields)
        ack = await modal.tells(acted)
        self.problems.pop(modal.view.id, None)
        if ack.problem:
            self.problems[modal.view.id] = _PROBLEM
            self._workspace.feed.wake()

    async def searches(self, where: Json, typed: str) -> list[Json]:
        """Return the options that the app offers in an external menu for the text typed."""
        block, element = self._element(where)
        if "view_id" in where:
            offered = await self._modal(where["view_id"]).offers(block, element, typed)
        else:
            offered = await self._person.offers(self._message(where), block, element, typed)
        self._offered.add(element["action_id"], offered)
        return offered

    async def takes_shortcut(self, callback_id: str, where: Json) -> None:
        """Choose a shortcut: of the message that `where` names, or a global one."""
        message = self._message(where) if where else None
        await self._person.takes_shortcut(callback_id, message)

    async def submits(self, view_id: str, fields: Fields) -> None:
        """Submit a modal. What went wrong is in `errors` and `problems` afterwards."""
        modal = self._modal(view_id)
        self._fill(modal, fields)
        self.problems.pop(view_id, None)
        try:
            ack = await modal.submits()
        except Refusal as refusal:
            self.problems[view_id] = f"{_PROBLEM} ({refusal.code})"
        else:
            if ack.problem and ack.problem != "incomplete":
                self.problems[view_id] = _PROBLEM
        self._workspace.feed.wake()

    async def closes(self, view_id: str) -> None:
        """Close a modal."""
        await self._modal(view_id).closes()

    async def opens_home(self) -> None:
        """Open the app's Home tab."""
        await self._person.opens_home()

    def errors(self, view_id: str) -> dict[str, str]:
        """Return the app's errors about the fields of a view, by block id."""
        modal = self._modals.get(view_id)
        if modal is None:
            return {}
        labels = {block["block_id"]: text_of(block.get("label")) for block in modal.blocks}
        return {
            block: modal.errors[label] for block, label in labels.items() if label in modal.errors
        }

    def _fill(self, modal: Modal, fields: Fields) -> None:
        for block, values in states(modal.blocks, fields, self._offered, self._zone).items():
            modal.view.state.setdefault(block, {}).update(values)

    def _modal(self, view_id: str) -> Modal:
        views = self._workspace.views
        for view in (views.top(self._person.id), views.home(self._person.id)):
            if view is not None and view.id == view_id:
                known = self._modals.get(view_id)
                if known is None or known.view is not view:
                    known = self._modals[view_id] = self._person.modal(view)
                return known
        raise LookupError(f"no view {view_id}")

    def _message(self, where: Json) -> Message:
        message = self._workspace.messages.get((str(where.get("channel")), str(where.get("ts"))))
        if message is None or not self._person.may_see(message):
            raise LookupError("no such message")
        return message

    def _element(self, where: Json) -> tuple[Json, Json]:
        shown = self._modal(where["view_id"]) if "view_id" in where else self._message(where)
        for block, element in elements(shown.blocks):
            if (block["block_id"], element["action_id"]) == (where["block"], where["action"]):
                return block, element
        raise LookupError("no such element")


def state_of(element: Json, given: Sequence[str], offered: OfferedOptions, zone: ZoneInfo) -> Json:
    """Return the state of an element whose field holds `given`, with dates in `zone`.

    Raises LookupError for an unknown option, ValueError for an unreadable time and KeyError for
    an element without a state.
    """
    return new_state(element, _value(element, given, offered, zone))


def states(
    blocks: Iterable[Json], fields: Fields, offered: OfferedOptions, zone: ZoneInfo
) -> dict[str, dict[str, Json]]:
    """Return the states of the fields given: block id → action id → state.

    Fields that are not in the blocks are left out. Raises LookupError and ValueError.
    """
    found: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        given = fields.get(block["block_id"], {}).get(element["action_id"])
        if given is not None and element["type"] not in _WITHOUT_STATE:
            state = state_of(element, given, offered, zone)
            found.setdefault(block["block_id"], {})[element["action_id"]] = state
    return found


def _value(element: Json, given: Sequence[str], offered: OfferedOptions, zone: ZoneInfo) -> Any:
    kind = str(element["type"])
    several = kind == "checkboxes" or kind.startswith("multi_")
    if not given or (len(given) == 1 and not given[0]):
        return [] if several else None
    values: list[Any] = list(given)
    if kind in _OWN_OPTIONS:
        values = [_option(element, one) for one in given]
    elif kind in _EXTERNAL:
        values = [offered.find(element, one) for one in given]
    elif kind == "datetimepicker":
        values = [int(datetime.fromisoformat(given[0]).replace(tzinfo=zone).timestamp())]
    return values if several else values[0]


def _option(element: Json, value: str) -> Json:
    for option in options(element):
        if option.get("value") == value:
            return dict(option)
    raise LookupError(value)
