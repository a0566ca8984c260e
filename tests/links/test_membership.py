"""Whether a link counts, by the person's membership in Slack."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calls.model import Account, Role
from bot.ids import COMMAND_LINE, Identity
from bot.links.model import Link, Suspension, reason_to_suspend
from bot.links.texts import suspension
from bot.slack.api.people import Membership, Person

ADA = Identity("T0HARBOR1", "U0ADA0001")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
LINK = Link(ADA, Account("adalind", 6, Role.USER, 3), False, "", NOW, COMMAND_LINE, NOW)


@pytest.mark.parametrize(
    ("membership", "counts", "counts_external"),
    [
        (Membership.MEMBER, True, True),
        (Membership.GUEST, False, True),
        (Membership.FOREIGN, False, True),
        (Membership.DEACTIVATED, False, False),
    ],
)
def test_guests_and_outsiders_need_an_external_link(
    membership: Membership, counts: bool, counts_external: bool
) -> None:
    person = Person(ADA, membership)
    assert (reason_to_suspend(LINK, person) is None) == counts
    assert (reason_to_suspend(replace(LINK, external=True), person) is None) == counts_external


@pytest.mark.parametrize("membership", list(Membership))
def test_a_link_never_counts_for_somebody_else(membership: Membership) -> None:
    elsewhere = Person(Identity("E0NORDIC1", ADA.user), membership)
    assert reason_to_suspend(replace(LINK, external=True), elsewhere) is Suspension.ELSEWHERE
    assert "another Slack workspace" in suspension(Suspension.ELSEWHERE)
