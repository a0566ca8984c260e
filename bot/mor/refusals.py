"""MOR's ways of saying no, known by their texts."""

import re

from bot.errors import Refused
from bot.mor import texts as say

_LONGEST_REASON = 300  # characters of an unknown text that are shown
_HASH = re.compile("[0-9A-Fa-f]{40}")  # a MOR that repeats what it was sent must not tell others

_KNOWN = {
    "api requests are disabled": ("api-disabled", say.api_disabled),
    "get requests are disabled": ("get-disabled", say.get_disabled),
    "access denied": ("access-denied", say.access_denied),
    "incorrect hash": ("wrong-hash", say.wrong_hash),
    "api must have secret key": ("no-secret-key", say.no_secret_key),
    "bad login": ("bad-login", say.bad_login),
    "you are not authorized to view this page": ("not-authorized", say.not_authorized),
    "you are not authorized to use this functionality": ("not-authorized", say.not_authorized),
    "user was not found": ("user-not-found", say.user_not_found),
}


def refusal(text: str) -> Refused:
    """The error that MOR's `text` stands for; unknown (or translated) ones keep MOR's words."""
    reason = _HASH.sub("…", " ".join(text.split()))
    code, words = _KNOWN.get(reason.rstrip(".!").lower(), ("mor-refused", None))
    if words is not None:
        return Refused(*words(), code=code)
    if len(reason) > _LONGEST_REASON:
        reason = reason[: _LONGEST_REASON - 1] + "…"
    return Refused(*say.refused(reason), code=code)
