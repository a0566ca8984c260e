"""The state of a workspace: who is in it, what was said, how the app is installed."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.sandbox.company import SLACK_PEOPLE, TEAM_ID
from bot.sandbox.slack_server.control import FaultControl
from bot.sandbox.slack_server.grants import Grants
from bot.sandbox.slack_server.model import (
    BOT_USER,
    SLACKBOT,
    Channel,
    File,
    Json,
    Member,
    Message,
    Refusal,
    Shortcut,
)
from bot.sandbox.slack_server.referee.design import DesignJudge
from bot.sandbox.slack_server.timeline import Feed, Ids, WorkspaceClock
from bot.sandbox.slack_server.views import OpenViews

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


@dataclass(eq=False, kw_only=True, repr=False)
class WorkspaceState:
    """Members, channels and messages of a workspace, and the installation of its one app.

    Tokens and secrets are random unless given. `request_url` is where the app takes signed
    requests. `commands` (each with whether Slack escapes its text), `subscriptions` to events and
    `shortcuts` are those of the app's manifest; None means all.
    """

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    request_url: str = ""
    scopes: frozenset[str] = SCOPES
    commands: Mapping[str, bool] | None = None
    subscriptions: frozenset[str] | None = None
    shortcuts: Sequence[Shortcut] | None = None

    def __post_init__(self) -> None:
        self.bot_token = self.bot_token or f"xoxb-{secrets.token_hex(12)}"
        self.app_token = self.app_token or f"xapp-{secrets.token_hex(12)}"
        self.signing_secret = self.signing_secret or secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.client_id = "2222222222.3333333333"
        self.client_secret = secrets.token_hex(16)
        self.team_id = TEAM_ID
        self.address = ""  # where the workspace is served; empty while it is not
        self.token_fault = ""  # Slack's error code for tokens that are no longer valid
        self.unknown_blocks: set[str] = set()  # block types not yet rolled out to this workspace
        self.clock = WorkspaceClock()
        self.ids = Ids(self.clock)
        self.feed = Feed()
        self.control = FaultControl()
        self.grants = Grants(self.clock)
        self.design = DesignJudge()
        self.views = OpenViews(self.clock, self.ids, self.feed, self.design)
        self.members = {one.id: Member(one, TEAM_ID, guest=one.guest) for one in SLACK_PEOPLE}
        self.channels = {one.id: one for one in _first_channels()}
        self.messages: dict[tuple[str, str], Message] = {}
        self.files: dict[str, File] = {}
        self._last_post: dict[str, float] = {}

    def find_member(self, name: str) -> Member:
        """Return the member with that name. Raises KeyError."""
        for member in self.members.values():
            if member.person.name == name:
                return member
        raise KeyError(name)

    def find_channel(self, name: str) -> Channel:
        """Return the channel with that id, `#name` or name. Raises Refusal."""
        for channel in self.channels.values():
            if name == channel.id or (name.removeprefix("#") == channel.name and not channel.user):
                return channel
        raise Refusal("channel_not_found")

    def direct_channel(self, user: str) -> Channel:
        """Return the direct messages between the app and a member; open them if needed."""
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
        attachments: Sequence[Json] = (),
        metadata: Json | None = None,
    ) -> Message:
        """Post a message in a channel, for everybody in it or for one reader."""
        message = Message(
            self.ids.new_ts(),
            channel,
            author,
            text,
            self.ids.with_ids(blocks),
            reader,
            thread_ts,
            tuple(files),
            attachments=tuple(attachments),
            metadata=metadata,
        )
        if author == BOT_USER:
            self.design.message(text, message.blocks)
        self.messages[channel, message.ts] = message
        self.feed.add(message)
        return message

    def tell(self, user: str, channel: str, text: str) -> Message:
        """Post Slack's own words to one person, for example that a command failed."""
        return self.post(channel, SLACKBOT, text, reader=user)

    def check_rate_limit(self, channel: Channel) -> None:
        """Limit the app to one message per second and channel. Raises Refusal."""
        now = self.clock.now()
        if now - self._last_post.get(channel.id, 0) < 1:
            raise Refusal("ratelimited")
        self._last_post[channel.id] = now

    def change(
        self,
        message: Message,
        text: str,
        blocks: Sequence[Json],
        attachments: Sequence[Json] = (),
        metadata: Json | None = None,
    ) -> Message:
        """Replace a message's text, blocks and attachments, and its metadata if any are given."""
        changed = replace(
            message,
            text=text,
            blocks=self.ids.with_ids(blocks),
            attachments=tuple(attachments),
            metadata=message.metadata if metadata is None else metadata,
            edited=True,
        )
        if message.author == BOT_USER:
            self.design.message(text, changed.blocks)
        self.messages[message.channel, message.ts] = changed
        self.feed.add(changed)
        return changed

    def delete(self, message: Message) -> None:
        """Delete a message."""
        del self.messages[message.channel, message.ts]
        self.feed.add(replace(message, deleted=True))

    def delete_file(self, file: File) -> None:
        """Delete a file, also from the messages that it is in."""
        del self.files[file.id]
        for key, message in self.messages.items():
            if file in message.files:
                left = tuple(one for one in message.files if one is not file)
                self.messages[key] = replace(message, files=left)
                self.feed.add(self.messages[key])

    def new_response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        """Return a new `response_url` for an interaction."""
        return f"{self.address}/response/{self.grants.new_response(user, channel, original)}"

    def missing_scope(self, needed: str) -> Refusal:
        """Return the refusal of a call that needs a scope the app was not installed with."""
        return Refusal("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def is_thread(self, channel_id: str, ts: str) -> bool:
        """Whether a message has a reply in its thread that everybody sees."""
        return any(
            one.thread_ts == ts and one.channel == channel_id and not one.ephemeral
            for one in self.messages.values()
        )

    def is_shared(self, channel_id: object) -> bool:
        """Whether people of other workspaces are in a channel."""
        channel = self.channels.get(channel_id) if isinstance(channel_id, str) else None
        return channel is not None and channel.shared_externally


def _first_channels() -> list[Channel]:
    """The channels at the start. The app is in #noc and #numbers-private only."""
    everyone = {one.id for one in SLACK_PEOPLE}
    staff = {one.id for one in SLACK_PEOPLE if not one.guest}
    return [
        Channel("C0GENERAL", "general", set(staff)),
        Channel("C0NOC0001", "noc", everyone | {BOT_USER}),
        Channel("C0SUPPORT", "support", set(everyone)),
        Channel("C0NUMBERS", "numbers-private", staff | {BOT_USER}, private=True),
        Channel("C0BOARD01", "board-private", set(staff), private=True),
    ]
