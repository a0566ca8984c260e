"""What a payload must hold before a listener sees it.

Bolt and the listeners take ids and lists for granted, as Slack always sends them. What lacks them
is refused here, instead of failing half-way.
"""

from typing import Annotated, Any

from annotated_types import Len
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic.types import Strict

_Id = Annotated[str, StringConstraints(min_length=1), Strict()]
_Text = Annotated[str, Strict()]


class _Payload(BaseModel):
    """Kinds that ask for nothing but a type, if that."""

    model_config = ConfigDict(hide_input_in_errors=True)

    type: _Text = ""


class _Command(_Payload):
    command: _Id
    text: _Text = ""
    user_id: _Id
    response_url: _Id


class _Person(BaseModel):
    id: _Id


class _Option(BaseModel):
    value: _Text


class _Action(BaseModel):
    type: _Text
    action_id: _Text
    block_id: _Text = ""
    value: _Text | None = None
    selected_option: _Option | None = None


class _Click(_Payload):
    user: _Person
    actions: Annotated[list[_Action], Len(min_length=1)]
    container: dict[str, object] | None = None
    response_url: _Text = ""


class _Happening(BaseModel):
    type: _Id


class _Event(_Payload):
    event_id: _Id
    event: _Happening


class _View(BaseModel):
    type: _Text
    callback_id: _Text = ""


class _Modal(_Payload):
    user: _Person
    view: _View


class _Suggestion(_Payload):
    user: _Person
    action_id: _Text
    block_id: _Text = ""


class _Shortcut(_Payload):
    user: _Person
    callback_id: _Text


class _CertificateCheck(_Payload):
    ssl_check: _Text


# Kinds that stand not here, such as those of legacy messages and dialogs, are nothing we ask for.
_BY_TYPE: dict[object, type[_Payload]] = {
    "": _CertificateCheck,
    "block_actions": _Click,
    "block_suggestion": _Suggestion,
    "event_callback": _Event,
    "message_action": _Shortcut,
    "shortcut": _Shortcut,
    "url_verification": _Payload,
    "view_closed": _Modal,
    "view_submission": _Modal,
}


def fault_of(payload: dict[str, Any]) -> str:
    """Where the payload is not what Slack sends, such as `user.id`; empty if it can be used."""
    kind = payload.get("type", "")
    if not isinstance(kind, str) or kind not in _BY_TYPE or (kind and "command" in payload):
        return "type"
    if "event" in payload and kind != "event_callback":
        return "event"
    try:
        (_Command if "command" in payload else _BY_TYPE[kind]).model_validate(payload)
    except ValidationError as error:
        return ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
    return ""
