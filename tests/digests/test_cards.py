"""Digests as they are drafted, listed and shown: within Slack's limits, and nothing alive."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.model import Period, Query, Target, Who, WhoKind
from bot.digests.blocks.card import Card, card_message, deleted_message
from bot.digests.blocks.draft import draft_message
from bot.digests.blocks.list import (
    DIGESTS_SHOWN,
    SHOWN_AT_HOME,
    Listed,
    home_section,
    how_message,
    list_message,
)
from bot.digests.forms import FORM, DigestFields, form_view, read_form
from bot.digests.model import Digest, DigestPlace, DraftPreview, Extras, MorUser, Plan, State
from bot.digests.reasons import Reason
from bot.errors import AskError
from bot.ids import Identity
from bot.sandbox.slack_server.referee import check_message, check_view
from bot.slack.kit.forms import Submission
from bot.slack.kit.message import Message
from tests.support.judges import texts

ZONE = "Europe/Vilnius"
NOW = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo(ZONE))
OWNER, OTHER = Identity("T0HARBOR1", "U0INGRID1"), Identity("T0HARBOR1", "U0NILS001")

anything = st.text(max_size=700)
extras = st.builds(
    Extras,
    skip_empty=st.booleans(),
    thread=st.booleans(),
    rows=st.booleans(),
    new_ips=st.integers(0, 30),
    alert_above=st.none() | st.integers(0, 10**6),
    mention=st.sampled_from(["", "U0TOM0001"]) | anything,
)
plans = st.builds(
    Plan,
    query=anything,
    cron=st.sampled_from(["0 9 * * 1-5", "0 0 1 * *", "*/7 1-5,8,11-13 1,15 2-11/3 MON#2"]),
    zone=st.sampled_from([ZONE, "America/Argentina/ComodRivadavia"]),
    place=st.sampled_from(["", "C0NOC0001"]) | st.text(max_size=32),
    extras=extras,
)
digests = st.builds(
    Digest,
    id=st.integers(1, 10**9),
    owner=st.sampled_from([OWNER, OTHER]),
    mor_user=st.just(MorUser(5, "tomford")),
    plan=plans,
    revision=st.integers(0, 9),
    state=st.sampled_from([State.ACTIVE, State.PAUSED]),
    why=st.none() | st.builds(Reason, st.text(min_size=1, max_size=255), st.text(max_size=255)),
    replaces=st.none(),
    next_slot=st.none() | st.just(NOW.astimezone(UTC)),
    created_at=st.just(NOW),
    changed_at=st.just(NOW),
)


def judge(message: Message) -> None:
    """Slack takes it, and nothing in it is read as markup but the name of a channel."""
    check_message(message.text, message.blocks)
    assert not any(mark in message.text for mark in ("<", ">"))
    assert len(json.dumps(message.blocks)) <= 10_000
    for text in texts(message.blocks):
        if text["type"] == "mrkdwn":
            assert text["text"].endswith(("<#C0NOC0001>.", "direct messages with morbot."))
        assert not any(ord(character) < 32 for character in text["text"].replace("\n", ""))
        text["text"].encode()  # no lone half of a surrogate pair


@given(plan=plans, name=anything, fixed=st.booleans(), assumed=st.booleans())
def test_a_draft_is_a_message_slack_takes(
    plan: Plan, name: str, fixed: bool, assumed: bool
) -> None:
    query = Query(Who(WhoKind.ID, "5"), "", Period(NOW - timedelta(days=92), NOW))
    place = DigestPlace(plan.place, private=fixed, outsiders=assumed)
    runs = (NOW, NOW + timedelta(days=1), NOW + timedelta(days=2))
    draft = DraftPreview(1, None, plan, query, Target(5, name), place, runs, fixed, assumed)
    judge(draft_message(draft))
    judge(draft_message(replace(draft, draft=10**9, replaces=10**9)))


@given(digest=digests, outcomes=st.lists(anything, max_size=5), lead=anything)
def test_a_card_is_a_message_slack_takes(digest: Digest, outcomes: list[str], lead: str) -> None:
    runs = [NOW] * 3 if digest.state is State.ACTIVE else []
    judge(card_message(Card(digest, runs, outcomes), OWNER, "Its owner is told.", lead=lead))


@given(digest=digests)
def test_only_its_owner_is_offered_what_only_they_may_do(digest: Digest) -> None:
    shown = str(card_message(Card(digest, [], []), OWNER).blocks)
    own = digest.owner == OWNER
    for verb in ("preview", "post", "edit"):
        assert (f"digest:card:{verb}" in shown) is own
    assert ("digest:card:resume" in shown) is (own and digest.state is State.PAUSED)
    assert ("digest:card:pause" in shown) is (digest.state is State.ACTIVE)
    assert "digest:card:delete" in shown


@given(
    every=st.lists(digests, min_size=1, max_size=12, unique_by=lambda one: one.id),
    outcome=anything,
    hidden=st.booleans(),
    data=st.data(),
)
def test_a_page_of_a_list_is_a_message_slack_takes(
    every: list[Digest], outcome: str, hidden: bool, data: st.DataObject
) -> None:
    page = data.draw(st.integers(0, (len(every) - 1) // DIGESTS_SHOWN))
    shown = every[page * DIGESTS_SHOWN : (page + 1) * DIGESTS_SHOWN]
    listed = [Listed(digest, outcome, hidden) for digest in shown]
    judge(list_message(every, page, listed, OWNER))


@given(every=st.lists(digests, max_size=30), outcome=anything)
def test_the_part_of_the_home_tab_is_one_slack_takes(every: list[Digest], outcome: str) -> None:
    listed = [Listed(digest, outcome) for digest in every[:SHOWN_AT_HOME]]
    blocks = home_section(listed, len(every), OWNER, "/localcalls")
    check_view({"type": "home", "blocks": blocks}, "home")
    assert len(blocks) <= 50


@given(
    filled=st.builds(
        DigestFields,
        query=anything,
        schedule=anything,
        place=st.sampled_from(["", "C0NOC0001"]),
        ticked=st.frozensets(st.sampled_from(["skip-empty", "thread", "rows"])),
        new_ips=st.sampled_from(["", "7"]),
        alert=st.sampled_from(["", "100"]),
        mention=st.sampled_from(["", "U0TOM0001"]),
    ),
    number=st.none() | st.integers(1, 10**9),
)
def test_the_form_is_one_slack_takes(filled: DigestFields, number: int | None) -> None:
    for externally in (False, True):
        check_view(form_view(filled, number, externally=externally), "modal")


@given(text=anything, hint=anything)
def test_a_form_that_is_none_is_one_slack_takes(text: str, hint: str) -> None:
    check_view(FORM.problem(AskError(text, hint, code="x")), "modal")
    check_view(FORM.loading(), "modal")


@pytest.mark.parametrize(
    "state",
    [
        None,
        {},
        {"values": None},
        {"values": {"query": 5, "extras": {"extras": {"selected_options": "rows"}}}},
        {"values": {"extras": {"extras": {"selected_options": [None, 3, {"value": "dance"}]}}}},
    ],
)
def test_an_odd_value_reads_as_empty(state: object) -> None:
    assert read_form(Submission.read("U0TOM0001", {"state": state})) == DigestFields()


def test_the_rest() -> None:
    judge(deleted_message(7, "Its owner is told."))
    judge(how_message("/localcalls"))
