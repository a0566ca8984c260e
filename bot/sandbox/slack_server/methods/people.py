"""auth.test, users.*, bots.info, team.info: who is who."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import (
    APP_ID,
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_DOMAIN,
    Json,
    Member,
    Refusal,
)

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import Workspace


def auth_test(workspace: "Workspace", _: Arguments) -> Json:
    """Whose token this is."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": "Harbour",
        "user": BOT_NAME,
        "team_id": workspace.team_id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def users_info(workspace: "Workspace", arguments: Arguments) -> Json:
    """One member; the app itself is one, too."""
    user = arguments.text("user")
    locale = arguments.flag("include_locale")
    if user == BOT_USER:
        return {"user": bot_member(workspace)}
    if user not in workspace.members:
        raise Refusal("user_not_found")
    return {"user": _member(workspace, workspace.members[user], include_locale=locale)}


def bot_member(workspace: "Workspace") -> Json:
    """The `user` object of the app."""
    return {
        "id": BOT_USER,
        "team_id": workspace.team_id,
        "name": BOT_NAME,
        "deleted": False,
        "real_name": BOT_NAME,
        "is_bot": True,
        "profile": {"bot_id": BOT_ID, "api_app_id": APP_ID, "real_name": BOT_NAME},
    }


def _member(workspace: "Workspace", member: Member, *, include_locale: bool) -> Json:
    now = datetime.fromtimestamp(workspace.clock.now(), UTC)
    offset = now.astimezone(ZoneInfo(member.person.tz)).utcoffset()
    seconds = int(offset.total_seconds()) if offset is not None else 0
    return member.as_slack(include_locale=include_locale, offset=seconds)


METHODS = {
    "auth.test": Method(auth_test),
    "users.info": Method(users_info, ("user",), ("users:read",)),
}
