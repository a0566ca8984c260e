"""Who somebody is in Slack, and whether a link may count for him."""

from bot.links.directory import Link, Suspension
from bot.slack.api.people import Membership, Person

REASONS = {
    Membership.GUEST: Suspension.GUEST,
    Membership.FOREIGN: Suspension.FOREIGN,
    Membership.DEACTIVATED: Suspension.DEACTIVATED,
}
"""Why a link does not count for somebody of that membership."""

_HELPED_BY_EXTERNAL = (Membership.GUEST, Membership.FOREIGN)


def admissible(membership: Membership, *, external: bool) -> bool:
    """Whether somebody of that membership may have a link; `external` is how the link is made."""
    return membership is Membership.MEMBER or (external and membership in _HELPED_BY_EXTERNAL)


def has_left(link: Link, person: Person) -> bool:
    """Whether the link's person is deactivated: then it is removed, and not only suspended."""
    return person.identity == link.identity and person.membership is Membership.DEACTIVATED


def objection(link: Link, person: Person) -> Suspension | None:
    """Why this link cannot count for that person; None if it can."""
    if person.identity != link.identity:
        return Suspension.ELSEWHERE
    if admissible(person.membership, external=link.external):
        return None
    return REASONS[person.membership]
