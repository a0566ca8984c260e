"""An open modal or Home tab, and what its user does in it: fill in, choose, submit, close."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.interactions import action, interaction_payload, suggestion_request
from bot.sandbox.slack_server.model import Json, Member, Refusal, elements, text_of
from bot.sandbox.slack_server.outbound import Outbound
from bot.sandbox.slack_server.sockets import Ack
from bot.sandbox.slack_server.state import WorkspaceState
from bot.sandbox.slack_server.views import View


class Modal:
    """An open view of one person. `errors` are those of the last submission, by label."""

    def __init__(
        self, state: WorkspaceState, outbound: Outbound, member: Member, view: View
    ) -> None:
        self._state = state
        self._outbound = outbound
        self._member = member
        self.view = view
        self.errors: dict[str, str] = {}

    @property
    def title(self) -> str:
        """Its title. Empty for a Home tab."""
        return text_of(self.view.content.get("title", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its present blocks."""
        return list(self.view.content["blocks"])

    @property
    def text(self) -> str:
        """All texts in its blocks, one line for each block."""
        return "\n".join(
            text_of([block.get("label", ""), block.get("text", ""), block.get("elements", [])])
            for block in self.blocks
        )

    async def fills(self, label: str, value: Any) -> Ack | None:
        """Put a value in the field with that label, placeholder or action id.

        Returns the app's Ack if the field sends its value at once.
        """
        block, element = self._find(label)
        state = new_state(element, value)
        self.view.state[block["block_id"]][element["action_id"]] = state
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return await self.tells(action(self._state, block, element, state))

    async def clicks(self, label: str) -> Ack:
        """Click the button with that text."""
        block, element = self._find(label)
        return await self.tells(action(self._state, block, element))

    async def searches(self, label: str, typed: str) -> list[Json]:
        """Type in an external menu, and return the options that the app offers."""
        return await self.offers(*self._find(label), typed)

    async def offers(self, block: Json, element: Json, typed: str) -> list[Json]:
        """Return the options that the app offers in an external menu for the text typed."""
        payload = suggestion_request(self._state, self._member, block, element, typed) | {
            "view": self.view.as_slack(self._state.team_id),
            "container": {"type": "view", "view_id": self.view.id},
        }
        ack = await self._outbound.send("interactive", payload)
        return options(ack.json)

    async def submits(self) -> Ack:
        """Click the submit button, and do what the app answers, as Slack does.

        If Slack cannot do it, the Ack has a `problem` and the modal stays open.
        """
        missing = [label for label, block, state in self._inputs() if _empty(block, state)]
        if missing:
            self.errors = dict.fromkeys(missing, "Please complete this required field.")
            return Ack(0, "", 0, "incomplete")
        payload = self._payload("view_submission") | {
            "trigger_id": self._state.grants.new_trigger(self._member.id),
            "response_urls": [*self._response_urls()],
        }
        ack = await self._outbound.send("interactive", payload)
        if not ack.problem:
            try:
                self._follow(ack.json)
            except Refusal as refusal:
                return replace(ack, problem=refusal.code)
        return ack

    def _response_urls(self) -> Iterator[Json]:
        """Yield the right to reply in each channel that was chosen where the app asked for it."""
        for _, block, state in self._inputs():
            element = block["element"]
            value = state.get("selected_conversation") or state.get("selected_channel")
            if element.get("response_url_enabled") and value in self._state.channels:
                yield {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": value,
                    "response_url": self._state.new_response_url(self._member.id, value),
                }

    async def closes(self) -> Ack | None:
        """Close it. The app is notified if it asked to be."""
        everything = bool(self.view.content.get("clear_on_close"))
        payload = self._payload("view_closed") | {"is_cleared": everything}
        self._state.views.close(self._member.id, all_=everything)
        if not self.view.content.get("notify_on_close"):
            return None
        return await self._outbound.send("interactive", payload)

    def _follow(self, answer: Json) -> None:
        views, user = self._state.views, self._member.id
        self.errors = {}
        match answer.get("response_action"):
            case None:
                views.close(user)
            case "clear":
                views.close(user, all_=True)
            case "update":
                views.update(self.view, answer.get("view", {}))
            case "push":
                views.push(user, answer.get("view", {}))
            case "errors":
                self.errors = self._labelled(answer.get("errors"))
            case other:
                raise Refusal("invalid_response_action", [f"[ERROR] {other}"])

    def _labelled(self, errors: Any) -> dict[str, str]:
        """Return the errors by label. Slack shows errors at input blocks and refuses others."""
        labels = {block["block_id"]: label for label, block, _ in self._inputs()}
        if not isinstance(errors, dict) or not errors or not labels.keys() >= errors.keys():
            raise Refusal("invalid_errors", [f"[ERROR] {errors}"])
        return {labels[block]: text for block, text in errors.items()}

    def _inputs(self) -> list[tuple[str, Json, Json]]:
        return [
            (
                text_of(block["label"]),
                block,
                next(iter(self.view.state[block["block_id"]].values())),
            )
            for block in self.blocks
            if block["type"] == "input" and block["block_id"] in self.view.state
        ]

    async def tells(self, acted: Json) -> Ack:
        """Send the app an action in the view."""
        payload = self._payload("block_actions") | {
            "container": {"type": "view", "view_id": self.view.id},
            "trigger_id": self._state.grants.new_trigger(self._member.id),
            "actions": [acted],
        }
        return await self._outbound.send("interactive", payload)

    def _payload(self, kind: str) -> Json:
        told = self.view.as_slack(self._state.team_id)
        return interaction_payload(self._state, self._member, kind) | {"view": told}

    def _find(self, label: str) -> tuple[Json, Json]:
        for block, element in elements(self.blocks):
            names = (block.get("label"), element.get("text"), element.get("placeholder"))
            if label in (*map(text_of, names), element["action_id"]):
                return block, element
        raise LookupError(f"nothing called {label!r} in:\n{self.text}")


def _empty(block: Json, state: Json) -> bool:
    """Whether a required field is empty."""
    values = [value for name, value in state.items() if name != "type"]
    return not block.get("optional") and not any(values)
