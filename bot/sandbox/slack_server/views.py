"""Open modals and Home tabs, and their content."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.slack_server.inputs import initial_state
from bot.sandbox.slack_server.model import APP_ID, BOT_ID, Json, Refusal
from bot.sandbox.slack_server.referee import check_view
from bot.sandbox.slack_server.referee.design import DesignJudge
from bot.sandbox.slack_server.timeline import Feed, Ids, WorkspaceClock

_STACK = 3
_REPORTED = (
    "type",
    "title",
    "close",
    "submit",
    "blocks",
    "private_metadata",
    "callback_id",
    "external_id",
    "clear_on_close",
    "notify_on_close",
)


@dataclass(slots=True)
class View:
    """A modal or Home tab that a person has open. `state` has their input, as Slack reports it."""

    id: str
    user: str
    content: Json
    root: str
    previous: str = ""
    hash: str = ""
    state: dict[str, dict[str, Json]] = field(default_factory=dict)

    def as_slack(self, team_id: str) -> Json:
        """Return the `view` object of interactions and of the views methods' answers."""
        empty = {"private_metadata": "", "callback_id": "", "external_id": ""}
        reported = {name: self.content[name] for name in _REPORTED if name in self.content}
        return {
            **empty,
            **reported,
            "id": self.id,
            "team_id": team_id,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "app_installed_team_id": team_id,
            "root_view_id": self.root,
            "previous_view_id": self.previous or None,
            "hash": self.hash,
            "state": {"values": self.state},
        }


class OpenViews:
    """The stack of modals and the Home tab of each person."""

    def __init__(self, clock: WorkspaceClock, ids: Ids, feed: Feed, design: DesignJudge) -> None:
        self._clock = clock
        self._ids = ids
        self._feed = feed
        self._design = design
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        """Return the modal on top of a person's stack."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """Return a person's Home tab, if the app published one."""
        return self._homes.get(user)

    def open(self, user: str, content: Json) -> View:
        """Open a modal in place of the current stack. Raises Refusal."""
        self._check(content, "modal")
        self._stacks[user] = []
        return self._put_on_top(user, content)

    def push(self, user: str, content: Json) -> View:
        """Open a modal on top of the others, three at most. Raises Refusal."""
        self._check(content, "modal")
        if not self._stacks.get(user):
            raise Refusal("not_found")
        if len(self._stacks[user]) >= _STACK:
            raise Refusal("push_limit_reached")
        return self._put_on_top(user, content)

    def update(self, view: View, content: Json, hash_: str = "") -> View:
        """Replace an open view's content. Raises Refusal, for example `hash_conflict`."""
        self._check(content, view.content["type"], but=view)
        if hash_ and hash_ != view.hash:
            raise Refusal("hash_conflict")
        kept = view.state
        self._fill(view, content)
        for block, values in view.state.items():  # input is kept if its field is still there
            before = kept.get(block, {})
            values.update({one: before[one] for one in values if one in before})
        self._feed.wake()
        return view

    def publish(self, user: str, content: Json, hash_: str = "") -> View:
        """Publish a person's Home tab. Raises Refusal."""
        known = self._homes.get(user)
        self._check(content, "home", but=known)
        if known is None:
            known = View(self._ids.new_id("V"), user, {}, "")
            known.root = known.id
            self._homes[user] = known
        elif hash_ and hash_ != known.hash:
            raise Refusal("hash_conflict")
        self._fill(known, content)
        self._feed.wake()
        return known

    def find(self, view_id: str, external_id: str) -> View:
        """Return an open view by its id or external id. Raises Refusal."""
        for view in self._all():
            if view_id == view.id or (
                external_id and external_id == view.content.get("external_id")
            ):
                return view
        raise Refusal("not_found")

    def close(self, user: str, *, all_: bool = False) -> None:
        """Close the modal on top, or the whole stack."""
        stack = self._stacks.get(user, [])
        del stack[0 if all_ else -1 :]
        self._feed.wake()

    def _put_on_top(self, user: str, content: Json) -> View:
        stack = self._stacks[user]
        view = View(self._ids.new_id("V"), user, {}, "")
        view.root = stack[0].id if stack else view.id
        view.previous = stack[-1].id if stack else ""
        self._fill(view, content)
        stack.append(view)
        self._feed.wake()
        return view

    def _fill(self, view: View, content: Json) -> None:
        view.content = {**content, "blocks": list(self._ids.with_ids(content["blocks"]))}
        self._design.view(view.content)
        view.state = initial_state(view.content["blocks"])
        view.hash = f"{int(self._clock.now())}.{secrets.token_hex(4)}"

    def _check(self, content: Json, kind: str, but: View | None = None) -> None:
        check_view(content, kind)
        external = content.get("external_id")
        others = (one.content.get("external_id") for one in self._all() if one is not but)
        if external and external in others:
            raise Refusal("duplicate_external_id")

    def _all(self) -> list[View]:
        modals = [view for stack in self._stacks.values() for view in stack]
        return [*modals, *self._homes.values()]
