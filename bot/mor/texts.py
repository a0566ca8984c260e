"""What is said when MOR does not give an answer that can be used.

Each function gives two texts: what happened, and what to do about it.
"""

from datetime import UTC, datetime

Words = tuple[str, str]

_ASK_OPERATOR = "Please tell whoever runs this bot."


# MOR said no


def api_disabled() -> Words:
    return (
        "MOR's API is switched off.",
        "In MOR: Settings > Setup > API > Allow API globally (a reseller has his own Allow API).",
    )


def get_disabled() -> Words:
    return (
        "MOR says that GET requests are disabled, although it was asked by POST.",
        (
            "Something between the bot and MOR turns POST into GET, often a redirect from http to "
            "https: set MOR_URL to the final address, such as https://mor.example.com/billing."
        ),
    )


def access_denied() -> Words:
    return (
        "MOR denied access: it does not know the MOR user this question was asked as.",
        "Was the MOR user renamed or removed? Link the person anew, e.g. morbot link add.",
    )


def wrong_hash() -> Words:
    return (
        "MOR did not accept the signature of the request (Incorrect hash).",
        (
            "Compare MOR_KEY_ADMIN or MOR_KEY_RESELLER_<id> with the API Secret Key in MOR. If it "
            "is right, compare MOR's Settings > Setup > Generate hash with morbot sign --user 5, "
            "and try another MOR_RECIPE: documented, key-only, user-only or disabled."
        ),
    )


def no_secret_key() -> Words:
    return (
        "MOR has no API Secret Key, so it answers nobody.",
        "In MOR: Settings > Setup > API > API Secret Key; the bot needs the same as MOR_KEY_ADMIN.",
    )


def bad_login() -> Words:
    return (
        "MOR rejected the login of the MOR user this question was asked as.",
        "Was the MOR user renamed, blocked or removed? Link the person anew, e.g. morbot link add.",
    )


def not_authorized() -> Words:
    return (
        "MOR does not let this MOR user see local calls.",
        (
            "Ask about yourself, such as: me today, or have the MOR administrator check the "
            "permissions of this MOR user and the methods its API access is restricted to."
        ),
    )


def user_not_found() -> Words:
    return (
        "MOR does not know this user.",
        "Check the number or name in MOR, such as: 5 today or user:tomford today.",
    )


def refused(reason: str) -> Words:
    """A reason that is not among MOR's known ones, shown as MOR gave it."""
    if not reason:
        return ("MOR refused the request without giving a reason.", _ASK_OPERATOR)
    return (f"MOR refused the request: {reason}", _ASK_OPERATOR)


def forbidden(status: int) -> Words:
    """An answer 401, 403 or another of the 4xx kind without MOR's own words in it."""
    return (
        f"The web server in front of MOR refused the request (HTTP {status}).",
        (
            "Is the bot's address on MOR's list of allowed addresses, and does MOR_URL need a user "
            "and password, such as https://name:password@mor.example.com/billing?"
        ),
    )


def no_key(setting: str) -> Words:
    """The secret key that would have to sign is not among the settings."""
    return (
        f"MOR cannot be asked in this name: its secret key is missing ({setting}).",
        f"Set {setting} to the owner's API Secret Key (MOR: Settings > Setup > API).",
    )


def no_method(method: str) -> Words:
    """An answer 404."""
    return (
        f"MOR does not offer {method} at this address (HTTP 404).",
        (
            "Either MOR is older than X13, or MOR_URL is not right: it usually ends in /billing, "
            "such as https://mor.example.com/billing, in very old installations in /mor."
        ),
    )


def redirected(address: str) -> Words:
    """An answer of the 3xx kind; `address` is the base URL it leads to, empty if there is none."""
    what = "MOR sends the bot to another address, which is not followed: signatures stay at home."
    example = address or "https://mor.example.com/billing"
    return (what, f"If it is the right one, set MOR_URL={example}")


# MOR was not reached


def name_unknown(host: str) -> Words:
    return (
        f"MOR was not reached: the name {host} is not known.",
        "Check MOR_URL, such as https://mor.example.com/billing, and the name service.",
    )


