"""`morbot doctor`: check everything that morbot depends on, and say how to fix what is wrong.

Nothing is changed, except that the tables of the database are brought up to date.
"""

from collections.abc import Callable, Mapping
from functools import partial

from bot.doctor import clocks, database, exposure, keys, mor, slack
from bot.doctor.check import (
    Check,
    CheckContext,
    CheckResult,
    Clock,
    Status,
    ok,
    run_checks,
    skipped,
    skipped_because,
    utc_now,
    wrong,
)
from bot.errors import ConfigError
from bot.settings import Settings
from bot.slack.api.client import slack_session

__all__ = ["SETTINGS", "CheckResult", "Status", "diagnose", "skipped"]

SETTINGS = "Settings"
"""The name of the first check. If it is wrong, all others are skipped."""


async def diagnose(
    load: Callable[[], Settings], *, username: str | None = None, clock: Clock = utc_now
) -> Mapping[str, CheckResult]:
    """Check everything. Return the results by name, in the order in which to read them.

    `load` returns the settings, or raises ConfigError. MOR is asked as `username`: somebody linked,
    or a user that the admin's key signs for. None chooses somebody linked, or else `admin`.
    """
    try:
        settings = load()
    except ConfigError as error:
        unusable = wrong(
            "Some settings cannot be used, so nothing else was checked.", "\n".join(error.problems)
        )
        rest = skipped_because(SETTINGS, unusable)
        return {SETTINGS: unusable, **{check.name: rest for check in _checks([0])}}
    checks = _checks(sorted({0, *settings.reseller_keys}))
    async with slack_session() as session:
        context = CheckContext(settings, session, username, clock)
        await run_checks(checks, context)
    readable = ok("All settings can be read.")
    return {SETTINGS: readable, **{check.name: context.results[check.name] for check in checks}}


def _checks(key_owners: list[int]) -> list[Check]:
    """Return all checks. The account to ask MOR as is read from the database first."""
    of_keys = {keys.setting(owner): partial(keys.key, owner) for owner in key_owners}
    return [
        Check("Database", database.opens),
        Check("Links", database.links, needs=("Database",)),
        Check("Link keys", database.link_keys, needs=("Database",)),
        Check("Link checks", database.link_checks, needs=("Database",)),
        Check("Digests", database.digests, needs=("Database",)),
        Check("Files", exposure.files, after=("Database",)),
        Check("Health port", exposure.watch_port),
        Check("Slack token", slack.token),
        Check("Slack scopes", slack.scopes, needs=("Slack token",)),
        Check("Slack requests", slack.requests),
        Check("Slack clock", clocks.slack_clock, needs=("Slack token",)),
        Check("MOR", mor.reached, after=("Database",)),
        Check("MOR TLS", exposure.way_to_mor),
        Check("MOR API", mor.api, needs=("MOR",)),
        *(Check(name, check, needs=("MOR API",)) for name, check in of_keys.items()),
        Check("MOR recipe", keys.recipe, needs=("MOR API",), after=tuple(of_keys)),
        Check("MOR clock", clocks.mor_clock, needs=("MOR",)),
        Check("MOR time zone", clocks.mor_time_zone, needs=("MOR recipe",)),
    ]
