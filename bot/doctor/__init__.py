"""`morbot doctor`: looks at everything that morbot depends on, and says how to mend what is not
well. Nothing is changed, but for the database, whose tables are brought up to date as by any
command that opens it.
"""

from collections.abc import Callable, Mapping
from functools import partial

from aiohttp import ClientSession

from bot.doctor import mor, slack, store
from bot.doctor import texts as say
from bot.doctor.examination import Check, Clock, Examination, because_of, clock, run
from bot.doctor.finding import Finding, State, ok, wrong
from bot.errors import ConfigError
from bot.settings import Settings

__all__ = ["Finding", "State", "examine"]

_SETTINGS = "Settings"


async def examine(
    load: Callable[[], Settings], *, username: str | None = None, clock: Clock = clock
) -> Mapping[str, Finding]:
    """Look at everything; the findings by name, in the order they are to be read.

    `load` gives the settings, or raises ConfigError. MOR is asked as `username`, who is linked or
    else signed for by the admin's key; None takes somebody linked, or `admin`.
    """
    try:
        settings = load()
    except ConfigError as error:
        unusable = wrong(*say.settings_unusable(error.problems))
        rest = because_of(_SETTINGS, unusable)
        return {_SETTINGS: unusable, **{check.name: rest for check in _checks([0])}}
    checks = _checks(sorted({0, *settings.reseller_keys}))
    async with ClientSession() as session:
        examination = Examination(settings, session, username, clock)
        await run(checks, examination)
    found = examination.findings
    return {_SETTINGS: ok(say.SETTINGS_WELL), **{c.name: found[c.name] for c in checks}}


def _checks(key_owners: list[int]) -> list[Check]:
    """Everything that is looked at. Whom MOR is asked as stands in the database."""
    keys = {say.key_setting(owner): partial(mor.key, owner) for owner in key_owners}
    return [
        Check("Database", store.database),
        Check("Links", store.links, needs=("Database",)),
        Check("Link keys", store.keys, needs=("Database",)),
        Check("Link checks", store.confirmations, needs=("Database",)),
        Check("Digests", store.digests, needs=("Database",)),
        Check("Slack token", slack.token),
        Check("Slack scopes", slack.scopes, needs=("Slack token",)),
        Check("Slack requests", slack.requests),
        Check("Slack clock", slack.clock, needs=("Slack token",)),
        Check("MOR", mor.reached, follows=("Database",)),
        Check("MOR API", mor.api, needs=("MOR",)),
        *(Check(name, look, needs=("MOR API",)) for name, look in keys.items()),
        Check("MOR recipe", mor.recipe, needs=("MOR API",), follows=tuple(keys)),
        Check("MOR clock", mor.clock, needs=("MOR",)),
        Check("MOR time zone", mor.time_zone, needs=("MOR recipe",)),
    ]
