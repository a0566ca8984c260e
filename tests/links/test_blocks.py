"""Links, requests for access and their forms, as Slack takes them."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.calls.model import Account, Role
from bot.errors import AskError
from bot.ids import COMMAND_LINE, Identity
from bot.links import form_blocks as import_form
from bot.links.blocks import (
    LINKS_SHOWN,
    LinksPage,
    declined_message,
    linked_message,
    links_message,
    refusal_message,
    request_message,
    unlinked_message,
    welcome_message,
)
from bot.links.form_blocks import (
    FORM,
    LinkFields,
    form_view,
    read_form,
)
from bot.links.model import Link
from bot.sandbox.slack_server.referee import view_faults
from bot.slack.kit.forms import Submission
from tests.support.judges import assert_names_only, people_named

INGRID = Identity("T0HARBOR1", "U0INGRID1")
TOM = Identity("T0HARBOR1", "U0TOM0001")
AT = datetime(2026, 11, 25, 12, 30, 15, tzinfo=UTC)
anything = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=255),
    st.sampled_from(
        ["<!channel>" * 25, "<@U0INGRID1>", "\N{GRINNING FACE}" * 255, "T0A/U0INGRID1"]
    ),
)


def link(username: str, role: Role = Role.USER, suspended: str = "") -> Link:
    account = Account(username, 5, role, 3 if role is Role.USER else 0)
    return Link(TOM, account, True, suspended, AT, COMMAND_LINE, AT, full_name="Tom Ford")


@given(anything, st.sampled_from(list(Role)), anything)
def test_nothing_about_links_is_live_or_too_long(username: str, role: Role, reason: str) -> None:
    one = link(username, role, reason)
    assert_names_only(TOM, linked_message(one, greeted=True))
    assert_names_only(TOM, unlinked_message(one))
    assert_names_only(TOM, welcome_message(one.account, one.account, "/localcalls"))
    assert_names_only(
        TOM,
        links_message(LinksPage([one] * (LINKS_SHOWN + 1), 0, 99, "x" * 22), INGRID, "/localcalls"),
    )


@given(anything, anything, st.sampled_from(["", "user", "boss"]), st.booleans())
def test_the_form_shows_what_was_typed(
    username: str, owner: str, role: str, external: bool
) -> None:
    filled = LinkFields("", username[:255], role, owner[:10], external, "x" * 22)
    for problem in (None, AskError(username or "x", owner, code="username")):
        view = form_view(filled, TOM, problem)
        assert not view_faults(view)
        assert people_named(view["blocks"]) == {TOM.user}


@given(anything, st.integers(1, 100), anything)
def test_the_import_is_taken_whatever_stands_in_it(username: str, lines: int, problem: str) -> None:
    links = [link(username or "x")] * lines
    problems = [(line, problem) for line in range(1, lines + 1)]
    for view in (
        import_form.paste_view("/localcalls", ["slack_user"], username, problems),
        import_form.confirm_view(links, lines),
        import_form.PASTE.outcome(import_form.imported_message(links, [TOM]).blocks),
        import_form.PASTE.problem(AskError(problem, username, code="x")),
        import_form.PASTE.loading(),
    ):
        assert not view_faults(view)
        assert people_named(view["blocks"]) <= {TOM.user}


def test_messages_about_links_look_so(snapshot: SnapshotAssertion) -> None:
    reseller = link("nordvoice", Role.RESELLER)
    shown = [
        linked_message(reseller, greeted=False),
        unlinked_message(reseller),
        welcome_message(reseller.account, Account("adalind", 6, Role.USER, 3), "/localcalls"),
        links_message(
            LinksPage([link("tomford"), link("adalind", suspended="it is gone")] * 11, 0, 40, "id"),
            INGRID,
            "/localcalls",
        ),
        request_message(TOM, "id", outsider=True),
        declined_message(TOM, "No *calls*.", told=True),
        refusal_message("No *calls*."),
    ]
    for message in shown:
        assert_names_only(TOM, message)
    assert [message.payload() for message in shown] == snapshot(
        extension_class=JSONSnapshotExtension
    )


def test_the_form_looks_so(snapshot: SnapshotAssertion) -> None:
    problem = AskError("MOR knows no user “tomfrod”.", "Check it.", code="user-not-found")
    filled = LinkFields("U0TOM0001", "tomfrod", "user", "3", True)
    views = [
        FORM.loading("Looking up…"),
        form_view(LinkFields()),
        form_view(filled, None, problem),
        form_view(LinkFields(request_id="id"), TOM),
        FORM.problem(AskError("Only bot admins.", "Ask one.", code="not-allowed")),
        FORM.outcome(unlinked_message(link("tomford")).blocks),
    ]
    for view in views:
        assert not view_faults(view)
    assert views == snapshot(extension_class=JSONSnapshotExtension)


def test_a_form_that_is_none_reads_as_empty() -> None:
    odd: list[dict[str, Any]] = [
        {},
        {"state": None},
        {"state": {"values": []}},
        {"state": {"values": {"role": {"role": {"selected_option": "user"}}, "username": 5}}},
        {"state": {"values": {"username": {"username": {"value": 5}}}}, "private_metadata": 7},
    ]
    sent = [Submission.read("U0INGRID1", view) for view in odd]
    assert {read_form(one) for one in sent} == {LinkFields()}
