"""The search form as Slack's modal."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.calls.model import (
    Account,
    Filter,
    FilterKey,
    Group,
    Output,
    Query,
    Role,
    Target,
    Who,
    WhoKind,
)
from bot.errors import AskError
from bot.links.link_search import AskablePerson
from bot.sandbox.slack_server.referee import check_view
from bot.search.blocks import (
    SEARCH_FORM,
    SHOWN,
    SearchFields,
    edit_view,
    fields_of,
    person_options,
    read_form,
    search_view,
)
from bot.slack.kit.forms import Submission
from tests.support.examples import LAST_WEEK

QUERY = Query(
    Who(WhoKind.NAME, "tomford"),
    "last week",
    LAST_WEEK,
    (Filter(FilterKey.TO, "Tom Ford"), Filter(FilterKey.IP, "10.%")),
    Group.DAY,
    oldest_first=True,
)
ADMIN, TOM = Account("admin", 0, Role.ADMIN), Account("tomford", 5, Role.USER)
texts = st.text(max_size=400)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["state", "values", "who", "value", "start", "selected_date_time"]),
            inner,
            max_size=3,
        ),
    ),
)


def test_the_form_of_a_search(snapshot: SnapshotAssertion) -> None:
    view = search_view(fields_of(QUERY, Target(5, "Tom Ford")), ADMIN)
    check_view(view, "modal")
    for block in view["blocks"]:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.to_dict()
    assert view == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_form_of_answer_can_be_chosen(shown: str) -> None:
    view = search_view(SearchFields(show=shown), TOM, all_fields=True)
    (menu,) = [one["element"] for one in view["blocks"] if one["block_id"] == "show"]
    assert menu["initial_option"]["value"] == shown


def test_a_chart_and_a_file_are_edited_as_such() -> None:
    for output in (Output.CHART, Output.CSV, Output.XLSX):
        assert fields_of(replace(QUERY, output=output), Target(5)).show == output
    assert fields_of(replace(QUERY, group=None), Target(5)).show == "oldest"
    newest = replace(QUERY, group=None, oldest_first=False)
    assert fields_of(newest, Target(5)).show == "calls"
    assert fields_of(replace(QUERY, output=Output.CSV), Target(5)).filters.endswith("by:day oldest")


@given(
    st.builds(
        SearchFields,
        who=texts,
        period=texts,
        start=st.one_of(st.none(), st.integers(10**9, 10**10 - 1)),
        end=st.one_of(st.none(), st.integers(10**9, 10**10 - 1)),
        filters=texts,
        show=st.one_of(texts, st.sampled_from(SHOWN)),
    )
)
def test_whatever_was_asked_slack_takes_the_form(fields: SearchFields) -> None:
    check_view(search_view(fields, ADMIN), "modal")
    check_view(edit_view(fields, ADMIN), "modal")


@given(st.text(max_size=5000), st.text(max_size=5000))
def test_whatever_went_wrong_slack_takes_the_view(text: str, hint: str) -> None:
    check_view(SEARCH_FORM.problem(AskError(text, hint, code="any")), "modal")


def test_slack_takes_what_is_shown_meanwhile() -> None:
    check_view(SEARCH_FORM.loading(), "modal")


@given(anything)
def test_anything_odd_in_a_submission_reads_as_empty(view: Any) -> None:
    if isinstance(view, dict):
        fields = read_form(Submission.read("U0TOM0001", view))
        assert all(isinstance(one, str) for one in (fields.who, fields.period, fields.filters))
        assert fields.start is None or type(fields.start) is int


def test_no_more_people_are_offered_than_slack_takes() -> None:
    people = [AskablePerson("x" * 300, number) for number in range(150)]
    options = person_options(people, "somebody else")
    assert len(options) == 100
    assert options[-1]["value"] == "somebody else"
    assert max(len(one["text"]["text"]) for one in options) <= 75


def test_a_form_for_a_plain_user_asks_only_when(snapshot: SnapshotAssertion) -> None:
    view = search_view(SearchFields(), TOM, note="x" * 5_000)
    check_view(view, "modal")
    assert [one.get("block_id") for one in view["blocks"]][1] == "period"
    assert "who" not in str(search_view(SearchFields(filters="ip:1"), TOM))
    assert search_view(SearchFields(), TOM) == snapshot(extension_class=JSONSnapshotExtension)


def test_who_is_edited_is_chosen_already() -> None:
    fields = replace(fields_of(QUERY, Target(5, "Tom Ford")), filters="")
    who = search_view(fields, ADMIN)["blocks"][0]["element"]
    chosen = who["initial_option"]
    assert (chosen["text"]["text"], chosen["value"]) == ("Tom Ford (user 5)", "tomford")
