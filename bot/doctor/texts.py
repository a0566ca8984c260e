"""What `morbot doctor` says: what it found, and where something is wrong how to mend it."""

from collections.abc import Sequence

Words = tuple[str, str]

_MOST_NAMED = 5


def key_setting(owner_id: int) -> str:
    """The setting that holds the secret key of an owner."""
    return f"MOR_KEY_RESELLER_{owner_id}" if owner_id else "MOR_KEY_ADMIN"


def not_looked_at(name: str) -> str:
    """Something else has to be mended first."""
    return f"Not looked at, because “{name}” is not well."


def no_answer(seconds: float) -> Words:
    """A check took too long."""
    return (
        f"No answer within {seconds:g} seconds.",
        "Is it under heavy load, or does a firewall on the way drop what is sent?",
    )


STILL_LOOKING = "Still looking …"


# Settings and database


def settings_unusable(problems: Sequence[str]) -> Words:
    """Settings that do not allow a start."""
    return ("Some cannot be used, so nothing else is looked at.", "\n".join(problems))


SETTINGS_WELL = "All can be read."


DATABASE_WELL = "Opens, is up to date, and can be written."


# Links


NOBODY_LINKED = (
    "Nobody is linked, so nobody can ask.",
    "Link somebody, such as: morbot link add U0INGRID1 admin --role admin",
)


def links_well(number: int) -> str:
    return f"{number} linked, none suspended."


def suspended(number: int, whom: Sequence[str]) -> Words:
    """Links that do not count at present, each with its reason."""
    return (
        f"{len(whom)} of {number} suspended: {_some(whom)}.",
        (
            "Ask MOR again with morbot link check; remove what is no longer true, such as:"
            " morbot link remove U0INGRID1"
        ),
    )


KEYS_WELL = "A key is set for everybody who is linked."


def keys_missing(settings: Sequence[str], whom: Sequence[str]) -> Words:
    """MOR cannot be asked as some people, for want of their owner's key."""
    return (
        f"MOR cannot be asked for {_some(whom)}.",
        f"Set {', '.join(settings)}: the owner's API Secret Key (MOR: Settings > Setup > API).",
    )


CONFIRMATIONS_WELL = "All confirmed by MOR in the last two days."


def links_stale(whom: Sequence[str]) -> Words:
    """Links that have not been checked for days, though a running bot does it daily."""
    return (
        f"Not confirmed by MOR for two days: {_some(whom)}.",
        "morbot run does it daily while it runs and MOR answers. At once: morbot link check",
    )


def held_to_own_id(whom: Sequence[str]) -> Words:
    """Resellers who may not ask about their users."""
    return (
        f"Held to the own id: {_some(whom)}.",
        "MOR was not seen to refuse them other people's ids. Once it does: morbot link check",
    )


# Digests


def digests_well(number: int) -> str:
    return f"{number} digest{'' if number == 1 else 's'}, none overdue or paused for a fault."


def digests_overdue(which: Sequence[str]) -> Words:
    """What was due some minutes ago has not been taken up: nothing sends digests."""
    return (
        f"Due, and taken up by nobody: {_some(which)}.",
        (
            "morbot run sends them unless DIGEST_TICK is 0. Where it is 0 everywhere, call every"
            " minute: morbot digest run-due"
        ),
    )


def digests_paused(number: int, which: Sequence[str], command: str) -> Words:
    """Those that were paused by somebody else than their owner, each with its reason. `command` is
    the slash command's name.
    """
    return (
        f"{len(which)} of {number} paused: {_some(which)}.",
        (
            "When that is mended, their owners let them run again in Slack, such as:"
            f" {command} digest resume 7. All are shown by: morbot digest list"
        ),
    )