def unreachable(host: str) -> Words:
    return (
        f"MOR was not reached at {host}.",
        (
            "Is MOR running, and does MOR_URL name its address and port, such as "
            "https://mor.example.com/billing? Please try again in a minute."
        ),
    )


def not_secure(host: str, reason: str) -> Words:
    """TLS failed; `reason` is the TLS library's own."""
    return (
        f"No secure connection to MOR at {host}: {reason}.",
        (
            "Give MOR a certificate that this machine trusts, or set MOR_CA_FILE to the PEM file "
            "of its authority; and use in MOR_URL the name the certificate is made for."
        ),
    )


def too_slow(seconds: float) -> Words:
    return (
        f"MOR took too long: no whole answer within {seconds:g} seconds.",
        "Try a shorter period, such as: 5 today. An operator can raise MOR_TIMEOUT.",
    )


BUSY = (
    "Too many questions are put to MOR at the moment.",
    "Please try again in a minute. An operator can raise MOR_PARALLEL.",
)


def resting(since: datetime, again: datetime) -> Words:
    """MOR is not asked for a while; times are told in their own zones."""
    day = "" if since.date() == again.date() else f"{since:%Y-%m-%d} "
    zone = " UTC" if since.tzinfo is UTC else ""
    return (
        (
            f"MOR has not answered since {day}{since:%H:%M}{zone}; "
            f"morbot tries again at {again:%H:%M:%S}{zone}."
        ),
        "Your question was not asked. Please ask it again after that.",
    )


def failing(status: int) -> Words:
    """An answer of the 5xx kind."""
    return (
        f"MOR failed while answering (HTTP {status}).",
        "Please try again in a minute, or with a shorter period, such as: 5 today.",
    )


BAD_ADDRESS = "MOR_URL is not a web address, such as https://mor.example.com/billing."


def bad_ca_file(path: str) -> str:
    """MOR_CA_FILE cannot be read, or holds no certificate."""
    return f"MOR_CA_FILE cannot be used: {path} is not a readable PEM file with a certificate."


# What came back is not a whole MOR answer


EMPTY_ANSWER = (
    "MOR gave an empty answer.",
    "Please try again in a minute; if it stays so, MOR's own log says why.",
)


NOT_AN_ANSWER = (
    (
        "What came back is not an answer of MOR's API, but perhaps a page of a proxy or of "
        "MOR's web interface."
    ),
    "Check MOR_URL, such as https://mor.example.com/billing, and what stands in between.",
)


CUT_SHORT = (
    "MOR's answer broke off before its end, so none of it can be trusted.",
    "Please try again, perhaps with a shorter period, such as: 5 today.",
)


BROKEN_ANSWER = ("MOR's answer is not well-formed XML.", _ASK_OPERATOR)


DAMAGED_GZIP = ("MOR's answer is damaged: it cannot be unpacked.", "Please try again in a minute.")


DOCTYPE = (
    "MOR's answer declares a document type or entities, which no MOR answer does.",
    "Check MOR_URL, such as https://mor.example.com/billing, and what stands in between.",
)


def without(element: str) -> Words:
    """An element that the answer has to have is not there or not readable."""
    return (f"MOR's answer has no readable {element}.", _ASK_OPERATOR)


def unreadable_time(date: str, offset: str) -> Words:
    return (
        f"MOR's answer has a call whose time cannot be read: {date!r}, {offset!r}.",
        "If it is the time zone, set MOR_TIMEZONE to that of MOR's clock, e.g. Europe/Vilnius.",
    )


def too_long(size: int) -> Words:
    return (
        f"MOR's answer does not come to an end: {size:,} bytes so far.",
        "Try a shorter period, such as: 5 today.",
    )


# On the command line


def no_key_to_sign(setting: str) -> str:
    return f"There is no secret key to sign with: give --key KEY or set {setting}."


BOUNDS_REVERSED = "--till lies before --from; both are Unix seconds, e.g. --from 1514851199."


NOTHING_TO_SIGN = "No hash is sent: the recipe is for servers with Disable hash checking on."
