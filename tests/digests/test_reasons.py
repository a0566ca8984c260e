"""A stored reason is shown, even if another version wrote it."""

import pytest

from bot.digests.posting_texts import outcome, reason
from bot.digests.reasons import Reason, ReasonCode
from bot.links.model import Suspension
from bot.links.texts import suspension


@pytest.mark.parametrize("code", ReasonCode)
def test_each_code_of_a_slot_or_a_pause_has_a_sentence(code: ReasonCode) -> None:
    told = reason(Reason(code, "7"))
    assert told
    assert code not in told


@pytest.mark.parametrize("code", Suspension)
def test_each_code_of_a_suspension_has_a_sentence(code: Suspension) -> None:
    assert " " in suspension(code)


def test_an_unknown_code_is_told_as_it_is() -> None:
    assert reason(Reason("lost in the post")) == "lost in the post"
    assert reason(Reason("of-a-newer-version", "7")) == "of-a-newer-version: 7"
    assert reason(Reason(ReasonCode.LINK_SUSPENDED, "newer")).endswith("is suspended: newer")
    assert suspension("he is on leave") == "he is on leave"


def test_there_may_be_no_reason() -> None:
    assert reason(None) == ""
    assert suspension("") == ""
    assert outcome("posted") == "posted"
