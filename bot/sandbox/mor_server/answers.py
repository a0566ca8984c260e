"""MOR's answers as text: XML indented by two spaces, as in the documentation."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from itertools import chain, count, islice

from bot.sandbox.company import MorUser
from bot.sandbox.mor_server.database import CallRow
from bot.sandbox.mor_server.options import ErrorForm, Options, ZoneForm

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ERROR_ELEMENTS = {
    ErrorForm.PAGE: ("page", "status", "error"),
    ErrorForm.STATUS: ("status", "error"),
    ErrorForm.PAGE_ERROR: ("page", "error"),
    ErrorForm.ERROR: ("error",),
    ErrorForm.CAPITAL: ("Error",),
}
# XML cannot hold these at all; MOR's builder writes an asterisk for each.
_INVALID_IN_XML = {code: "*" for code in (*range(32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"}
_ROWS_A_PIECE = 100
_DAY = 86400
_SYNTHETIC = [
    CallRow(
        0,
        f"Synthetic {extension}",
        f"{extension}",
        f"10.0.0.{extension % 250}",
        f"SIP/{extension}-{extension:08x}",
        f"Synthetic User {extension % 7}",
        f"Synthetic {extension + 1}",
        f"10.0.1.{extension % 250}",
    )
    for extension in range(2000, 2040)
]


def error_page(text: str, form: ErrorForm) -> str:
    """Return an error in the elements of that form."""
    *outer, inner = _ERROR_ELEMENTS[form]
    lines = [f"{'  ' * depth}<{name}>" for depth, name in enumerate(outer)]
    lines.append(f"{'  ' * len(outer)}<{inner}>{_text(text)}</{inner}>")
    lines += [f"{'  ' * depth}</{name}>" for depth, name in reversed(list(enumerate(outer)))]
    return _DECLARATION + "\n".join(lines) + "\n"


def version_page(version: str) -> str:
    """Return the answer of `system_version_get`."""
    return f"{_DECLARATION}<page>\n  <version>{_text(version)}</version>\n</page>\n"


def details_page(user: MorUser) -> str:
    """Return the part of the answer of `user_details_get` that names the user."""
    return (
        f"{_DECLARATION}<page>\n"
        "  <pagename>Personal_details</pagename>\n"
        "  <language>en</language>\n"
        f"  <userid>{user.id}</userid>\n"
        "  <details>\n"
        "    <other_details>\n"
        f"      <username>{_text(user.username)}</username>\n"
        f"      <first_name>{_text(user.first_name)}</first_name>\n"
        f"      <surname>{_text(user.surname)}</surname>\n"
        "    </other_details>\n"
        "  </details>\n"
        "</page>\n"
    )


def calls_page(elements: Iterable[str], absent_when_empty: bool) -> Iterator[str]:
    """Yield the answer of `local_calls_get` around its call elements, in pieces.

    Without calls, the list has no white space inside: a known client takes white space for a call.
    """
    elements = iter(elements)
    first = next(elements, None)
    yield f"{_DECLARATION}<page>\n"
    if first is not None:
        yield "  <local_calls>\n"
        elements = chain((first,), elements)
        while piece := "".join(islice(elements, _ROWS_A_PIECE)):
            yield piece
        yield "  </local_calls>\n"
    elif not absent_when_empty:
        yield "  <local_calls></local_calls>\n"
    yield "</page>\n"


class CallWriter:
    """Writes calls as elements, in the server's time zone and spelling. `now` is aware.

    With `bad_xml`, each device label has a bare ampersand and a control character.
    """

    def __init__(self, options: Options, now: datetime, *, bad_xml: bool = False) -> None:
        self._zone = options.timezone
        self._zone_form = options.zone_form
        self._fixed_offset = None if options.offset_of_call else self._offset(now)
        self._originator = "originator" if options.right_spelling else "orignator"
        self._mark = " R&D \x07" if bad_xml else ""

    def element(self, row: CallRow) -> str:
        """Return the element of one call."""
        local = datetime.fromtimestamp(row.at, self._zone)
        return self._element(row, self._wall_time(local), self._fixed_offset or self._offset(local))

    def synthetic(self, amount: int | None, first: int, last: int) -> Iterator[str]:
        """Yield `amount` made-up calls (None: endless), evenly from `first` to `last`."""
        templates = [
            self._element(row, "{date}", "{offset}").partition("{date}")[::2] for row in _SYNTHETIC
        ]
        span = max(0, last - first)
        for number in count() if amount is None else range(amount):
            step = number % _DAY if amount is None else number * span // amount
            local = datetime.fromtimestamp(first + min(step, span), self._zone)
            before, after = templates[number % len(templates)]
            offset = self._fixed_offset or self._offset(local)
            yield before + self._wall_time(local) + after.replace("{offset}", offset, 1)

    def _element(self, row: CallRow, wall_time: str, offset: str) -> str:
        values = (
            ("originator_device", row.originator_device, self._mark),
            ("originator_caller_id", row.originator_caller_id, ""),
            (f"{self._originator}_ip", row.originator_ip, ""),
            (f"{self._originator}_channel", row.originator_channel, ""),
            ("terminator_user", row.terminator_user, ""),
            ("terminator_device", row.terminator_device, self._mark),
            ("terminator_ip", row.terminator_ip, ""),
        )
        lines = [f"      <{tag}>{_text(text)}{mark}</{tag}>\n" for tag, text, mark in values]
        return (
            "    <call>\n"
            "      <calldate>\n"
            f"        <date>{wall_time}</date>\n"
            f"        <timezone>{offset}</timezone>\n"
            "      </calldate>\n"
            f"{''.join(lines)}"
            "    </call>\n"
        )

    @staticmethod
    def _wall_time(local: datetime) -> str:
        return local.isoformat(" ", "seconds")[:19]

    def _offset(self, moment: datetime) -> str:
        plain = moment.astimezone(self._zone).strftime("%z")[:5]
        if self._zone_form is ZoneForm.COLON:
            return f"GMT {plain[:3]}:{plain[3:]}"
        return f"GMT {plain}"


def _text(value: str) -> str:
    return escape(value.translate(_INVALID_IN_XML), quote=False)
