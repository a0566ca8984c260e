"""A person of the workspace, played by a test or a demo."""

from typing import Any

from bot.sandbox.slack_server.grants import ResponseUrl
from bot.sandbox.slack_server.inputs import new_state, options
from bot.sandbox.slack_server.interactions import (
    action,
    command_form,
    interaction_payload,
    message_action_payload,
    message_shortcut_payload,
    suggestion_request,
    with_mentions,
)
from bot.sandbox.slack_server.modal import Modal
from bot.sandbox.slack_server.model import (
    BOT_NAME,
    BOT_USER,
    SLACKBOT,
    Channel,
    Json,
    Member,
    Message,
    Refusal,
    elements,
    text_of,
)
from bot.sandbox.slack_server.outbound import Events, Outbound
from bot.sandbox.slack_server.responses import apply_reply, read_reply
from bot.sandbox.slack_server.sockets import Ack
from bot.sandbox.slack_server.state import WorkspaceState
from bot.sandbox.slack_server.views import View

SEES_SECONDS = 60.0

_MESSAGE_EVENTS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
"""The subscription to messages in each type of conversation that the app is in."""


class NothingSeen(AssertionError):
    """An expected message did not come. The text lists what was seen instead."""


class SimulatedUser:
    """A person who types, clicks and sees."""

    def __init__(
        self, state: WorkspaceState, outbound: Outbound, events: Events, member: Member
    ) -> None:
        self._state = state
        self._outbound = outbound
        self._events = events
        self.member = member
        self._read = 0  # the index in the feed up to which they have seen it

    @property
    def id(self) -> str:
        """The Slack user id."""
        return self.member.id

    async def types(self, text: str, channel: str = "#noc") -> Ack:
        """Send a slash command from a channel, or from `@morbot`: the direct messages.

        Returns how the app acknowledged it. If that fails, they see Slack's error message.
        """
        command, _, rest = text.partition(" ")
        if not command.startswith("/"):
            raise ValueError(f"not a slash command: {text!r}")
        place = self._place(channel)
        if command == "/invite":
            return self._invites(rest.split(), place)
        known = self._state.commands
        if known is not None and command not in known:
            self._state.tell(self.id, place.id, f"{command} is not a valid command.")
            return Ack(0, "", 0, "unknown_command")
        form = command_form(self._state, self.member, place, command, rest.strip())
        ack = await self._outbound.send("slash_commands", form)
        url = self._state.grants.response(form["response_url"].rpartition("/")[2])
        error = ack.problem or self._take_answer(ack, url)
        if error:
            said = f'{command} failed with the error "{error}"'
            self._state.tell(self.id, place.id, said)
        return ack

    async def sees(self, timeout: float = SEES_SECONDS) -> Message:  # noqa: ASYNC109 -- a bound in real seconds is part of what is asked
        """Return the next message shown to them, or the next change of one. Waits for it.

        Raises NothingSeen after `timeout` real seconds.
        """
        feed = self._state.feed
        if not await feed.until(lambda: bool(feed.since(self._read, self._shown_to)), timeout):
            before = "\n".join(f"  {line(one)}" for _, one in feed.since(0, self._shown_to)[-10:])
            raise NothingSeen(
                f"{self.member.person.name} saw nothing new in {timeout:g} s. "
                f"Seen before:\n{before or '  nothing at all'}"
            )
        index, message = feed.since(self._read, self._shown_to)[0]
        self._read = index + 1
        return message

    async def says(self, text: str, channel: str = "#noc", thread_ts: str = "") -> Message:
        """Post a message. The app is told if it is mentioned, and where it reads all messages."""
        place = self._place(channel)
        said = with_mentions(self._state, text, named=False)
        message = self._state.post(place.id, self.id, said, thread_ts=thread_ts)
        event = {
            "user": self.id,
            "user_team": self.member.team_id,
            "team": self._state.team_id,
            "text": said,
            "ts": message.ts,
            "channel": place.id,
            **({"thread_ts": thread_ts} if thread_ts else {}),
        }
        if BOT_USER in place.members:
            here = {"type": "message", "channel_type": place.type, **event}
            await self._events.tell(_MESSAGE_EVENTS[place.type], here)
        if f"<@{BOT_USER}>" in said and BOT_USER in place.members and not place.user:
            await self._events.tell("app_mention", {"type": "app_mention", **event})
        return message

    async def clicks(self, label: str) -> Ack:
        """Click the button, or the option of an overflow menu, with that text, in the last visible
        message that has one.
        """
        message, block, element = self._find(label)
        state = new_state(element, label) if element["type"] == "overflow" else None
        return await self.uses(message, action(self._state, block, element, state))

    async def chooses(self, value: Any, label: str) -> Ack:
        """Choose in the menu or picker of a message with that placeholder or action id.

        An option is given by its text. For an external menu, it is one that the app offers when
        that text is typed.
        """
        message, block, element = self._find(label)
        if element["type"] == "external_select" and isinstance(value, str):
            offered = await self.offers(message, block, element, value)
            element = {**element, "options": offered}
        state = new_state(element, value)
        return await self.uses(message, action(self._state, block, element, state))

    async def searches(self, label: str, typed: str) -> list[Json]:
        """Type in an external menu of a message, and return the options that the app offers."""
        return await self.offers(*self._find(label), typed)

    async def offers(self, message: Message, block: Json, element: Json, typed: str) -> list[Json]:
        """Return the options that the app offers in an external menu for the text typed."""
        payload = suggestion_request(self._state, self.member, block, element, typed) | {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": message.channel,
                "is_ephemeral": message.ephemeral,
            },
            "channel": {"id": message.channel},
        }
        ack = await self._outbound.send("interactive", payload)
        return options(ack.json)

    async def takes_shortcut(self, callback_id: str, message: Message | None = None) -> Ack:
        """Choose a shortcut of the app: in the menu of a message, or without one a global one.

        Raises LookupError if the app has no such shortcut there. Ephemeral messages have none.
        """
        known = self._state.shortcuts
        here = (callback_id, message is not None)
        if known is not None and here not in ((one.callback_id, one.on_messages) for one in known):
            raise LookupError(f"no shortcut {callback_id!r} here")
        if message is None:
            payload = interaction_payload(self._state, self.member, "shortcut")
        elif message.ephemeral or not self.may_see(message):
            raise LookupError("this message has no shortcuts")
        else:
            payload = message_shortcut_payload(self._state, self.member, message)
        payload |= {
            "callback_id": callback_id,
            "trigger_id": self._state.grants.new_trigger(self.id),
            "action_ts": self._state.ids.new_ts(),
        }
        return await self._outbound.send("interactive", payload)

    async def opens_home(self) -> Modal | None:
        """Open the app's Home tab, and return what it shows by then, if anything."""
        place = self._state.direct_channel(self.id)
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": place.id,
            "tab": "home",
        }
        home = self._state.views.home(self.id)
        if home is not None:
            event["view"] = home.as_slack(self._state.team_id)
        await self._events.tell("app_home_opened", event)
        home = self._state.views.home(self.id)
        return None if home is None else self.modal(home)

    async def sees_modal(self, title: str, timeout: float = SEES_SECONDS) -> Modal:  # noqa: ASYNC109 -- a bound in real seconds is part of what is asked
        """Return the modal on top, once it has that title. Raises NothingSeen."""

        def there() -> bool:
            view = self._state.views.top(self.id)
            return view is not None and text_of(view.content["title"]) == title

        found = await self._state.feed.until(there, timeout)
        view = self._state.views.top(self.id)
        if not found or view is None:
            shown = view and text_of(view.content["title"])
            raise NothingSeen(f"no modal {title!r} in {timeout:g} s; on top is {shown!r}")
        return self.modal(view)

    def modal(self, view: View) -> Modal:
        """Return an open view of theirs, to fill in and submit."""
        return Modal(self._state, self._outbound, self.member, view)

    def visible(self) -> list[Message]:
        """Return all messages that they can see now, oldest first."""
        return [one for one in self._state.messages.values() if self.may_see(one)]

    def _invites(self, words: list[str], place: Channel) -> Ack:
        """Do Slack's own command: add the app to this channel, or to the one that is named."""
        if not words or words[0] != f"@{BOT_NAME}" or place.user:
            self._state.tell(self.id, place.id, f"In a channel, type /invite @{BOT_NAME}")
            return Ack(200, "", 0)
        try:
            place = self._place(words[1]) if words[1:] else place
        except (Refusal, ValueError):
            self._state.tell(self.id, place.id, f"{words[1]} is no channel of yours.")
            return Ack(200, "", 0)
        if BOT_USER in place.members:
            self._state.tell(self.id, place.id, f"{BOT_NAME} is already in this channel.")
        else:
            place.members.add(BOT_USER)
            said = f"{BOT_NAME} was added to #{place.name} by {self.member.person.real_name}."
            self._state.post(place.id, SLACKBOT, said)
        return Ack(200, "", 0)

    def _take_answer(self, ack: Ack, url: ResponseUrl) -> str:
        """Apply an answer in the acknowledgement. Return Slack's error if it is invalid."""
        if not ack.body:
            return ""
        if not ack.headers.get("content-type", "").startswith("application/json"):
            self._state.post(url.channel, BOT_USER, ack.body, reader=self.id)
            return ""
        try:
            response = read_reply(ack.body.encode(), self._state.unknown_blocks)
            apply_reply(self._state, url, response)
        except Refusal:
            return "invalid_command_response"
        return ""

    def _place(self, channel: str) -> Channel:
        """Return the channel they type in. Raises ValueError if they cannot."""
        if self.member.deleted:
            raise ValueError(f"{self.member.person.name} is deactivated")
        if channel.startswith("@"):
            return self._state.direct_channel(self.id)
        place = self._state.find_channel(channel)
        if self.id not in place.members:
            raise ValueError(f"{self.member.person.name} is not in {channel}")
        return place

    async def uses(self, message: Message, acted: Json, values: Json | None = None) -> Ack:
        """Send the app an action in a message, with all `values` that its fields have."""
        payload = message_action_payload(self._state, self.member, message, acted)
        payload["state"] = {"values": values or {}}
        ack = await self._outbound.send("interactive", payload)
        if ack.problem:
            self._state.tell(
                self.id, message.channel, f'That failed with the error "{ack.problem}"'
            )
        return ack

    def _find(self, label: str) -> tuple[Message, Json, Json]:
        """Return the last visible element with that text, placeholder or action id."""
        for message in reversed(self.visible()):
            for block, element in elements(message.blocks):
                names = (text_of(element.get("text")), text_of(element.get("placeholder")))
                hidden = element["options"] if element["type"] == "overflow" else ()
                texts = [text_of(one["text"]) for one in hidden]
                if label in (*names, element["action_id"], *texts):
                    return message, block, element
        shown = "\n".join(f"  {line(one)}" for one in self.visible()[-10:])
        raise LookupError(f"nothing called {label!r} in what is seen:\n{shown}")

    def may_see(self, message: Message) -> bool:
        """Whether they are in its channel and it is not for another person alone."""
        if message.reader:
            return message.reader == self.id
        return self.id in self._state.channels[message.channel].members

    def _shown_to(self, message: Message) -> bool:
        return self.may_see(message) and not message.deleted and message.author != self.id


def line(message: Message) -> str:
    """Return a message in one line, for an error's text."""
    who = "Slack" if message.author == SLACKBOT else message.author
    buttons = f" [{'] ['.join(message.buttons)}]" if message.buttons else ""
    only = " (only to them)" if message.ephemeral else ""
    return f"{who}{only}: {message.text[:200]!r}{buttons}"
