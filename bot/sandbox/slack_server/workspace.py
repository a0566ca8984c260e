"""The state of a workspace: who is in it, what was said, and what the app was given."""

import copy
import itertools
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.sandbox.company import SLACK_PEOPLE, TEAM_ID, SlackPerson
from bot.sandbox.slack_server.administration import Administration
from bot.sandbox.slack_server.clock import Clock
from bot.sandbox.slack_server.control import Control
from bot.sandbox.slack_server.events import Events
from bot.sandbox.slack_server.feed import Feed
from bot.sandbox.slack_server.model import (
    BOT_USER,
    SLACKBOT,
    Channel,
    File,
    Json,
    Member,
    Message,
    Refusal,
    elements,
)
from bot.sandbox.slack_server.outbound import Outbound
from bot.sandbox.slack_server.permits import Permits
from bot.sandbox.slack_server.person import Person
from bot.sandbox.slack_server.sockets import Sockets
from bot.sandbox.slack_server.views import Views

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "team:read",
        "users:read",
    }
)


class Workspace:
    """A workspace with one app in it. Tokens and secrets are random unless given.

    `request_url` is where the app takes signed requests; it may be set later. `scopes`,
    `commands` (for each, whether Slack escapes its text) and `subscriptions` to events are what
    the app was installed with; None means all. `manifest.read_manifest` reads them.
    """

    def __init__(  # noqa: PLR0913 -- each part may be chosen, all by name
        self,
        *,
        people: Sequence[SlackPerson] = SLACK_PEOPLE,
        team_id: str = TEAM_ID,
        bot_token: str = "",
        app_token: str = "",
        signing_secret: str = "",
        request_url: str = "",
        scopes: Iterable[str] = SCOPES,
        commands: Mapping[str, bool] | None = None,
        subscriptions: Iterable[str] | None = None,
    ) -> None:
        self.team_id = team_id
        self.bot_token = bot_token or f"xoxb-{secrets.token_hex(12)}"
        self.app_token = app_token or f"xapp-{secrets.token_hex(12)}"
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.request_url = request_url
        self.scopes = frozenset(scopes)
        self.commands = commands
        self.subscriptions = None if subscriptions is None else frozenset(subscriptions)
        self.client_id = "2222222222.3333333333"
        self.client_secret = secrets.token_hex(16)
        self.address = ""  # where the workspace is served; empty while it is not
        self.clock = Clock()
        self.feed = Feed()
        self.members = {one.id: Member(one, team_id, guest=one.guest) for one in people}
        self.channels = {one.id: one for one in _first_channels(people)}
        self.messages: dict[tuple[str, str], Message] = {}
        self.files: dict[str, File] = {}
        self.outbound = Outbound(self)
        self.sockets = Sockets(self)
        self.events = Events(self)
        self.views = Views(self)
        self.admin = Administration(self)
        self.control = Control()
        self.permits = Permits(self.clock)
        self.token_fault = ""  # why the tokens are no good any more, in Slack's words
        self.unknown_blocks: set[str] = set()  # kinds of blocks not yet rolled out to it
        self._last_post: dict[str, float] = {}
        self._persons: dict[str, Person] = {}
        self._numbers = itertools.count(1)
        self._last_ts = 0.0

    def person(self, name: str) -> Person:
        """The person with that name, to type and look as. KeyError if there is nobody."""
        for member in self.members.values():
            if member.person.name == name:
                return self._persons.setdefault(member.id, Person(self, member))
        raise KeyError(name)

    def new_id(self, kind: str) -> str:
        """A fresh id, such as `Ev000000007`."""
        return f"{kind}{next(self._numbers):09d}"

    def new_ts(self) -> str:
        """A message's time and name: seconds and microseconds, never the same twice."""
        self._last_ts = max(self.clock.now(), self._last_ts + 0.000_002)
        return f"{self._last_ts:.6f}"

    def find_channel(self, name: str) -> Channel:
        """The channel with that id, `#name` or name. Raises Refusal."""
        for channel in self.channels.values():
            if name == channel.id or (name.removeprefix("#") == channel.name and not channel.user):
                return channel
        raise Refusal("channel_not_found")

    def direct_channel(self, user: str) -> Channel:
        """The direct messages between the app and that member, opened if need be."""
        channel_id = "D" + user[1:]
        return self.channels.setdefault(
            channel_id, Channel(channel_id, f"dm-{user}", {user, BOT_USER}, user=user)
        )

    def post(  # noqa: PLR0913 -- what a message may have, by name
        self,
        channel: str,
        author: str,
        text: str,
        blocks: Sequence[Json] = (),
        *,
        reader: str = "",
        thread_ts: str = "",
        files: Sequence[File] = (),
    ) -> Message:
        """Say something in a channel, to all in it or to one reader."""
        message = Message(
            self.new_ts(),
            channel,
            author,
            text,
            self.with_ids(blocks),
            reader,
            thread_ts,
            tuple(files),
        )
        self.messages[channel, message.ts] = message
        self.feed.add(message)
        return message

    def take_turn(self, channel: Channel) -> None:
        """Hold the app to one message a second in a channel. Raises Refusal."""
        now = self.clock.now()
        if now - self._last_post.get(channel.id, 0) < 1:
            raise Refusal("ratelimited")
        self._last_post[channel.id] = now

    def change(self, message: Message, text: str, blocks: Sequence[Json]) -> Message:
        """Put another text and other blocks in a message's place."""
        changed = replace(message, text=text, blocks=self.with_ids(blocks), edited=True)
        self.messages[message.channel, message.ts] = changed
        self.feed.add(changed)
        return changed

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.channel, message.ts]
        self.feed.add(replace(message, deleted=True))

    def tell(self, user: str, channel: str, text: str) -> Message:
        """Slack's own word to one person, such as that a command failed."""
        return self.post(channel, SLACKBOT, text, reader=user)

    def with_ids(self, blocks: Sequence[Json]) -> tuple[Json, ...]:
        """The blocks with an id wherever the app gave none, as Slack makes them up."""
        named = tuple(copy.deepcopy(block) for block in blocks)
        for block in named:
            block.setdefault("block_id", self.new_id("b"))
        for _, element in elements(named):
            element.setdefault("action_id", self.new_id("a"))
        return named

    def new_response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        """A fresh address to answer an interaction by."""
        return f"{self.address}/response/{self.permits.new_response(user, channel, original)}"

    def missing_scope(self, needed: str) -> Refusal:
        """The refusal of a call that the app was not installed for."""
        return Refusal("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def is_thread(self, channel_id: str, ts: str) -> bool:
        """Whether somebody has answered to that message in a thread, for all to see."""
        return any(
            one.thread_ts == ts and one.channel == channel_id and not one.ephemeral
            for one in self.messages.values()
        )

    def is_shared(self, channel_id: object) -> bool:
        """Whether people of other workspaces are in a channel."""
        channel = self.channels.get(channel_id) if isinstance(channel_id, str) else None
        return channel is not None and channel.shared_externally


def _first_channels(people: Sequence[SlackPerson]) -> list[Channel]:
    """Where a workspace begins; the app is in #noc and #numbers-private, not in the others."""
    everyone = {one.id for one in people}
    staff = {one.id for one in people if not one.guest}
    return [
        Channel("C0GENERAL", "general", set(staff)),
        Channel("C0NOC0001", "noc", everyone | {BOT_USER}),
        Channel("C0SUPPORT", "support", set(everyone)),
        Channel("C0NUMBERS", "numbers-private", staff | {BOT_USER}, private=True),
        Channel("C0BOARD01", "board-private", set(staff), private=True),
    ]
