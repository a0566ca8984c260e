"""What is said when MOR gives no usable answer. Most functions return the error itself."""

import re
from datetime import UTC, datetime

from bot.calls.date_text import long_date
from bot.errors import ConfigError, ErrorCode, Garbled, Refused, Unavailable

_EXAMPLE_URL = "https://mor.example.com/billing"
_TELL = "Please tell the people who run morbot."
_LINK_AGAIN = "link the person again, for example with: morbot link add"
_TRY_LATER = "Please try again in a minute"
_TELL_LATER = f"{_TRY_LATER}. If it goes on, tell the people who run morbot."
_SHORTER = "for example: 5 today"
_LONGEST_REASON = 300  # characters of an unknown text that are shown
_HASH = re.compile("[0-9A-Fa-f]{40}")  # if MOR repeats what it was sent, others must not see it


# MOR said no


# MOR's text in lower case: the code, what happened, what to do, and details for the operator.
_NOT_AUTHORIZED = (
    ErrorCode.NOT_AUTHORIZED,
    "MOR does not let this MOR user see local calls.",
    "Ask about yourself, for example: me today. Or tell the people who run morbot.",
    (
        "Have the MOR administrator check the permissions of this MOR user and the methods its API"
        " access is restricted to."
    ),
)
_KNOWN = {
    "api requests are disabled": (
        "api-disabled",
        "MOR's API is switched off.",
        _TELL,
        "In MOR: Settings > Setup > API > Allow API globally. A reseller has an Allow API too.",
    ),
    "get requests are disabled": (
        "get-disabled",
        "MOR says that GET requests are disabled, although it was asked by POST.",
        _TELL,
        (
            "Something between the bot and MOR turns POST into GET, often a redirect from http "
            f"to https. Set MOR_URL to the final address, for example {_EXAMPLE_URL}"
        ),
    ),
    "access denied": (
        ErrorCode.ACCESS_DENIED,
        "MOR denied access: it does not know the MOR user this question was asked as.",
        _TELL,
        f"If the MOR user was renamed or removed, {_LINK_AGAIN}",
    ),
    "incorrect hash": (
        ErrorCode.WRONG_HASH,
        "MOR did not accept the signature of the request (Incorrect hash).",
        _TELL,
        (
            "Compare MOR_KEY_ADMIN or MOR_KEY_RESELLER_<id> with the API Secret Key in MOR. If it "
            "is right, compare MOR's Settings > Setup > Generate hash with morbot sign --user 5, "
            "and try another MOR_RECIPE: documented, key-only, user-only or disabled."
        ),
    ),
    "api must have secret key": (
        ErrorCode.NO_API_KEY,
        "MOR has no API Secret Key, so it answers nobody.",
        _TELL,
        "In MOR: Settings > Setup > API > API Secret Key. Set MOR_KEY_ADMIN to the same key.",
    ),
    "bad login": (
        "bad-login",
        "MOR rejected the login of the MOR user this question was asked as.",
        _TELL,
        f"If the MOR user was renamed, blocked or removed, {_LINK_AGAIN}",
    ),
    "you are not authorized to view this page": _NOT_AUTHORIZED,
    "you are not authorized to use this functionality": _NOT_AUTHORIZED,
    "user was not found": (
        ErrorCode.USER_NOT_FOUND,
        "MOR does not know this user.",
        "Check the number or name in MOR, for example: 5 today or user:tomford today",
        "",
    ),
}


def refusal(text: str) -> Refused | Unavailable:
    """Return what MOR's `text` means. An unknown (or translated) one is shown as MOR wrote it."""
    reason = _HASH.sub("…", " ".join(text.split()))
    if reason.rstrip(".!").lower() == "there is no such api":
        return no_method("what it was asked for", "There is no such API")
    if known := _KNOWN.get(reason.rstrip(".!").lower()):
        code, what, hint, details = known
        return Refused(what, hint, code=code, details=details)
    if len(reason) > _LONGEST_REASON:
        reason = reason[: _LONGEST_REASON - 1] + "…"
    what = f": {reason}" if reason else " without giving a reason."
    return Refused(f"MOR refused the request{what}", _TELL, code=ErrorCode.MOR_REFUSED)


def forbidden(status: int) -> Refused:
    """An answer 401, 403 or another 4xx without MOR's own words in it."""
    return Refused(
        f"The web server in front of MOR refused the request (HTTP {status}).",
        _TELL,
        code=ErrorCode.FORBIDDEN,
        details="Is the bot's address on MOR's list of allowed addresses? Does MOR_URL need a user"
        " and a password, for example https://name:password@mor.example.com/billing?",
    )


def no_key(setting: str) -> Refused:
    """The secret key that would have to sign is not among the settings."""
    return Refused(
        "MOR cannot be asked for this account: its owner's secret key is missing.",
        _TELL,
        code=ErrorCode.NO_KEY,
        details=f"Set {setting} to the owner's API Secret Key (MOR: Settings > Setup > API).",
    )


# MOR was not reached, or did not answer


def no_method(method: str, said: str = "HTTP 404") -> Unavailable:
    """MOR does not know a method, which its versions say in two ways."""
    return Unavailable(
        f"MOR does not offer {method} at this address ({said}).",
        _TELL,
        code=ErrorCode.MOR_NO_METHOD,
        details="Either MOR is older than X13, or MOR_URL is not right: it usually ends in"
        f" /billing, for example {_EXAMPLE_URL}, in very old installations in /mor.",
    )


def redirected(address: str) -> Unavailable:
    """An answer 3xx; `address` is the base URL it leads to, empty if there is none."""
    return Unavailable(
        "MOR redirects to another address. That is not followed, because requests are signed.",
        _TELL,
        code="mor-redirect",
        details=f"If it is the right one, set MOR_URL={address or _EXAMPLE_URL}",
    )


