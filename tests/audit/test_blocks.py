"""A page of the audit log, as Slack takes it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.audit.blocks import ENTRIES_SHOWN, AuditPage, audit_message
from bot.ids import Identity
from bot.store.audit import AuditEntry
from tests.support.examples import VILNIUS
from tests.support.judges import assert_names_only

TOM = Identity("T0HARBOR1", "U0TOM0001")
AT = datetime(2026, 11, 25, 12, 30, 15, tzinfo=UTC)
anything = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=255),
    st.sampled_from(
        ["<!channel>" * 25, "<@U0INGRID1>", "\N{GRINNING FACE}" * 255, "T0A/U0INGRID1"]
    ),
)


def entry(username: str, outcome: str = "answered", about: str = "") -> AuditEntry:
    week = timedelta(days=7)
    who = (AT, TOM.org, TOM.user, username)
    return AuditEntry(*who, 5, AT - week, AT, 128, outcome, "question", about)


@given(anything, anything)
def test_nothing_in_it_is_live_or_too_long(username: str, outcome: str) -> None:
    entries = [entry(username, outcome[:64]), entry(username, outcome[:64], str(TOM))]
    shown = AuditPage((entries * ENTRIES_SHOWN)[:ENTRIES_SHOWN], 1, 1000, "x" * 22)
    page = audit_message(shown, VILNIUS, "/localcalls")
    assert page.simpler is not None
    for form in page.forms():
        assert_names_only(TOM, form)


def test_a_page(snapshot: SnapshotAssertion) -> None:
    entries = [entry("tomford"), entry("tomford", "done", str(TOM))]
    message = audit_message(AuditPage(entries, 0, 2, "id"), VILNIUS, "/localcalls")
    assert_names_only(TOM, message)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)
