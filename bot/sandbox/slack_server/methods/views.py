"""views.*: modals and Home tabs."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import Json, Refusal
from bot.sandbox.slack_server.views import View
from bot.sandbox.slack_server.web_api import Method
from bot.sandbox.slack_server.workspace import Workspace


def views_open(workspace: Workspace, arguments: Arguments) -> Json:
    """Open a modal for the trigger's user."""
    content = arguments.json_value("view")
    user = workspace.grants.use_trigger(arguments.text("trigger_id"))
    return _as_slack(workspace, workspace.views.open(user, content))


def views_push(workspace: Workspace, arguments: Arguments) -> Json:
    """Open a modal on top of the open one."""
    content = arguments.json_value("view")
    user = workspace.grants.use_trigger(arguments.text("trigger_id"))
    return _as_slack(workspace, workspace.views.push(user, content))


def views_update(workspace: Workspace, arguments: Arguments) -> Json:
    """Replace the content of an open view."""
    view = workspace.views.find(arguments.text("view_id"), arguments.text("external_id"))
    content = arguments.json_value("view")
    return _as_slack(workspace, workspace.views.update(view, content, arguments.text("hash")))


def views_publish(workspace: Workspace, arguments: Arguments) -> Json:
    """Publish a member's Home tab."""
    user = arguments.text("user_id")
    if user not in workspace.members:
        raise Refusal("invalid_arguments", ["[ERROR] user_not_found [json-pointer:/user_id]"])
    content = arguments.json_value("view")
    return _as_slack(workspace, workspace.views.publish(user, content, arguments.text("hash")))


def _as_slack(workspace: Workspace, view: View) -> Json:
    return {"view": view.as_slack(workspace.team_id)}


METHODS = {
    "views.open": Method(views_open, ("trigger_id", "view")),
    "views.push": Method(views_push, ("trigger_id", "view")),
    "views.update": Method(views_update, ("view",)),
    "views.publish": Method(views_publish, ("user_id", "view")),
}