def name_unknown(host: str) -> Unavailable:
    """The name server does not know MOR's host."""
    return _not_reached(
        f"The name {host} is not known. Check the name server and MOR_URL, for example"
        f" {_EXAMPLE_URL}"
    )


def unreachable(host: str) -> Unavailable:
    """There is no connection, or it was lost before an answer began."""
    return _not_reached(
        f"There is no connection to {host}. Is MOR running, and does MOR_URL have its address and"
        f" port, for example {_EXAMPLE_URL}?"
    )


def _not_reached(details: str) -> Unavailable:
    code = ErrorCode.MOR_UNREACHABLE
    return Unavailable("MOR was not reached.", _TELL_LATER, code=code, details=details)


def not_secure(host: str, reason: str) -> Unavailable:
    """TLS failed; `reason` is the TLS library's own."""
    return Unavailable(
        "There is no secure connection to MOR.",
        _TELL,
        code="mor-tls",
        details=f"TLS with {host} failed: {reason}. Give MOR a certificate that this machine"
        " trusts, or set MOR_CA_FILE to the PEM file of its authority. MOR_URL must have the name"
        " that the certificate is made for.",
    )


def too_slow(seconds: float) -> Unavailable:
    """No answer, or not all of it, within that time."""
    return Unavailable(
        f"MOR took too long: no complete answer within {seconds:g} seconds.",
        f"Try a shorter period, {_SHORTER}",
        code=ErrorCode.MOR_SLOW,
        details="MOR_TIMEOUT is how long MOR may be silent.",
    )


def busy() -> Unavailable:
    """Too many requests wait here, or MOR says so (429)."""
    return Unavailable(
        "MOR is busy with other questions.",
        f"{_TRY_LATER}.",
        code=ErrorCode.MOR_BUSY,
        details="MOR_PARALLEL is how many questions MOR gets at the same time.",
    )


def failing(status: int) -> Unavailable:
    """An answer 5xx."""
    return Unavailable(
        f"MOR failed while answering (HTTP {status}).",
        f"{_TRY_LATER}, or with a shorter period, {_SHORTER}",
        code=ErrorCode.MOR_FAILING,
    )


def breaker_open(since: datetime, retry_at: datetime) -> tuple[str, str]:
    """What happened and what to do, while MOR is not asked. Times are shown in their own zones."""
    day = "" if since.date() == retry_at.date() else f"{long_date(since)}, "
    zone = " UTC" if since.tzinfo is UTC else ""
    what = f"MOR has not answered since {day}{since:%H:%M}{zone}"
    return (
        f"{what}; morbot tries again at {retry_at:%H:%M:%S}{zone}.",
        "Your question was not sent. Ask it again after that.",
    )


# What came back is not a whole MOR answer


_WRONG_PLACE = f"Check MOR_URL, for example {_EXAMPLE_URL}, and what is between the bot and MOR."


def _garbled(what: str, hint: str, details: str = "") -> Garbled:
    return Garbled(what, hint, code="mor-garbled", details=details)


def empty_answer() -> Garbled:
    """Not one byte."""
    return _garbled("MOR gave an empty answer.", _TELL_LATER, "MOR's own log may say why.")


def not_an_answer() -> Garbled:
    """No element of MOR's in it."""
    return _garbled(
        "The answer is not from MOR's API. It may be a page of a proxy or of MOR's web interface.",
        _TELL,
        _WRONG_PLACE,
    )


def cut_short() -> Garbled:
    """The end is missing."""
    return _garbled(
        "MOR's answer was cut off, so none of it can be trusted.",
        f"Please try again, perhaps with a shorter period, {_SHORTER}",
    )


def broken_xml() -> Garbled:
    """The XML is not well-formed."""
    return _garbled("MOR's answer is not well-formed XML.", _TELL)


def damaged_gzip() -> Garbled:
    """The compressed data is corrupt."""
    return _garbled("MOR's answer is damaged: it cannot be decompressed.", f"{_TRY_LATER}.")


def doctype() -> Garbled:
    """A document type or entities are declared."""
    return _garbled(
        "MOR's answer declares a document type or entities, which no MOR answer does.",
        _TELL,
        _WRONG_PLACE,
    )


def without(element: str) -> Garbled:
    """A required element is missing or unreadable."""
    return _garbled(f"MOR's answer has no readable {element}.", _TELL)


def unreadable_time(date: str, offset: str) -> Garbled:
    """A call's date or offset has an unknown form."""
    return _garbled(
        f"MOR's answer has a call whose time cannot be read: {date!r}, {offset!r}.",
        _TELL,
        "If it is the time zone, set MOR_TIMEZONE to that of MOR's clock, for example"
        " Europe/Vilnius.",
    )


def too_long(size: int) -> Garbled:
    """More bytes than an answer can have."""
    return _garbled(
        f"MOR's answer does not end: {size:,} bytes so far.", f"Try a shorter period, {_SHORTER}"
    )


# The settings

BAD_ADDRESS = f"MOR_URL must be a web address, for example {_EXAMPLE_URL}"


IN_THE_CLEAR = (
    "MOR is asked over a network without TLS: somebody on the way can read calls, and ask MOR too.",
    f"Set MOR_URL to an address with https://, for example {_EXAMPLE_URL}",
)
"""What happened and what to do, if MOR_URL begins with http:// and is not of a private network."""


def bad_ca_file(path: str) -> ConfigError:
    """MOR_CA_FILE cannot be read, or holds no certificate."""
    return ConfigError(
        [f"MOR_CA_FILE cannot be used: {path} is not a readable PEM file with a certificate."]
    )
