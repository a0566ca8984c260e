"""A person of the workspace, as a test or a demo speaks for him."""

from typing import TYPE_CHECKING

from bot.sandbox.slack_server.interactions import command_form, message_click
from bot.sandbox.slack_server.model import (
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
from bot.sandbox.slack_server.outbound import Ack
from bot.sandbox.slack_server.responses import give_response, read_response

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import ResponseUrl, Workspace

SEES_SECONDS = 5.0


class NothingSeen(AssertionError):
    """Somebody waited for a message that did not come; the text lists what he saw instead."""


class Person:
    """Somebody who types, clicks and sees."""

    def __init__(self, workspace: "Workspace", member: Member) -> None:
        self._workspace = workspace
        self.member = member
        self._read = 0  # up to where in the feed he has seen

    @property
    def id(self) -> str:
        """The Slack user id."""
        return self.member.id

    async def types(self, text: str, channel: str = "#noc") -> Ack:
        """Send a slash command from a channel; `channel` may be `@morbot` for direct messages.

        Returns how the app acknowledged it. Whatever goes wrong he sees as Slack shows it.
        """
        command, _, rest = text.partition(" ")
        if not command.startswith("/"):
            raise ValueError(f"not a slash command: {text!r}")
        place = self._place(channel)
        known = self._workspace.commands
        if known is not None and command not in known:
            self._workspace.tell(self.id, place.id, f"{command} is not a valid command.")
            return Ack(0, "", 0, "unknown_command")
        form = command_form(self._workspace, self.member, place, command, rest.strip())
        ack = await self._workspace.outbound.send("slash_commands", form)
        url = self._workspace.response_urls[form["response_url"].rpartition("/")[2]]
        error = ack.problem or self._take_answer(ack, url)
        if error:
            said = f"{command} failed with the error “{error}”"
            self._workspace.tell(self.id, place.id, said)
        return ack

    async def sees(self, timeout: float = SEES_SECONDS) -> Message:  # noqa: ASYNC109 -- a bound in real seconds is part of what is asked
        """The next message shown to him, or the next change of one, waited for if need be.

        Raises NothingSeen after `timeout` real seconds.
        """
        feed = self._workspace.feed
        if not await feed.until(lambda: bool(feed.since(self._read, self._shown_to)), timeout):
            before = "\n".join(f"  {line(one)}" for _, one in feed.since(0, self._shown_to)[-10:])
            raise NothingSeen(
                f"{self.member.person.name} saw nothing new in {timeout:g} s. "
                f"Seen before:\n{before or '  nothing at all'}"
            )
        place, message = feed.since(self._read, self._shown_to)[0]
        self._read = place + 1
        return message

    async def clicks(self, label: str) -> Ack:
        """Press the button with that text in the last message he can see that has one."""
        message, block, element = self._find(label)
        action: Json = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "text": element["text"],
            "action_ts": self._workspace.new_ts(),
            **{key: element[key] for key in ("value", "style") if key in element},
        }
        payload = message_click(self._workspace, self.member, message, action)
        return await self._workspace.outbound.send("interactive", payload)

    def visible(self) -> list[Message]:
        """All messages he could scroll through now, oldest first."""
        return [one for one in self._workspace.messages.values() if self._may_see(one)]

    def _take_answer(self, ack: Ack, url: "ResponseUrl") -> str:
        """An answer in the body of the acknowledgement; returns Slack's error if it is none."""
        if not ack.body:
            return ""
        if not ack.headers.get("content-type", "").startswith("application/json"):
            self._workspace.post(url.channel, BOT_USER, ack.body, reader=self.id)
            return ""
        try:
            give_response(self._workspace, url, read_response(ack.body.encode()))
        except Refusal:
            return "invalid_command_response"
        return ""

    def _place(self, channel: str) -> Channel:
        if channel.startswith("@"):
            return self._workspace.direct_channel(self.id)
        place = self._workspace.find_channel(channel)
        if self.id not in place.members:
            raise ValueError(f"{self.member.person.name} is not in {channel}")
        return place

    def _find(self, label: str) -> tuple[Message, Json, Json]:
        for message in reversed(self.visible()):
            for block, element in elements(message.blocks):
                if element["type"] == "button" and text_of(element["text"]) == label:
                    return message, block, element
        shown = "\n".join(f"  {line(one)}" for one in self.visible()[-10:])
        raise LookupError(f"no button {label!r} in what is seen:\n{shown}")

    def _may_see(self, message: Message) -> bool:
        if message.reader:
            return message.reader == self.id
        return self.id in self._workspace.channels[message.channel].members

    def _shown_to(self, message: Message) -> bool:
        return self._may_see(message) and not message.deleted and message.author != self.id


def line(message: Message) -> str:
    """A message in one line, for a text about what was seen."""
    who = "Slack" if message.author == SLACKBOT else message.author
    buttons = f" [{'] ['.join(message.buttons)}]" if message.buttons else ""
    only = " (only to him)" if message.ephemeral else ""
    return f"{who}{only}: {message.text[:200]!r}{buttons}"
