"""blocks.validate: the referee's judgement without sending anything. It needs no token."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import Json, Refusal
from bot.sandbox.slack_server.referee import message_faults, unknown_faults, view_faults
from bot.sandbox.slack_server.referee.rules import Faults
from bot.sandbox.slack_server.web_api import Method
from bot.sandbox.slack_server.workspace import Workspace

_KINDS = ("blocks", "message", "view")
_MISSING = "missing required field: "


def validate(workspace: Workspace, arguments: Arguments) -> Json:
    """Judge exactly one of `blocks`, `message` and `view`. Raises Refusal with its faults."""
    given = [kind for kind in _KINDS if kind in arguments]
    if len(given) != 1:
        raise Refusal("invalid_arguments", [f"[ERROR] exactly one of: {', '.join(_KINDS)}"])
    kind = given[0]
    value = arguments.json_value(kind)
    blocks = value if kind == "blocks" else value.get("blocks") if isinstance(value, dict) else None
    if not isinstance(blocks, list):
        raise Refusal("invalid_arguments", [f"[ERROR] {kind} has no list of blocks"])
    faults = view_faults(value) if kind == "view" else message_faults(blocks)
    faults += unknown_faults(blocks, workspace.unknown_blocks)
    if faults:
        root = {"blocks": "/blocks", "message": "", "view": "/view"}[kind]
        raise Refusal(f"invalid_{kind}", errors=_explained(faults, root))
    return {}


def _explained(faults: Faults, root: str) -> list[Json]:
    """Return the faults as objects. `root` is what the value itself is called in our pointers."""
    explained = []
    for fault in faults:
        message, _, pointer = fault.removesuffix("]").rpartition(" [json-pointer:")
        one: Json = {"code": "failed_constraint", "message": message}
        if message.startswith(_MISSING):
            field = message.removeprefix(_MISSING)
            pointer = pointer.removesuffix(f"/{field}")
            one |= {"code": "missing_field", "field": field}
        explained.append({**one, "pointer": pointer.removeprefix(root)})
    return explained


METHODS = {"blocks.validate": Method(validate, caller="anyone")}
