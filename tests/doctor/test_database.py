"""What the doctor says of settings, database and links."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.doctor import Status
from bot.links.model import Suspension
from tests.support.doctor_office import ADA, ADMIN, NILS, TOM, Office


async def test_all_settings_that_cannot_be_used_are_told_at_once(office: Office) -> None:
    office.set(mor_url="mor", mor_recipe="guess", port=70000)
    found = await office.diagnose()
    assert found["Settings"].status is Status.WRONG
    for name in ("MOR_URL", "MOR_RECIPE", "PORT"):
        assert name in found["Settings"].hint
    rest = [one for name, one in found.items() if name != "Settings"]
    assert {one.status for one in rest} == {Status.SKIPPED}
    assert {one.text for one in rest} == {"Skipped. Fix “Settings” first."}


async def test_a_database_in_no_folder(office: Office) -> None:
    office.set(database_url=f"sqlite+aiosqlite:///{office.folder / 'nowhere' / 'morbot.db'}")
    faults = await office.faults()
    assert faults.keys() == {"Database"}
    assert faults["Database"].status is Status.WRONG
    assert "DATABASE_URL" in faults["Database"].text


async def test_a_file_that_is_no_database(office: Office) -> None:
    (office.folder / "letter.db").write_text("Dear Sirs, " * 200)
    office.set(database_url=f"sqlite+aiosqlite:///{office.folder / 'letter.db'}")
    found = await office.diagnose()
    assert "not a database" in found["Database"].text
    assert found["Links"].text == "Skipped. Fix “Database” first."
    assert found["MOR recipe"].status is Status.OK


async def test_engine_tables_that_are_damaged(office: Office) -> None:
    (office.folder / "morbot-engine.db").write_text("Dear Sirs, " * 200)
    said = (await office.diagnose())["Database"]
    assert said.status is Status.WRONG
    assert "morbot-engine.db, cannot be used (file is not a database)" in said.text


async def test_a_database_of_a_newer_version(office: Office) -> None:
    with sqlite3.connect(office.folder / "morbot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer morbot" in (await office.faults())["Database"].text


async def test_a_database_that_another_program_writes_to_for_ever(office: Office) -> None:
    other = sqlite3.connect(office.folder / "morbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        found = await office.diagnose()
    finally:
        other.rollback()
        other.close()
    assert found["Database"].status is Status.WRONG
    assert "database is locked" in found["Database"].text
    assert "no other program locks it" in found["Database"].text


async def test_nobody_is_linked(empty_office: Office) -> None:
    faults = await empty_office.faults()
    assert faults.keys() == {"Database", "Links"}
    assert faults["Database"].text == f"It is new and empty: {empty_office.folder / 'morbot.db'}."
    assert (await empty_office.faults()).keys() == {"Links"}
    assert faults["Links"].status is Status.WARNING
    assert "morbot link add" in faults["Links"].hint


async def test_suspended_links_are_named_with_the_reason(empty_office: Office) -> None:
    await empty_office.link(ADMIN)
    await empty_office.link(TOM, suspended=Suspension.NAME_GONE)
    faults = await empty_office.faults()
    assert faults.keys() == {"Links"}
    assert faults["Links"].status is Status.WARNING
    assert faults["Links"].text.startswith("1 of 2 suspended: T0HARBOR1/U0TOMFORD as “tomford”")
    assert "no longer knows its username" in faults["Links"].text


async def test_a_link_whose_owner_has_no_key(office: Office) -> None:
    office.set(reseller_keys={})
    faults = await office.faults()
    assert faults.keys() == {"Link keys"}
    assert faults["Link keys"].status is Status.WRONG
    assert "“adalind”" in faults["Link keys"].text
    assert "“nordvoice”" in faults["Link keys"].text
    assert "“tomford”" not in faults["Link keys"].text
    assert "MOR_KEY_RESELLER_3" in faults["Link keys"].hint


async def test_links_that_have_not_been_confirmed_for_days(empty_office: Office) -> None:
    await empty_office.link(ADMIN)
    await empty_office.link(TOM, days_ago=3)
    faults = await empty_office.faults()
    assert faults.keys() == {"Link checks"}
    assert faults["Link checks"].status is Status.WARNING
    assert "tomford" in faults["Link checks"].text
    assert "“admin”" not in faults["Link checks"].text
    assert "morbot link check" in faults["Link checks"].hint


async def test_a_reseller_limited_to_their_own_id(empty_office: Office) -> None:
    await empty_office.link(ADMIN, ADA, replace(NILS, foreign_refused=False))
    faults = await empty_office.faults()
    assert faults.keys() == {"Link checks"}
    assert "nordvoice" in faults["Link checks"].text


async def test_digests_that_nobody_sends(office: Office) -> None:
    now = datetime.now(UTC)
    await office.order(now + timedelta(hours=1))
    await office.order(now)  # somebody may be about to take it up
    assert (await office.diagnose())[
        "Digests"
    ].text == "2 digests, none overdue or paused because of a problem."
    late = await office.order(now - timedelta(minutes=6))
    fault = (await office.faults())["Digests"]
    assert (fault.status, f"nothing sends them: digest {late.id}." in fault.text) == (
        Status.WRONG,
        True,
    )
    assert "DIGEST_TICK" in fault.hint


async def test_digests_that_were_paused_for_a_reason(office: Office) -> None:
    now = datetime.now(UTC)
    await office.pause(await office.order(now), "")  # as its owner does
    assert (await office.diagnose())["Digests"].status is Status.OK
    digest = await office.order(now)
    await office.pause(digest, "Slack's token was revoked")
    fault = (await office.faults())["Digests"]
    assert fault.status is Status.WARNING
    assert f"1 of 2 paused: digest {digest.id}: Slack's token was revoked." in fault.text
    assert "digest resume" in fault.hint
