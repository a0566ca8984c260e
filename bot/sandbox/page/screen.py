"""What a person sees on the page: their channels, messages, modal and Home tab."""

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.company import MOR_USERS, SlackPerson
from bot.sandbox.page.dates import Reader, clock, day, moment
from bot.sandbox.page.draw import draw_attachment, draw_blocks, draw_text, render
from bot.sandbox.page.user_actions import UserActions
from bot.sandbox.slack_server.model import (
    BOT_NAME,
    BOT_USER,
    SLACKBOT,
    Channel,
    Json,
    Message,
    Shortcut,
    text_of,
)
from bot.sandbox.slack_server.person import SimulatedUser
from bot.sandbox.slack_server.views import View
from bot.sandbox.slack_server.workspace import Workspace

_COLOURS = 8


class Screen:
    """What one person sees, drawn for them alone."""

    def __init__(self, workspace: Workspace, person: SimulatedUser, actions: UserActions) -> None:
        self._workspace = workspace
        self._person = person
        self._actions = actions

    def channels(self) -> list[Json]:
        """Return their conversations. Direct messages with the app come last."""
        self._workspace.direct_channel(self._person.id)
        mine = [
            one
            for one in self._workspace.channels.values()
            if self._person.id in one.members and not one.archived
        ]
        return [self._channel(one) for one in sorted(mine, key=lambda one: bool(one.user))]

    def messages(self) -> list[Json]:
        """Return all messages that they can see, oldest first."""
        return self._drawn(self._person.visible())

    def changes(self, start: int) -> list[Json]:
        """Return what appeared, changed or was deleted since that index of the feed."""
        found = self._workspace.feed.since(start, self._person.may_see)
        latest = {(one.channel, one.ts): one for _, one in found}
        return self._drawn(latest.values())

    def modal(self) -> str:
        """Return the modal on top as HTML, or an empty string."""
        view = self._workspace.views.top(self._person.id)
        return self._view(view, "modal.html") if view else ""

    def home(self) -> str:
        """Return their Home tab as HTML, or an empty string if the app published none."""
        view = self._workspace.views.home(self._person.id)
        return self._view(view, "home.html") if view else ""

    def _reader(self) -> Reader:
        workspace = self._workspace
        now = datetime.fromtimestamp(workspace.clock.now(), UTC)
        users = {one.id: one.person.name for one in workspace.members.values()}
        channels = {one.id: one.name for one in workspace.channels.values() if not one.user}
        zone = ZoneInfo(self._person.member.person.tz)
        return Reader(zone, now, self._person.id, {**users, BOT_USER: BOT_NAME}, channels)

    def _drawn(self, messages: Iterable[Message]) -> list[Json]:
        reader = self._reader()
        return [self._message(one, reader) for one in messages]

    def _message(self, message: Message, reader: Reader) -> Json:
        told: Json = {"channel": message.channel, "ts": message.ts, "thread": message.thread_ts}
        if message.deleted:
            return {**told, "deleted": True}
        at = moment(message.ts, reader)
        blocks = draw_blocks(message.blocks, reader)
        html = render(
            "message.html",
            author=self._author(message.author),
            message=message,
            clock=clock(at) if at else "",
            exactly=f"{at:%Y-%m-%d %H:%M:%S} {reader.zone.key}" if at else "",
            body=blocks if message.blocks else draw_text(message.text, reader),
            attachments=[draw_attachment(one, reader) for one in message.attachments],
            files=[(one.id, one.title or one.name, size(one.length)) for one in message.files],
            user=self._person.id,
            shortcuts=[] if message.ephemeral else self._message_shortcuts(),
        )
        told |= {"day": day(at, reader) if at else "", "html": html, "author": message.author}
        return told | {"text": message.text}

    def _message_shortcuts(self) -> list[Shortcut]:
        return [one for one in self._workspace.shortcuts or () if one.on_messages]

    def _author(self, user_id: str) -> Json:
        if user_id in (BOT_USER, SLACKBOT):
            app = user_id == BOT_USER
            return {"name": BOT_NAME if app else "Slackbot", "class": "bot" if app else "slackbot"}
        member = self._workspace.members[user_id]
        return profile(member.person)

    def _view(self, view: View, template: str) -> str:
        content = view.content
        return render(
            template,
            view=view,
            title=text_of(content.get("title")),
            submit=text_of(content.get("submit")),
            close=text_of(content.get("close")) or "Cancel",
            body=draw_blocks(content["blocks"], self._reader(), self._actions.errors(view.id)),
            problem=self._actions.problems.get(view.id, ""),
        )

    def _channel(self, channel: Channel) -> Json:
        return {
            "id": channel.id,
            "name": BOT_NAME if channel.user else channel.name,
            "type": channel.type,
            "members": len(channel.members),
            "app": BOT_USER in channel.members,
            "shared": channel.shared_externally,
        }


def profile(person: SlackPerson) -> Json:
    """Return how a person is shown: name, initial, colour, and their MOR user."""
    mor = next((one for one in MOR_USERS if one.username == person.mor_username), None)
    role = f"{mor.usertype} · {mor.username}, MOR id {mor.id}" if mor else "not linked"
    if person.guest:
        role = f"guest · {role}"
    return {
        "id": person.id,
        "name": person.real_name,
        "handle": person.name,
        "role": role,
        "zone": person.tz,
        "initial": person.name[:1].upper(),
        "class": f"person-{zlib.crc32(person.id.encode()) % _COLOURS}",
    }


def size(length: int) -> str:
    """Return a file's size as people read it."""
    if length < 1000:
        return f"{length} bytes"
    return f"{length / 1e3:.1f} kB" if length < 1e6 else f"{length / 1e6:.1f} MB"
