"""A link that somebody asks for, and what can be told of it without asking anybody."""

from dataclasses import dataclass, replace

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError
from bot.ids import GREATEST_MOR_ID, Identity, is_slack_org, is_slack_user
from bot.links.directory import Link
from bot.links.texts import linking

_LONGEST_USERNAME = 255


@dataclass(frozen=True, slots=True)
class Wish:
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


def wish_of(link: Link) -> Wish:
    """The wish that asks for exactly this link."""
    account = link.account
    return Wish(
        link.identity,
        account.username,
        account.role,
        account.owner_id,
        account.user_id,
        without_id=account.user_id is None,
        external=link.external,
    )


def is_wished(link: Link, wish: Wish) -> bool:
    """Whether this link is what the wish would lead to; a wish without an id takes any."""
    any_id = wish.user_id is None and not wish.without_id
    return wish_of(link) == (replace(wish, user_id=link.account.user_id) if any_id else wish)


def check_user(user: str) -> None:
    """Whether this has the form of a Slack user id. Raises AskError."""
    if not is_slack_user(user):
        raise AskError(*linking.not_a_slack_user(), code="slack-user")


def check_person(identity: Identity) -> None:
    """Whether both ids have the form of Slack's. Raises AskError."""
    check_user(identity.user)
    if not is_slack_org(identity.org):
        raise AskError(*linking.not_a_slack_org(), code="slack-org")


def check_shape(wish: Wish) -> None:
    """Whether the wish makes sense at all. Raises AskError."""
    check_person(wish.identity)
    name = wish.username
    if name != name.strip() or not name.isprintable() or not 0 < len(name) <= _LONGEST_USERNAME:
        raise AskError(*linking.not_a_username(), code="username")
    if wish.without_id and wish.role is not Role.ADMIN:
        raise AskError(*linking.id_needed(), code="id-needed")
    if wish.owner_id != MOR_ADMIN_ID and wish.role is not Role.USER:
        raise AskError(*linking.owner_of_users_only(), code="owner")
    if not 0 <= wish.owner_id <= GREATEST_MOR_ID or not 0 <= (wish.user_id or 0) <= GREATEST_MOR_ID:
        raise AskError(*linking.not_an_id(), code="id")
