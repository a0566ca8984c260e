"""What a person does on the page: types, presses, chooses, fills in. Elements go by their ids.

Everything is done through the workspace's own people and modals, which send what Slack would
send to the app. LookupError where there is nothing of that name (any more), ValueError for what
makes no sense.
"""

from zoneinfo import ZoneInfo

from bot.sandbox.page.values import Fields, Offers, state_of, states
from bot.sandbox.slack_server.inputs import options
from bot.sandbox.slack_server.interactions import action, interaction
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import Json, Message, Refusal, elements, text_of
from bot.sandbox.slack_server.person import Person
from bot.sandbox.slack_server.workspace import Workspace

_TROUBLE = "We had some trouble connecting. Try again?"


class Hands:
    """One person's hands. `troubles` are what went wrong in a view as a whole, by its id."""

    def __init__(self, workspace: Workspace, person: Person) -> None:
        self._workspace = workspace
        self._person = person
        self._offers = Offers()
        self._modals: dict[str, Modal] = {}
        self.troubles: dict[str, str] = {}

    async def says(self, text: str, channel: str, thread_ts: str = "") -> None:
        """Send what stands in the composer: a slash command or a message."""
        text = text.strip()
        if not text:
            raise ValueError("nothing typed")
        command = text.split()[0]
        if not text.startswith("/"):
            await self._person.says(text, channel, thread_ts)
        elif thread_ts:
            said = f"{command} is not supported in threads. Sorry!"
            self._workspace.tell(self._person.id, channel, said)
        else:
            await self._person.types(text, channel)

    async def uses(self, where: Json, given: list[str], fields: Fields) -> None:
        """Press or choose: `where` names the element, `given` is what its field holds now."""
        block, element = self._element(where)
        zone = ZoneInfo(self._person.member.person.tz)
        state = None
        if element["type"] != "button":
            state = state_of(element, given, self._offers, zone)
        acted = action(self._workspace, block, element, state)
        if "view_id" not in where:
            message = self._message(where)
            values = states(message.blocks, fields, self._offers, zone)
            await self._person.uses(message, acted, values)
            return
        modal = self._modal(where["view_id"])
        self._fill(modal, fields)
        await self._in_view(modal, acted)

    async def searches(self, where: Json, typed: str) -> list[Json]:
        """The options that the app offers in a menu for what was typed."""
        block, element = self._element(where)
        if "view_id" in where:
            offered = await self._modal(where["view_id"]).offers(block, element, typed)
        else:
            message = self._message(where)
            payload = interaction(self._workspace, self._person.member, "block_suggestion") | {
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "value": typed,
                "container": {"type": "message", "message_ts": message.ts},
                "channel": {"id": message.channel},
            }
            ack = await self._workspace.outbound.send("interactive", payload)
            offered = options(ack.json)
        self._offers.add(element["action_id"], offered)
        return offered

    async def submits(self, view_id: str, fields: Fields) -> None:
        """Press a modal's submit button; errors are in `errors` and `troubles` afterwards."""
        modal = self._modal(view_id)
        self._fill(modal, fields)
        self.troubles.pop(view_id, None)
        try:
            ack = await modal.submits()
        except Refusal as refusal:
            self.troubles[view_id] = f"{_TROUBLE} ({refusal.code})"
        else:
            if ack.problem and ack.problem != "incomplete":
                self.troubles[view_id] = _TROUBLE
        self._workspace.feed.wake()

    async def closes(self, view_id: str) -> None:
        """Dismiss the modal."""
        await self._modal(view_id).closes()

    async def opens_home(self) -> None:
        """Look at the app's Home tab."""
        await self._person.opens_home()

    def errors(self, view_id: str) -> dict[str, str]:
        """What the app said of the fields of a view, by block id."""
        modal = self._modals.get(view_id)
        if modal is None:
            return {}
        labels = {block["block_id"]: text_of(block.get("label")) for block in modal.blocks}
        return {
            block: modal.errors[label] for block, label in labels.items() if label in modal.errors
        }

    async def _in_view(self, modal: Modal, acted: Json) -> None:
        ack = await modal.tells(acted)
        self.troubles.pop(modal.view.id, None)
        if ack.problem:
            self.troubles[modal.view.id] = _TROUBLE
            self._workspace.feed.wake()

    def _fill(self, modal: Modal, fields: Fields) -> None:
        zone = ZoneInfo(self._person.member.person.tz)
        for block, values in states(modal.blocks, fields, self._offers, zone).items():
            modal.view.state.setdefault(block, {}).update(values)

    def _modal(self, view_id: str) -> Modal:
        views = self._workspace.views
        shown = (views.top(self._person.id), views.home(self._person.id))
        for view in shown:
            if view is not None and view.id == view_id:
                known = self._modals.get(view_id)
                if known is None or known.view is not view:
                    known = self._person.modal(view)
                    self._modals[view_id] = known
                return known
        raise LookupError(f"no view {view_id}")

    def _message(self, where: Json) -> Message:
        message = self._workspace.messages.get((str(where.get("channel")), str(where.get("ts"))))
        if message is None or not self._person.may_see(message):
            raise LookupError("no such message")
        return message

    def _element(self, where: Json) -> tuple[Json, Json]:
        shown = (
            self._modal(where["view_id"]).blocks
            if "view_id" in where
            else self._message(where).blocks
        )
        for block, element in elements(shown):
            if (block["block_id"], element["action_id"]) == (where["block"], where["action"]):
                return block, element
        raise LookupError("no such element")
