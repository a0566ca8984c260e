"""Who somebody is in Slack, and whether a link may count for him."""

from bot.links.directory import Link, Suspension
from bot.slack.api.people import Person, Standing

REASONS = {
    Standing.GUEST: Suspension.GUEST,
    Standing.FOREIGN: Suspension.FOREIGN,
    Standing.DEACTIVATED: Suspension.DEACTIVATED,
}
"""Why a link does not count for somebody of that standing."""

_HELPED_BY_EXTERNAL = (Standing.GUEST, Standing.FOREIGN)


def admissible(standing: Standing, *, external: bool) -> bool:
    """Whether somebody of that standing may have a link; `external` is how the link is made."""
    return standing is Standing.MEMBER or (external and standing in _HELPED_BY_EXTERNAL)


def has_left(link: Link, person: Person) -> bool:
    """Whether the link's person is deactivated: then it is removed, and not only suspended."""
    return person.identity == link.identity and person.standing is Standing.DEACTIVATED


def objection(link: Link, person: Person) -> Suspension | None:
    """Why this link cannot count for that person; None if it can."""
    if person.identity != link.identity:
        return Suspension.ELSEWHERE
    if admissible(person.standing, external=link.external):
        return None
    return REASONS[person.standing]
