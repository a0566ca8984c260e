"""What a workspace holds: members, channels, messages, files. And the refusal of a request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.company import SlackPerson

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"
BOT_USER = "U0MORBOT1"
BOT_ID = "B0MORBOT1"
BOT_NAME = "morbot"
APP_ID = "A0MORBOT1"
TEAM_DOMAIN = "harbour"
TEAM_NAME = "Harbour"

_CHOOSERS = {
    f"{what}_select" for what in ("static", "external", "users", "conversations", "channels")
}
INTERACTIVE = (
    {"button", "checkboxes", "icon_button", "overflow", "radio_buttons", "workflow_button"}
    | {"datepicker", "datetimepicker", "timepicker"}
    | {"email_text_input", "file_input", "number_input", "plain_text_input", "rich_text_input"}
    | {"url_text_input"}
    | _CHOOSERS
    | {f"multi_{one}" for one in _CHOOSERS}
)
"""The types of interactive elements."""


class Refusal(Exception):
    """Slack's `"ok": false`: an error code, and messages with the exact reason if they help.

    `details` are further fields of the answer, for example `needed` and `provided`.
    """

    def __init__(self, code: str, messages: Sequence[str] = (), **details: object) -> None:
        super().__init__(" ".join((code, *messages)))
        self.code = code
        self.messages = tuple(messages)
        self.details = details

    def as_slack(self) -> Json:
        """The body of the answer."""
        answer: Json = {"ok": False, "error": self.code, **self.details}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


@dataclass(slots=True)
class Member:
    """A member of the workspace. `team_id` is the member's own team, which may be another one."""

    person: SlackPerson
    team_id: str
    enterprise_id: str = ""
    guest: bool = False
    deleted: bool = False
    stranger: bool = False

    @property
    def id(self) -> str:
        """The Slack user id."""
        return self.person.id

    def as_slack(self, *, include_locale: bool, now: float) -> Json:
        """Return the `user` object of users.info, with the zone offset at `now` (Unix seconds)."""
        person = self.person
        offset = datetime.fromtimestamp(now, ZoneInfo(person.tz)).utcoffset()
        user: Json = {
            "id": person.id,
            "team_id": self.team_id,
            "name": person.name,
            "deleted": self.deleted,
            "real_name": person.real_name,
            "profile": {
                "real_name": person.real_name,
                "display_name": person.name,
                "team": self.team_id,
            },
            "is_bot": False,
            "is_app_user": False,
            "updated": 0,
        }
        if self.enterprise_id:
            user["enterprise_user"] = {
                "id": person.id,
                "enterprise_id": self.enterprise_id,
                "teams": [self.team_id],
            }
        if self.stranger:
            user["is_stranger"] = True
        if self.deleted:
            return user
        user |= {
            "tz": person.tz,
            "tz_label": person.tz,
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": self.guest,
        }
        if include_locale:
            user["locale"] = person.locale
        return user


@dataclass(slots=True)
class Channel:
    """A conversation. `user` is set for direct messages with the app."""

    id: str
    name: str
    members: set[str]
    private: bool = False
    user: str = ""
    archived: bool = False
    shared_externally: bool = False
    invited_externally: bool = False  # and not accepted yet
    shared_in_org: bool = False
    group_message: bool = False

    @property
    def type(self) -> str:
        """`im`, `mpim`, `group` or `channel`, as in events."""
        if self.group_message:
            return "mpim"
        return "im" if self.user else "group" if self.private else "channel"

    @property
    def command_name(self) -> str:
        """The name in slash commands, which hide the names of private channels."""
        return {"im": "directmessage", "group": "privategroup"}.get(self.type, self.name)

    def as_slack(self, *, bot_user: str, team_id: str) -> Json:
        """The `channel` object of conversations.info."""
        if self.user:
            return {"id": self.id, "is_im": True, "user": self.user, "is_archived": self.archived}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_private": self.private,
            "is_im": False,
            "is_mpim": self.group_message,
            "is_archived": self.archived,
            "is_member": bot_user in self.members,
            "is_shared": self.shared_externally or self.shared_in_org,
            "is_ext_shared": self.shared_externally,
            "is_pending_ext_shared": self.invited_externally,
            "is_org_shared": self.shared_in_org,
            "context_team_id": team_id,
            "num_members": len(self.members),
        }


@dataclass(slots=True)
class File:
    """An uploaded file. Nobody sees it until the upload is completed."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None
    completed: bool = False

    def as_slack(self, address: str) -> Json:
        """The `file` object."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "size": len(self.content or b""),
            "url_private": f"{address}/files/{self.id}/{self.name}",
        }


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the app, in the menu of each message or for everywhere, and its name there."""

    callback_id: str
    name: str
    on_messages: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One version of a message. An edit makes a new version with the same `ts`.

    Only `reader` sees an ephemeral message.
    """

    ts: str
    channel: str
    author: str
    text: str
    blocks: tuple[Json, ...] = ()
    reader: str = ""
    thread_ts: str = ""
    files: tuple[File, ...] = field(default=())
    deleted: bool = False
    edited: bool = False
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.reader)

    @property
    def table(self) -> list[list[str]]:
        """The texts of the first table's cells, row by row. Empty without a table."""
        for block in self.blocks:
            if block.get("type") in ("table", "data_table"):
                return [[text_of(cell) for cell in row] for row in block["rows"]]
        return []

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons, in order."""
        return [text_of(one["text"]) for _, one in elements(self.blocks) if one["type"] == "button"]

    def as_slack(self) -> Json:
        """The `message` object of interactions and of chat.postMessage's answer."""
        message: Json = {
            "type": "message",
            "ts": self.ts,
            "user": self.author,
            "text": self.text,
            "blocks": list(self.blocks),
        }
        if self.author == BOT_USER:
            message |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.attachments:
            message["attachments"] = list(self.attachments)
        if self.metadata:
            message["metadata"] = self.metadata
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        return message


def text_of(value: object) -> str:
    """Return all text in a text object, a table cell or a rich text, in order."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(text_of(one) for one in value)
    if isinstance(value, Mapping):
        own = value.get("text", value.get("url", ""))
        return text_of(own) + text_of(value.get("elements", []))
    return ""


def blocks_in(block: Json) -> list[Json]:
    """Return the blocks inside a container or carousel."""
    names = {"container": "child_blocks", "carousel": "elements"}
    name = names.get(str(block.get("type")))
    return list(block[name]) if name else []


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each (block, interactive element) of a message or view, in order."""
    for block in blocks:
        several = (*block.get("elements", ()), *block.get("actions", ()))
        for element in (*several, block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element
        yield from elements(blocks_in(block))
