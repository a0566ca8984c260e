"""A link that somebody asks for, and what can be told of it without asking anybody."""

import re
from dataclasses import dataclass, replace

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError
from bot.ids import Identity
from bot.links.directory import Link
from bot.links.texts import linking

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_SLACK_ORG = re.compile(r"[TE][A-Z0-9]{2,30}")
_LONGEST_USERNAME = 255
_GREATEST_ID = 2**31 - 1  # MOR's ids are MySQL integers


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A link that somebody asks for.

    `owner_id` is the reseller that owns a user, 0 the admin. `user_id` is the id that MOR is
    expected to give; None takes any. An admin `without_id` has no calls of his own to ask about.
    `external` allows a guest or somebody of another workspace.
    """

    identity: Identity
    username: str
    role: Role
    owner_id: int = MOR_ADMIN_ID
    user_id: int | None = None
    without_id: bool = False
    external: bool = False


def request_of(link: Link) -> LinkRequest:
    """The request that asks for exactly this link."""
    account = link.account
    return LinkRequest(
        link.identity,
        account.username,
        account.role,
        account.owner_id,
        account.user_id,
        without_id=account.user_id is None,
        external=link.external,
    )


def satisfies(link: Link, request: LinkRequest) -> bool:
    """Whether this link is what the request would lead to; a request without an id takes any."""
    any_id = request.user_id is None and not request.without_id
    return request_of(link) == (
        replace(request, user_id=link.account.user_id) if any_id else request
    )


def check_user(user: str) -> None:
    """Whether this has the form of a Slack user id. Raises AskError."""
    if not _SLACK_USER.fullmatch(user):
        raise AskError(*linking.not_a_slack_user(), code="slack-user")


def check_person(identity: Identity) -> None:
    """Whether both ids have the form of Slack's. Raises AskError."""
    check_user(identity.user)
    if not _SLACK_ORG.fullmatch(identity.org):
        raise AskError(*linking.not_a_slack_org(), code="slack-org")


def check_shape(request: LinkRequest) -> None:
    """Whether the request makes sense at all. Raises AskError."""
    check_person(request.identity)
    name = request.username
    if name != name.strip() or not name.isprintable() or not 0 < len(name) <= _LONGEST_USERNAME:
        raise AskError(*linking.not_a_username(), code="username")
    if request.without_id and request.role is not Role.ADMIN:
        raise AskError(*linking.id_needed(), code="id-needed")
    if request.owner_id != MOR_ADMIN_ID and request.role is not Role.USER:
        raise AskError(*linking.owner_of_users_only(), code="owner")
    if not 0 <= request.owner_id <= _GREATEST_ID or not 0 <= (request.user_id or 0) <= _GREATEST_ID:
        raise AskError(*linking.not_an_id(), code="id")
