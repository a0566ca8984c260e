"""Links: what one is, what asks for one, and when it counts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.ids import GREATEST_MOR_ID, Identity, is_slack_org, is_slack_user
from bot.links import texts as say
from bot.slack.api.people import Membership, Person

_LONGEST_USERNAME = 255
_CONFIRMED_FOR = timedelta(minutes=15)
_HELPED_BY_EXTERNAL = (Membership.GUEST, Membership.FOREIGN)


class Suspension(StrEnum):
    """Why a link does not count.

    The code is stored, so it never changes. Its sentence is made when it is shown, by
    `bot.links.texts.suspension`.
    """

    GUEST = "guest"
    """The person is a guest in Slack, and the link is not external."""
    FOREIGN = "foreign"
    """The person is from another workspace, and the link is not external."""
    DEACTIVATED = "deactivated"
    """The person is deactivated in Slack."""
    ELSEWHERE = "elsewhere"
    """The user id belongs to another workspace or enterprise than the link's."""
    UNKNOWN_PERSON = "unknown-person"
    """Slack does not know the user id."""
    NAME_GONE = "name-gone"
    """MOR does not know the username."""
    NAME_MOVED = "name-moved"
    """At MOR the username belongs to another user."""
    OWNER_MOVED = "owner-moved"
    """At MOR the user belongs to another owner, or has another role."""
    UNCONFIRMED = "unconfirmed"
    """MOR has not confirmed the link for days."""


@dataclass(frozen=True, slots=True)
class Link:
    """A Slack identity and the MOR account it asks as.

    `external` allows a guest or somebody from another workspace. `suspended` says why the link
    does not count: a `Suspension` or a code that this version does not know. Empty means that it
    counts. Times are aware. `checked_at` is when MOR or Slack last said whether the link is true:
    MOR, if it counts. `failing_since` is when that could first not be found out since then.
    `full_name` is what MOR then called its MOR user, empty if unknown: it says who is meant, and
    decides nothing.
    """

    identity: Identity
    account: Account
    external: bool
    suspended: str
    created_at: datetime
    created_by: Identity
    checked_at: datetime
    failing_since: datetime | None = None
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A link that somebody asks for. The identity's org is empty until the person is looked up.

    `owner_id` is the reseller that owns a user, 0 the admin. `user_id` is the id that MOR has to
    confirm; None takes any. An admin `without_id` has no calls of their own to ask about.
    `external` allows a guest or somebody from another workspace.
    """

    identity: Identity
    username: str
    role: Role
    owner_id: int = MOR_ADMIN_ID
    user_id: int | None = None
    without_id: bool = False
    external: bool = False


def request_of(link: Link) -> LinkRequest:
    """Return the request for exactly this link."""
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


def confirmed_lately(at: datetime | None) -> bool:
    """Return whether MOR confirmed a link so lately, at an aware time, that it may ask.

    A time in the future was dated by a wrong clock.
    """
    return at is not None and timedelta(0) <= datetime.now(UTC) - at < _CONFIRMED_FOR


def satisfies(link: Link, request: LinkRequest) -> bool:
    """Return whether the link is what the request asks for. A request without an id takes any."""
    any_id = request.user_id is None and not request.without_id
    wanted = replace(request, user_id=link.account.user_id) if any_id else request
    return request_of(link) == wanted


def check_user(user: str) -> None:
    """Check that this looks like a Slack user id. Raises AskError."""
    if not is_slack_user(user):
        raise say.not_a_slack_user()


def check_person(identity: Identity) -> None:
    """Check that both ids look like Slack's. Raises AskError."""
    check_user(identity.user)
    if not is_slack_org(identity.org):
        raise say.not_a_slack_org()


def check_request(request: LinkRequest) -> None:
    """Check what needs neither Slack nor MOR. Raises AskError."""
    check_person(request.identity)
    name = request.username
    if name != name.strip() or not name.isprintable() or not 0 < len(name) <= _LONGEST_USERNAME:
        raise say.not_a_username()
    if request.without_id and request.role is not Role.ADMIN:
        raise say.id_needed()
    if request.owner_id != MOR_ADMIN_ID and request.role is not Role.USER:
        raise say.owner_of_users_only()
    ids = (request.owner_id, request.user_id or 0)
    if not all(0 <= number <= GREATEST_MOR_ID for number in ids):
        raise say.not_an_id()


REASONS = {
    Membership.GUEST: Suspension.GUEST,
    Membership.FOREIGN: Suspension.FOREIGN,
    Membership.DEACTIVATED: Suspension.DEACTIVATED,
}
"""Why a link does not count for somebody of that membership."""


def may_be_linked(membership: Membership, *, external: bool) -> bool:
    """Return whether somebody may have a link. `external` is a property of the link."""
    return membership is Membership.MEMBER or (external and membership in _HELPED_BY_EXTERNAL)


def has_left(link: Link, person: Person) -> bool:
    """Return whether the link's person is deactivated. Then it is removed, not suspended."""
    return person.identity == link.identity and person.membership is Membership.DEACTIVATED


def reason_to_suspend(link: Link, person: Person) -> Suspension | None:
    """Return why this link cannot count for that person, None if it can."""
    if person.identity != link.identity:
        return Suspension.ELSEWHERE
    if may_be_linked(person.membership, external=link.external):
        return None
    return REASONS[person.membership]