def _some(whom: Sequence[str]) -> str:
    more = len(whom) - _MOST_NAMED
    return "; ".join(whom[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


# Slack

TOKENS = {
    "xoxb-": "a bot token",
    "xoxp-": "a user token",
    "xapp-": "an app-level token",
    "xoxe": "a refresh or rotated token",
    "xoxa-": "a token of an old kind",
    "xoxr-": "a token of an old kind",
}
"""Slack's kinds of tokens, by how they begin."""

_FIND_IT_FOR_BOT = (
    "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app."
)
_FIND_IT_FOR_SOCKET = (
    "Copy an App-Level Token (xapp-…) with connections:write from Basic Information of your Slack"
    " app; without Socket Mode leave SLACK_APP_TOKEN empty."
)
_FIND_IT_FOR_HTTP = (
    "Copy the Signing Secret (32 of 0-9 and a-f) from Basic Information of your Slack app."
)


def _what_it_is(kind: str) -> str:
    return f"{TOKENS[kind]} ({kind}…)" if kind else "something else"


BOT_TOKEN_UNSET = ("SLACK_BOT_TOKEN is not set.", _FIND_IT_FOR_BOT)


def not_a_bot_token(kind: str) -> Words:
    """Another kind of token, or none; `kind` is one of TOKENS or empty."""
    move = " What stands there belongs into SLACK_APP_TOKEN." if kind == "xapp-" else ""
    return (f"SLACK_BOT_TOKEN is no bot token, but {_what_it_is(kind)}.", _FIND_IT_FOR_BOT + move)


def not_an_app_token(kind: str) -> Words:
    """Another kind of token, or none."""
    move = " What stands there belongs into SLACK_BOT_TOKEN." if kind == "xoxb-" else ""
    return (
        f"SLACK_APP_TOKEN is no app-level token, but {_what_it_is(kind)}.",
        _FIND_IT_FOR_SOCKET + move,
    )


def token_refused(setting: str, reason: str) -> Words:
    """Slack does not take a token; `reason` is Slack's own word."""
    if reason == "missing_scope":
        text = f"{setting} lacks a scope that it needs ({reason})."
    elif reason in {"token_revoked", "token_expired", "account_inactive"}:
        text = f"{setting} is no longer good ({reason}): the app was removed or installed anew."
    else:
        text = f"Slack does not accept {setting} ({reason or 'no reason given'})."
    return (text, _FIND_IT_FOR_SOCKET if setting == "SLACK_APP_TOKEN" else _FIND_IT_FOR_BOT)


def bot_token_well(bot: str, team: str, team_id: str) -> str:
    return f"Good for {bot} in {team} ({team_id})."


SCOPES_WELL = "All that manifest.yml asks for."


def scopes_missing(scopes: Sequence[str]) -> Words:
    """The app was installed with less than the manifest asks for."""
    return (
        f"Not granted: {', '.join(scopes)}.",
        (
            "Add them under OAuth & Permissions > Bot Token Scopes (or paste manifest.yml under App"
            " Manifest), then Reinstall to Workspace."
        ),
    )


SCOPES_UNTOLD = (
    "Slack did not say which scopes are granted.",
    "Is SLACK_API_URL Slack's, https://slack.com/api, and does a proxy drop headers?",
)


SIGNING_SECRET_UNSET = (
    "SLACK_SIGNING_SECRET is not set, so no request of Slack's can be told from a forged one.",
    _FIND_IT_FOR_HTTP + " Or use Socket Mode: set SLACK_APP_TOKEN.",
)


def not_a_signing_secret(kind: str) -> Words:
    """It has not the form of one; `kind` is one of TOKENS or empty."""
    return (
        f"SLACK_SIGNING_SECRET is no signing secret, but {_what_it_is(kind)}.",
        _FIND_IT_FOR_HTTP,
    )


def request_url(host: str, port: int) -> str:
    """What can be said of requests over HTTP without one of Slack's."""
    shown = f"[{host}]" if ":" in host else host
    return (
        "The signing secret has the right form. The Request URL at Slack has to lead to"
        f" http://{shown}:{port}/slack/events"
    )


SOCKET_WELL = "Slack opens a connection for Socket Mode."


# MOR


def mor_reached(url: str, version: str) -> str:
    """MOR answers; `version` is empty where it does not say."""
    return f"{version or 'MOR'} answers at {url}"


def base_url(url: str, found: Sequence[str]) -> Words:
    """Something answers, but not MOR; `found` are the addresses where it does."""
    text = f"There is no MOR at {url}"
    if found:
        return (f"{text}, but at {found[0]}", f"Set MOR_URL={found[0]}")
    return (
        f"{text}, nor at the usual addresses /billing, /mor and / of that server.",
        (
            "Set MOR_URL to the address of MOR's web interface, such as"
            " https://mor.example.com/billing"
        ),
    )


API_ON = "Switched on."


NO_KEY_NEEDED = "Not set, and not needed with MOR_RECIPE=disabled."


def key_unset(owner_id: int) -> Words:
    """The secret key of an owner is not among the settings."""
    setting = key_setting(owner_id)
    return (
        f"{setting} is not set, so nobody of that owner's can ask.",
        f"Set {setting} to the API Secret Key in MOR: Settings > Setup > API.",
    )


def nobody_of(owner_id: int) -> str:
    """There is nobody to try a reseller's key with."""
    return (
        f"Not looked at, because nobody of MOR user {owner_id} is linked, and MOR did not tell his"
        " name."
    )


def key_refused(owner_id: int, username: str) -> Words:
    """MOR says that the hash is wrong, where only the key is hashed."""
    setting = key_setting(owner_id)
    of_whom = f"the reseller whose MOR id is {owner_id}" if owner_id else "MOR's admin"
    return (
        f"MOR does not accept it (Incorrect hash), asked as “{username}”.",
        f"Set {setting} to the API Secret Key of {of_whom} (MOR: Settings > Setup > API).",
    )


def name_refused(owner_id: int, username: str) -> Words:
    """MOR accepts the key but does not know the name."""
    return (
        f"MOR knows no user “{username}” (Access Denied).",
        (
            "Say as which MOR user to ask, such as: morbot doctor --as tomford"
            if owner_id == 0
            else "Was that user renamed or removed? morbot link check tells which links are true."
        ),
    )


def key_taken(username: str) -> str:
    return f"MOR accepts it, asked as “{username}”."


def recipe_taken(recipe: str) -> str:
    return f"MOR accepts hashes by {recipe}."


def other_recipe(chosen: str, taken: str) -> Words:
    """MOR wants another recipe than the one that is set."""
    return (
        f"MOR does not accept hashes by MOR_RECIPE={chosen}, but by {taken}.",
        f"Set MOR_RECIPE={taken}",
    )


NO_RECIPE = (
    "MOR accepts hashes by none of the recipes.",
    (
        "Compare MOR's own (Settings > Setup > Generate hash) with what morbot makes:"
        " morbot sign --user 5"
    ),
)


NO_HASH_CHECKED = (
    "disabled: MOR checks no hash, so whoever reaches it may ask as anybody.",
    (
        "Better switch Disable hash checking off (MOR: Settings > Setup > API), and set"
        " MOR_RECIPE=documented"
    ),
)


def too_old(version: str) -> Words:
    """MOR answers, but does not have the method."""
    return (
        f"{version or 'MOR'} does not offer local_calls_get (HTTP 404), which came with MOR X13.",
        "Upgrade MOR to X13 or newer.",
    )


# Clocks and zones


def no_date(whose: str) -> Words:
    return (
        f"{whose} did not say what time it is.",
        "If answers are about the wrong hours, compare the clocks of both machines by hand.",
    )


def clocks_agree(whose: str) -> str:
    return f"{whose} and this machine agree."


def clocks_differ(whose: str, seconds: int) -> Words:
    """The other clock is that many seconds ahead of ours, or behind."""
    amount = abs(seconds)
    shown = f"{amount} seconds" if amount < 120 else f"{amount // 60:,} minutes"
    return (
        f"{whose} is {shown} {'ahead of' if seconds > 0 else 'behind'} this machine.",
        "Let both follow a time server, such as: timedatectl set-ntp true",
    )


NO_CALLS = "Not looked at, because nobody asked about has had a call in the last 7 days."


ZONE_UTC = "MOR writes +00:00 beside its calls, which is believed."


def zone_unset(offset: str) -> Words:
    """MOR_TIMEZONE is not set, and MOR's clock is not that of UTC."""
    return (
        f"MOR writes {offset} beside its calls, which is believed.",
        (
            "Some versions write today's offset beside calls before a change of the clocks. Set"
            " MOR_TIMEZONE to the zone of MOR's machine, such as Europe/Vilnius, to be sure."
        ),
    )


def zone_differs(zone: str, at: str, offset: str) -> Words:
    """The rows' offset is not one of the zone that is set."""
    return (
        f"MOR writes {offset} beside its call of {at}, but {zone} is not at that offset then.",
        (
            "Set MOR_TIMEZONE to the zone of MOR's machine (timedatectl shows it there), or leave"
            " it empty to believe the offsets."
        ),
    )


def zone_well(zone: str) -> str:
    return f"{zone} agrees with the offsets beside MOR's calls."
