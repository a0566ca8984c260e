"""How checks are run: together where they can be, in turn where they must be."""

import asyncio

from aiohttp import ClientSession

from bot.doctor import Finding, State, _checks
from bot.doctor.examination import Check, Examination, run
from bot.doctor.finding import ok, wrong
from bot.errors import SlackError
from bot.settings import Settings
from tests.support.doctor_office import Office


async def well(_: Examination) -> Finding:
    return ok("Well.")


async def ill(_: Examination) -> Finding:
    return wrong("Ill.", "Rest.")


async def examined(office: Office, *checks: Check) -> dict[str, Finding]:
    async with ClientSession() as session:
        examination = Examination(Settings.load(env_file=None, **office.given), session)
        await run(checks, examination)
    return examination.findings


async def test_checks_that_do_not_depend_on_each_other_run_at_one_time(office: Office) -> None:
    together = asyncio.Barrier(3)

    async def meet(_: Examination) -> Finding:
        await together.wait()
        return ok("Met.")

    found = await examined(office, *(Check(name, meet) for name in "abc"))
    assert {one.state for one in found.values()} == {State.OK}


async def test_what_needs_something_ill_names_it_however_far_away(office: Office) -> None:
    found = await examined(
        office,
        Check("a", ill),
        Check("b", well, needs=("a",)),
        Check("c", well, needs=("b",)),
        Check("d", well, follows=("a",)),
    )
    assert found["b"].text == found["c"].text == "Not looked at, because “a” is not well."
    assert found["d"].state is State.OK


async def test_an_error_is_what_was_found(office: Office) -> None:
    async def fail(_: Examination) -> Finding:
        raise SlackError("Slack sleeps.", "Wake it.", code="asleep")

    found = await examined(office, Check("a", fail))
    assert found["a"] == wrong("Slack sleeps.", "Wake it.")


def test_every_check_stands_after_those_it_depends_on() -> None:
    known: set[str] = set()
    for check in _checks([0, 3, 4]):
        assert known.issuperset((*check.needs, *check.follows)), check.name
        known.add(check.name)
