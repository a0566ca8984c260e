"""A slot on its way: asked as its owner, posted once, and written down."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from starlette.responses import JSONResponse, RedirectResponse

from bot.digests import posting_texts as say
from bot.digests.claims import claim_due
from bot.digests.engine import runner
from bot.digests.reasons import Reason, ReasonCode
from bot.ids import Identity
from bot.sandbox.mor_server import Fault
from bot.store.database import open_database
from bot.store.tables import digests
from tests.support.digest_office import (
    ADA,
    INGRID,
    NILS,
    NINE,
    NOC,
    TOM,
    VILNIUS,
    Office,
    time_flies,
)
from tests.support.logs import ReadLog

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LAST_HOUR = (int((NINE - HOUR).timestamp()), int(NINE.timestamp()) - 1)


async def test_a_slot_is_posted_once_and_asks_for_the_bounds_of_its_time(office: Office) -> None:
    digest = await office.order(query="yesterday")
    office.now = NINE + 20 * MINUTE
    assert await office.round() == ["posted"]
    (message,) = office.posted()
    last = await office.last(digest)
    assert (last.state, last.ts, last.channel, last.attempt) == (
        "posted",
        message.ts,
        message.channel,
        1,
    )
    asked, _before = office.asked()
    assert (asked["u"], asked["s_user"]) == ("tomford", "5")
    midnight = NINE.replace(hour=0)
    assert (int(asked["from"]), int(asked["till"])) == (
        int((midnight - DAY).timestamp()),
        int(midnight.timestamp()) - 1,
    )
    assert await office.round() == []
    assert len(office.posted()) == 1
    assert (await office.reload(digest)).next_slot == NINE + DAY
    assert office.told(TOM) == []


async def test_a_late_run_asks_for_the_same_bounds(office: Office) -> None:
    await office.order(query="last hour")
    office.now = NINE + 59 * MINUTE
    assert await office.round() == ["posted"]
    asked, before = office.asked()
    assert (int(asked["from"]), int(asked["till"])) == LAST_HOUR
    assert int(before["till"]) == LAST_HOUR[0] - 1


async def test_each_role_asks_as_themselves(office: Office) -> None:
    await office.order(INGRID, "5 yesterday", place="")
    await office.order(NILS, "6 yesterday", place="")
    assert await office.round() == ["posted", "posted"]
    assert {(one["u"], one["s_user"]) for one in office.asked()} == {
        ("admin", "5"),
        ("nordvoice", "6"),
    }
    assert len(office.told(INGRID)) == len(office.told(NILS)) == 1


async def test_nothing_to_tell_is_skipped_where_that_is_wanted(office: Office) -> None:
    quiet = await office.order(query="yesterday device:nobody", skip_empty=True)
    told = await office.order(query="yesterday device:nobody")
    assert sorted(await office.round()) == ["posted", "skipped"]
    skipped = await office.last(quiet)
    assert (say.reason(skipped.why), skipped.calls) == ("there were no calls", 0)
    assert (await office.last(told)).calls == 0
    assert len(office.posted()) == 1
    assert (await office.reload(quiet)).state == "active"


async def test_only_alerts_are_posted_where_that_is_wanted(office: Office) -> None:
    alert = await office.order(alert_above=1, alert_only=True)
    quiet = await office.order(alert_above=10**6, alert_only=True)
    muted = await office.order(alert_above=1, alert_only=True)
    assert await office.digests.mute(muted, NINE + DAY, by=TOM, at=NINE - MINUTE)
    assert sorted(await office.round()) == ["posted", "skipped", "skipped"]
    (shown,) = office.posted()
    assert shown.text.startswith("🚨")
    calls = (await office.last(alert)).calls
    for digest, told in ((quiet, "nothing to alert to"), (muted, "its alerts are muted")):
        looked_at = await office.last(digest)
        assert say.outcome(looked_at.state, looked_at.why) == f"looked at ({told})"
        assert looked_at.calls == calls
    office.now += DAY
    assert sorted(await office.round()) == ["posted", "posted", "skipped"]  # muted no longer


async def test_digests_of_a_thread_stand_under_the_first(office: Office) -> None:
    await office.order(thread=True)
    await office.order(query="last week", next_slot=NINE + 5 * DAY)
    for day in range(3):
        office.now = NINE + day * DAY
        office.workspace.clock.put_forward(60)
        assert await office.round() == ["posted"]
    first, *others = office.posted()
    assert first.thread_ts == ""
    assert [one.thread_ts for one in others] == [first.ts, first.ts]


async def test_a_thread_that_is_gone_is_begun_again(office: Office) -> None:
    await office.order(thread=True)
    await office.round()
    refusal = JSONResponse({"ok": False, "error": "message_not_found"})
    office.workspace.control._order("chat.postMessage", refusal)
    for day in (1, 2):
        office.now = NINE + day * DAY
        office.workspace.clock.put_forward(60)
        assert await office.round() == ["posted"]
    _gone, root, reply = office.posted()
    assert (root.thread_ts, reply.thread_ts) == ("", root.ts)


PLACES = {
    "archived": "archived",
    "external": "outside your workspace",
    "removed": "not in that",
    "left": "You are not in that channel",
}


@pytest.mark.parametrize("reason", [*PLACES, "private"])
async def test_a_place_that_is_lost_pauses_and_the_owner_is_told_once(
    reason: str, office: Office
) -> None:
    admin, place = office.workspace.admin, NOC
    match reason:
        case "archived":
            admin.archive("#noc")
        case "external":
            admin.share_externally("#noc", team_id="T0ELSEWHERE")
        case "removed":
            admin.remove_app("#noc")
        case "private":
            admin.remove_app("#numbers-private")
            place = "C0NUMBERS"
        case "left":
            place = "C0NUMBERS"
            office.workspace.find_channel("#numbers-private").members.discard(TOM.user)
    digest = await office.order(place=place)
    assert await office.round() == ["skipped"]
    paused, last = await office.reload(digest), await office.last(digest)
    words = PLACES.get(reason, "no such channel")
    assert (paused.state, last.state, paused.why) == ("paused", "skipped", last.why)
    assert words in say.reason(paused.why)
    (told,) = office.told(TOM)
    assert f"Digest {digest.id} is paused, and was not posted on Wed 25 Nov 2026, 09:00" in told
    assert words in told
    assert not office.posted()
    assert not office.asked()
    office.now += DAY
    assert await office.round() == []
    assert len(office.told(TOM)) == 1
    assert office.told(INGRID) == []


async def test_shared_externally_is_allowed_where_a_setting_allows_it(office: Office) -> None:
    office.workspace.admin.share_externally("#noc", team_id="T0ELSEWHERE")
    office.digest_channel._places._channels._externally = True
    await office.order()
    assert await office.round() == ["posted"]


@pytest.mark.parametrize(
    ("reason", "words", "owner_told"),
    [
        ("unlinked", "no longer linked", True),
        ("suspended", "suspended: by hand", True),
        ("moved", "belongs to another MOR user", True),
        ("guest", "a guest in Slack", True),
        ("deactivated", "deactivated in Slack", False),
        ("gone", "no longer in this Slack workspace", False),
    ],
)
async def test_an_owner_who_is_gone_pauses_it_and_they_or_the_bot_admins_are_told_once(
    reason: str, words: str, owner_told: bool, office: Office
) -> None:
    digests = [await office.order(), await office.order(query="last week")]
    link = await office.directory.find(TOM)
    assert link is not None
    match reason:
        case "unlinked":
            await office.directory.remove(TOM, by=INGRID)
        case "suspended":
            await office.suspend(TOM, "by hand")
        case "moved":
            await office.move_link(TOM, user_id=11)
        case "guest":
            office.workspace.members[TOM.user].guest = True
        case "deactivated":
            office.workspace.members[TOM.user].deleted = True
        case "gone":
            del office.workspace.members[TOM.user]
    assert await office.round() == ["skipped", "skipped"]
    for digest in digests:
        paused = await office.reload(digest)
        assert (paused.state, words in say.reason(paused.why)) == ("paused", True), paused.why
    told = [one for one in office.told(TOM if owner_told else INGRID) if "is paused" in one]
    assert len(told) == 2
    assert all(words in one for one in told)
    assert not office.posted()
    assert not office.asked()
    assert await office.round() == []


async def test_a_link_that_was_checked_by_a_clock_ahead_is_checked(office: Office) -> None:
    digest = await office.order()
    await office.move_link(TOM, user_id=11, days_ago=-1)
    assert await office.round() == ["skipped"]
    assert "belongs to another MOR user" in say.reason((await office.reload(digest)).why)


async def test_a_question_that_the_owner_may_no_longer_ask_pauses(office: Office) -> None:
    other = await office.order(TOM, "6 yesterday")
    foreign = await office.order(NILS, "5 yesterday")
    unread = await office.order(TOM, "5 yesterdayish")
    assert await office.round() == ["skipped"] * 3
    for digest in (other, foreign, unread):
        assert (await office.reload(digest)).state == "paused"
    assert len(office.told(TOM)) == 2
    assert len(office.told(NILS)) == 1
    assert not office.posted()


async def test_a_schedule_that_cannot_be_read_any_longer_pauses(office: Office) -> None:
    digest, sound = await office.order(), await office.order()
    await office.damage(digest, zone="Mars/Olympus")
    assert await office.round() == ["posted"]
    paused = await office.reload(digest)
    assert (paused.state, say.reason(paused.why)) == (
        "paused",
        "its schedule or time zone can no longer be read",
    )
    (told,) = office.told(TOM)
    assert say.reason(paused.why) in told
    assert (await office.reload(sound)).state == "active"


@pytest.mark.parametrize("place", [NOC, ""])
async def test_a_dead_token_pauses_loudly_and_nobody_can_be_told(
    place: str, office: Office, read_log: ReadLog
) -> None:
    digest = await office.order(place=place)
    await office.workspace.admin.revoke_token()
    assert await office.round() == ["skipped"]
    assert (await office.reload(digest)).state == "paused"
    loud = [line for line in read_log() if line["level"] == "error"]
    assert [(line["event"], line["code"]) for line in loud] == [("digest-paused", "token_revoked")]
    assert not office.workspace.messages


async def test_a_mor_that_is_down_is_asked_again_until_it_is_too_late(office: Office) -> None:
    digest = await office.order()
    office.mor.options.fault = Fault.ERROR_500
    came = []
    while (await office.last_state(digest)) in ("", "claimed"):
        came += await office.round()
        office.now += MINUTE
    assert came[-1] == "failed"
    assert came[:-1] == ["later"] * (len(came) - 1)
    assert 6 <= len(came) <= 12
    last = await office.last(digest)
    assert (last.state, last.attempt) == ("failed", len(came))
    assert "MOR" in say.reason(last.why)
    assert last.changed_at <= NINE + HOUR
    assert (await office.reload(digest)).state == "active"
    assert not office.workspace.messages


async def test_a_mor_that_comes_back_is_asked_for_the_same_bounds(office: Office) -> None:
    digest = await office.order(query="last hour")
    office.mor.fail(Fault.ERROR_500)
    assert await office.round() == ["later"]
    waiting = await office.last(digest)
    assert (waiting.state, waiting.attempt) == ("claimed", 2)
    assert "MOR" in say.reason(waiting.why)
    office.mor.options.fault = None
    office.now += timedelta(seconds=59)
    assert await office.round() == [], "not at once"
    office.now += timedelta(seconds=1)
    office.mor.received.clear()
    assert await office.round() == ["posted"]
    asked, _before = office.asked()
    assert (int(asked["from"]), int(asked["till"])) == LAST_HOUR


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
async def test_a_slack_that_says_nothing_is_asked_again(method: str, office: Office) -> None:
    digest = await office.order()
    office.workspace.control.fail(method)
    assert await office.round() == ["later"]
    office.now += MINUTE
    assert await office.round() == ["posted"]
    assert (await office.last(digest)).attempt == 2


async def test_a_post_that_slack_wants_later_is_posted_later_and_once(office: Office) -> None:
    digest = await office.order()
    for _ in range(3):
        office.workspace.control.limit("chat.postMessage", retry_after=1)
    async with time_flies(office):
        assert await office.round() == ["later"]
    assert (await office.last(digest)).state == "claimed"
    office.now += MINUTE
    assert await office.round() == ["posted"]
    assert len(office.posted()) == 1


async def test_a_post_that_came_too_early_is_posted_a_turn_later_and_once(office: Office) -> None:
    digest = await office.order()
    office.workspace.control.limit("chat.postMessage", retry_after=1)
    async with time_flies(office):
        assert await office.round() == ["posted"]
    assert (await office.last(digest)).attempt == 1
    assert len(office.posted()) == 1


async def test_a_post_that_is_refused_fails(office: Office) -> None:
    digest = await office.order()
    office.workspace.scopes -= {"chat:write"}
    assert await office.round() == ["failed"]
    last = await office.last(digest)
    assert "chat:write" in say.reason(last.why)
    assert (await office.reload(digest)).state == "active"


async def test_a_lost_answer_is_unknown_told_once_and_sent_again_only_by_a_person(
    office: Office,
) -> None:
    digest = await office.order()
    office.workspace.control.lose_reply("chat.postMessage")
    assert await office.round() == ["unknown"]
    assert (await office.last(digest)).state == "unknown"
    office.now += 5 * MINUTE
    office.restart()
    assert await office.round() == []
    assert len(office.posted()) == 1
    (told,) = office.told(TOM)
    assert "may have been posted on Wed 25 Nov 2026, 09:00 (Europe/Vilnius), or not" in told
    assert "Post again" in told

    assert await office.deliveries.claim_again(digest, NINE, office.now)
    assert not await office.deliveries.claim_again(digest, NINE, office.now)
    office.workspace.clock.put_forward(5)
    assert await office.round() == ["posted"]
    assert len(office.posted()) == 2
    assert (await office.last(digest)).attempt == 2


async def test_a_redirect_after_slack_took_the_post_is_unknown_and_not_sent_again(
    office: Office,
) -> None:
    digest = await office.order()
    odd = RedirectResponse("/api/chat.postMessage", 307)
    office.workspace.control.reply_oddly("chat.postMessage", odd)
    assert await office.round() == ["unknown"]
    assert (await office.last(digest)).state == "unknown"
    office.now += 5 * MINUTE
    assert await office.round() == []
    assert len(office.posted()) == 1


async def test_a_post_found_without_outcome_is_unknown_after_its_time_limit(office: Office) -> None:
    digest = await office.order()
    (delivery,) = await office.claimed()
    assert await office.deliveries.begin_post(delivery, 1, NOC, 3, office.now)
    office.restart()
    office.now += timedelta(seconds=59)
    assert await office.round() == []
    assert (await office.last(digest)).state == "posting"
    office.now += timedelta(seconds=2)
    assert await office.round() == []
    assert (await office.last(digest)).state == "unknown"
    assert await office.round() == []
    assert len(office.told(TOM)) == 1
    assert not office.posted()
    # Its poster was only slow.
    assert await office.deliveries.posted(delivery, "1.0", "", office.now)
    assert (await office.last(digest)).state == "posted"


async def test_two_rounds_that_find_a_lost_post_tell_of_it_once(office: Office) -> None:
    await office.order()
    (delivery,) = await office.claimed()
    await office.deliveries.begin_post(delivery, 1, NOC, 3, office.now)
    office.now += 2 * MINUTE
    other = office.parts_over(office.core.database)
    await asyncio.gather(*(parts.run_due(1) for parts in (office.parts, other) for _ in range(3)))
    assert len(office.told(TOM)) == 1
    page = office.core.metrics.page().decode()
    assert 'morbot_deliveries_total{outcome="unknown"} 1.0' in page


async def test_two_slots_that_find_their_place_lost_tell_of_it_once(office: Office) -> None:
    slot = NINE - 30 * MINUTE
    digest = await office.order(cron="*/30 * * * *", next_slot=slot)
    office.now = slot
    await office.claimed()
    office.now = NINE
    assert len(await office.claimed()) == 2
    office.workspace.admin.archive("#noc")
    assert await office.round() == ["skipped", "skipped"]
    assert (await office.reload(digest)).state == "paused"
    assert len(office.told(TOM)) == 1


async def test_killed_between_claim_and_start_nothing_is_lost(office: Office) -> None:
    await office.order()
    assert len(await office.claimed()) == 1
    office.restart()
    office.now += MINUTE
    assert await office.round() == ["posted"]
    assert len(office.posted()) == 1


async def test_two_replicas_at_once_post_once(office: Office) -> None:
    for place in [NOC, *office.channels(5)]:
        await office.order(place=place)
    async with open_database(office.settings.database_url) as database:
        other = office.parts_over(database)
        mine, theirs = await asyncio.gather(office.parts.run_due(4), other.run_due(4))
    words = [word for _, word in mine.ran + theirs.ran]
    assert words.count("posted") == 6
    assert set(words) <= {"posted", "superseded"}
    assert len(office.workspace.messages) == 6


async def test_many_runs_of_one_delivery_post_once(office: Office) -> None:
    digest = await office.order()
    (delivery,) = await office.claimed()
    came = await asyncio.gather(
        *(office.parts.runner.deliver(digest.id, delivery.slot, 1) for _ in range(3))
    )
    assert sorted(came) == ["posted", *["superseded"] * 2]
    assert len(office.posted()) == 1


async def test_who_fails_to_read_leaves_alone_what_another_is_posting(office: Office) -> None:
    """As after a takeover from a replica that was only held up: both are at the same attempt."""
    digest = await office.order()
    (delivery,) = await office.claimed()
    attempt = (delivery.digest_id, delivery.slot, delivery.attempt)
    asked = office.workspace.control.hold("users.info")
    slow = asyncio.create_task(office.parts_over(office.core.database).runner.deliver(*attempt))
    await asked.accepted.wait()
    held = office.workspace.control.hold("chat.postMessage")
    poster = asyncio.create_task(office.parts.runner.deliver(*attempt))
    await held.accepted.wait()
    office.workspace.control.fail("conversations.info")
    asked.release()
    assert await slow == "superseded"
    assert (await office.last(digest)).state == "posting"
    held.release()
    assert await poster == "posted"
    assert len(office.posted()) == 1


async def test_missed_slots_are_recorded_and_the_newest_is_run(office: Office) -> None:
    digest = await office.order(cron="0 * * * *", query="today")
    office.now = NINE + 5 * HOUR + 30 * MINUTE
    assert await office.round() == ["posted"]
    history = await office.deliveries.history(digest.id, 100)
    assert [one.state for one in history] == ["posted", *["skipped"] * 5]
    assert history[0].slot == NINE + 5 * HOUR
    assert len(office.posted()) == 1


async def test_a_delivery_that_waited_too_long_is_not_sent(office: Office) -> None:
    digest = await office.order()
    await office.claimed()
    office.now = NINE + HOUR + MINUTE
    assert await office.round() == ["skipped"]
    assert say.reason((await office.last(digest)).why) == "morbot was not running in time"
    assert not office.asked()


async def test_paused_or_deleted_while_it_waited_it_is_not_sent(office: Office) -> None:
    paused, deleted = await office.order(), await office.order()
    await office.claimed()
    await office.digests.pause(paused, None, by=TOM, at=office.now)
    await office.digests.delete(deleted, by=TOM, at=office.now)
    assert await office.round() == ["skipped", "skipped"]
    assert not office.workspace.messages


async def test_changed_while_mor_was_read_it_goes_where_it_goes_now(office: Office) -> None:
    digest = await office.order()
    (place,) = office.channels(1)
    with office.mor.held("local_calls_get") as asked:
        sending = asyncio.create_task(office.round())
        await asked.wait()
        await office.redirect(digest, place)
    assert await sending == ["superseded"]
    assert not office.workspace.messages
    assert await office.round() == ["posted"]
    assert len(office.posted(place)) == 1
    assert (await office.last(digest)).attempt == 2


async def test_a_run_that_takes_until_the_next_slot_is_posted_anyway(office: Office) -> None:
    digest = await office.order(cron="*/5 * * * *")
    with office.mor.held("local_calls_get") as asked:
        sending = asyncio.create_task(office.round())
        await asked.wait()
        office.now += 5 * MINUTE
        assert (await claim_due(office.core.database, office.now, HOUR, 10)).slots == 1
    assert await sending == ["posted"]
    posted = await office.deliveries.find(digest.id, NINE)
    assert posted is not None
    assert posted.attempt == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("unlinked", "no longer linked"),
        ("suspended", "suspended: by hand"),
        ("external", "outside your workspace"),
        ("archived", "archived"),
    ],
)
async def test_a_digest_that_was_forbidden_while_mor_was_read_is_not_posted(
    change: str, words: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_FRESH", 0.0)  # as if it had taken long to read
    digest = await office.order()
    link = await office.directory.find(TOM)
    assert link is not None
    with office.mor.held("local_calls_get") as asked:
        sending = asyncio.create_task(office.round())
        await asked.wait()
        match change:
            case "unlinked":
                await office.directory.remove(TOM, by=INGRID)
            case "suspended":
                await office.suspend(TOM, "by hand")
            case "external":
                office.workspace.admin.share_externally("#noc", team_id="T0ELSEWHERE")
            case "archived":
                office.workspace.admin.archive("#noc")
    if change in ("unlinked", "suspended"):
        assert await sending == ["superseded"]
        assert await office.round() == ["skipped"]
    else:
        assert await sending == ["skipped"]
    paused = await office.reload(digest)
    assert (paused.state, words in say.reason(paused.why)) == ("paused", True), paused.why
    assert not office.posted()


async def link_as(office: Office, person: Identity, other: Identity) -> None:
    """Link somebody to the MOR user of another person."""
    link = await office.directory.find(other)
    assert link is not None
    await office.directory.remove(person, by=INGRID)
    await office.directory.add(replace(link, identity=person))


async def test_a_digest_whose_owner_is_linked_to_another_mor_user_pauses_and_tells_once(
    office: Office,
) -> None:
    digest = await office.order()
    await link_as(office, TOM, ADA)
    assert await office.round() == ["skipped"]
    assert not office.asked()
    paused = await office.reload(digest)
    assert (paused.state, paused.why) == ("paused", Reason(ReasonCode.OTHER_MOR_USER))
    (told,) = office.told(TOM)
    assert "linked to another MOR user than when they saved it" in told
    office.now += DAY
    assert await office.round() == []
    assert len(office.told(TOM)) == 1
    assert not office.posted()


async def test_linked_to_another_while_mor_was_read_nothing_is_posted(office: Office) -> None:
    digest = await office.order()
    with office.mor.held("local_calls_get") as asked:
        sending = asyncio.create_task(office.round())
        await asked.wait()
        await link_as(office, TOM, ADA)
    assert "posted" not in await sending
    assert "posted" not in await office.round()
    assert (await office.reload(digest)).why == Reason(ReasonCode.OTHER_MOR_USER)
    assert {one["u"] for one in office.asked()} == {"tomford"}
    assert not office.posted()


async def test_a_digest_whose_mor_user_was_renamed_goes_on(office: Office) -> None:
    digest = await office.order()
    renamed = replace(digest.mor_user, username="tomford-before")
    async with office.core.database.writing() as connection:
        await connection.execute(update(digests).values(mor_username=renamed.username))
    assert (await office.reload(digest)).mor_user == renamed
    assert await office.round() == ["posted"]


async def test_changed_while_a_run_failed_it_is_not_paused_for_what_it_was(office: Office) -> None:
    digest = await office.order()
    await office.move_link(TOM, 6)
    with office.mor.held() as asked:
        sending = asyncio.create_task(office.round())
        await asked.wait()
        (place,) = office.channels(1)
        await office.redirect(digest, place)
    assert await sending == ["skipped"]
    assert (await office.reload(digest)).state == "active"
    assert not [one for one in office.told(TOM) if "paused" in one]


async def test_sent_now_it_is_bound_to_no_schedule(office: Office) -> None:
    digest = await office.order(next_slot=NINE + DAY)
    await office.digests.pause(digest, None, by=TOM, at=office.now)
    manual = await office.deliveries.claim_now(digest, office.now)
    assert manual is not None
    office.now += 3 * HOUR
    assert await office.round() == ["posted"]
    last = await office.last(digest)
    assert (last.manual, last.slot) == (True, NINE)
    assert (await office.reload(digest)).state == "paused"


async def test_sent_again_it_is_tried_for_as_long_as_a_slot_is(office: Office) -> None:
    digest = await office.order()
    (waiting,) = await office.claimed()
    down = Reason(ReasonCode.ERROR, "MOR was down")
    assert await office.deliveries.fail(waiting, down, office.now)
    office.now += 3 * HOUR
    assert await office.deliveries.claim_again(digest, NINE, office.now)
    office.mor.fail(Fault.ERROR_500)
    assert await office.round() == ["later"]
    office.mor.options.fault = None
    office.now += 2 * MINUTE
    assert await office.round() == ["posted"]


async def test_a_bug_is_tried_again_and_its_reference_is_in_the_log(
    office: Office, read_log: ReadLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = await office.order()

    async def read(*_: object) -> object:
        raise KeyError(office.settings.slack_bot_token.get_secret_value())

    monkeypatch.setattr(office.parts.runner._reader, "read", read)
    assert await office.round() == ["later"]
    why = say.reason((await office.last(digest)).why)
    lines = read_log()
    (fault,) = [line for line in lines if line["event"] == "digest-run-failed"]
    assert f"(reference {fault['request']})" in why
    assert office.settings.slack_bot_token.get_secret_value() not in str(lines)
    office.restart()
    office.now += MINUTE
    assert await office.round() == ["posted"]


async def test_a_bug_while_slack_has_it_is_unknown(office: Office) -> None:
    digest = await office.order()

    async def post(*given: Any) -> str:
        *_, begin = given
        await begin()
        raise KeyError("midway")

    office.digest_channel.post = post  # type: ignore[assignment,method-assign]
    assert await office.round() == ["unknown"]
    assert (await office.last(digest)).state == "unknown"


async def test_stopped_a_post_in_flight_ends_and_the_rest_waits(office: Office) -> None:
    for place in [NOC, *office.channels(4)]:
        await office.order(place=place)
    held = office.workspace.control.hold("chat.postMessage")
    sending = asyncio.create_task(office.parts.run_due(1))
    async with asyncio.timeout(60):
        await held.accepted.wait()
    stopping = asyncio.create_task(office.parts.runner.stop(5))
    await asyncio.sleep(0)
    held.release()
    await stopping
    assert [word for _, word in (await sending).ran] == ["posted"]
    assert len(await office.deliveries.claimed()) == 4
    office.restart()
    assert await office.round() == ["posted"] * 4
    assert len(office.workspace.messages) == 5


async def test_stopping_waits_for_a_post_so_long_and_no_longer(office: Office) -> None:
    digest = await office.order()
    never = office.workspace.control.hold("chat.postMessage")
    held = asyncio.create_task(office.parts.run_due(1))
    async with asyncio.timeout(60):
        await never.accepted.wait()
    await office.parts.runner.stop(0.05)
    assert (await held).ran == []
    assert await office.last_state(digest) == "posting"
    office.restart()
    office.now += 2 * MINUTE
    assert await office.round() == []
    assert await office.last_state(digest) == "unknown"


async def test_a_slot_in_the_hour_that_comes_twice_is_one_slot(office: Office) -> None:
    autumn = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo(VILNIUS))
    first = autumn.astimezone(UTC)
    office.now = first - HOUR
    digest = await office.order(query="last hour", cron="30 3 * * *", next_slot=autumn)
    came = []
    for minutes in range(0, 181, 15):
        office.now = first + minutes * MINUTE
        office.workspace.clock.put_forward(5)
        came += await office.round()
    assert came == ["posted"]
    assert [one.slot for one in await office.deliveries.history(digest.id, 9)] == [first]


async def test_outcomes_are_in_the_metrics(office: Office) -> None:
    await office.order()
    await office.order(query="yesterday device:nobody", skip_empty=True)
    office.now += 2 * MINUTE
    await office.claimed()
    await office.parts.rounds.count()
    assert "morbot_deliveries_waiting 2.0" in office.core.metrics.page().decode()
    await office.round()
    page = office.core.metrics.page().decode()
    assert 'morbot_deliveries_total{outcome="posted"} 1.0' in page
    assert 'morbot_deliveries_total{outcome="skipped"} 1.0' in page
    assert 'morbot_delivery_late_seconds_bucket{le="60.0"} 0.0' in page
    assert 'morbot_delivery_late_seconds_bucket{le="120.0"} 1.0' in page


async def test_deleted_digests_and_old_runs_are_pruned_after_an_age(office: Office) -> None:
    deleted, paused = await office.order(), await office.order()
    assert await office.round() == ["posted", "posted"]
    assert await office.digests.delete(deleted, by=TOM, at=office.now)
    assert await office.digests.pause(paused, None, by=TOM, at=office.now)
    draft = await office.digests.draft(TOM, paused.mor_user, paused.plan, office.now)
    kept = timedelta(days=office.settings.digest_history_days)

    async def stored() -> tuple[set[int], int]:
        async with office.core.database.reading() as connection:
            found = set((await connection.execute(select(digests.c.id))).scalars())
        return found, len(await office.deliveries.history(None, 9))

    office.now += kept
    await office.round()
    assert await stored() == ({deleted.id, paused.id}, 2)
    assert draft not in (await stored())[0]
    office.now += HOUR
    await office.round()
    assert await stored() == ({paused.id}, 0)


async def test_who_checks_and_pauses_is_in_the_audit_log(office: Office) -> None:
    digest = await office.order()
    office.workspace.admin.archive("#noc")
    await office.round()
    assert (await office.reload(digest)).state == "paused"
    kinds = [(one.kind, one.slack_user, one.about) for one in await office.audit()]
    assert kinds[0] == ("digest-paused", "digest run", str(TOM))
