"""How checks are run: together where they can be, in turn where they must be."""

import asyncio

from aiohttp import ClientSession

from bot.doctor import CheckResult, Status, _checks
from bot.doctor.check import Check, CheckContext, ok, run_checks, wrong
from bot.errors import SlackError
from bot.settings import Settings
from tests.support.doctor_office import Office


async def well(_: CheckContext) -> CheckResult:
    return ok("Well.")


async def ill(_: CheckContext) -> CheckResult:
    return wrong("Ill.", "Rest.")


async def checked(office: Office, *checks: Check) -> dict[str, CheckResult]:
    async with ClientSession() as session:
        context = CheckContext(Settings.load(env_file=None, **office.given), session)
        await run_checks(checks, context)
    return context.results


async def test_checks_that_do_not_depend_on_each_other_run_at_one_time(office: Office) -> None:
    together = asyncio.Barrier(3)

    async def meet(_: CheckContext) -> CheckResult:
        await together.wait()
        return ok("Met.")

    found = await checked(office, *(Check(name, meet) for name in "abc"))
    assert {one.status for one in found.values()} == {Status.OK}


async def test_a_check_that_needs_a_failed_one_names_it_however_far_away(office: Office) -> None:
    found = await checked(
        office,
        Check("a", ill),
        Check("b", well, needs=("a",)),
        Check("c", well, needs=("b",)),
        Check("d", well, after=("a",)),
    )
    assert found["b"].text == found["c"].text == "Skipped. Fix “a” first."
    assert found["d"].status is Status.OK


async def test_an_error_is_what_was_found(office: Office) -> None:
    async def fail(_: CheckContext) -> CheckResult:
        raise SlackError("Slack sleeps.", "Wake it.", code="asleep")

    found = await checked(office, Check("a", fail))
    assert found["a"] == wrong("Slack sleeps.", "Wake it.")


def test_every_check_stands_after_those_it_depends_on() -> None:
    known: set[str] = set()
    for check in _checks([0, 3, 4]):
        assert known.issuperset((*check.needs, *check.after)), check.name
        known.add(check.name)
