"""auth.test, users.*, bots.info, team.info: who is who."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.methods.pages import page
from bot.sandbox.slack_server.model import (
    APP_ID,
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_DOMAIN,
    TEAM_NAME,
    Json,
    Refusal,
)
from bot.sandbox.slack_server.workspace import Workspace


def auth_test(workspace: Workspace, _: Arguments) -> Json:
    """Whose token this is."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": BOT_NAME,
        "team_id": workspace.team_id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, arguments: Arguments) -> Json:
    """One member; the app itself is one, too."""
    user = arguments.text("user")
    locale = arguments.flag("include_locale")
    if user == BOT_USER:
        return {"user": bot_member(workspace)}
    if user not in workspace.members:
        raise Refusal("user_not_found")
    member = workspace.members[user]
    return {"user": member.as_slack(include_locale=locale, now=workspace.clock.now())}


def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    """All members, the app last."""
    locale = arguments.flag("include_locale")
    now = workspace.clock.now()
    everyone = [one.as_slack(include_locale=locale, now=now) for one in workspace.members.values()]
    here, more = page(
        [*everyone, bot_member(workspace)], arguments, usual=1000, refusal="invalid_arguments"
    )
    return {"members": list(here), "cache_ts": int(now), **more}


def bots_info(_: Workspace, arguments: Arguments) -> Json:
    """The app's bot; there is no other."""
    if arguments.text("bot") not in ("", BOT_ID):
        raise Refusal("bot_not_found")
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": BOT_NAME}
    return {"bot": {**bot, "deleted": False, "updated": 0}}


def team_info(workspace: Workspace, arguments: Arguments) -> Json:
    """This workspace; no other is known."""
    if arguments.text("team") not in ("", workspace.team_id):
        raise Refusal("team_not_found")
    return {"team": {"id": workspace.team_id, "name": TEAM_NAME, "domain": TEAM_DOMAIN}}


def bot_member(workspace: Workspace) -> Json:
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


METHODS = {
    "auth.test": Method(auth_test),
    "bots.info": Method(bots_info, (), ("users:read",)),
    "team.info": Method(team_info, (), ("team:read",)),
    "users.list": Method(users_list, (), ("users:read",)),
    "users.info": Method(users_info, ("user",), ("users:read",)),
}
