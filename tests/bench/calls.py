"""MOR's answer with as many calls as one likes, in the documented shape and spelling."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<page>\n  <local_calls>\n'
_TAIL = b"  </local_calls>\n</page>\n"
_CALL = """\
    <call>
      <calldate>
        <date>%s</date>
        <timezone>GMT +0000</timezone>
      </calldate>
      <originator_device>Desk {number}</originator_device>
      <originator_caller_id>{number}</originator_caller_id>
      <orignator_ip>192.0.2.{host}</orignator_ip>
      <orignator_channel>SIP/{number}-{number:08x}</orignator_channel>
      <terminator_user>Floor {floor}</terminator_user>
      <terminator_device>Desk {other}</terminator_device>
      <terminator_ip>198.51.100.{host}</terminator_ip>
    </call>
"""
_CALLS = [
    _CALL.format(number=number, host=number % 250, floor=number % 7, other=number + 1).encode()
    for number in range(1000, 1040)
]
_BEGIN = datetime(2026, 8, 1)  # noqa: DTZ001 -- a clock on MOR's wall; the offset stands beside it
_SPAN = timedelta(days=90)
_CALLS_A_PIECE = 100  # about 60 KB, as much as comes from a socket at a time


def pieces(calls: int) -> Iterator[bytes]:
    """An answer with `calls` calls, in time order over 90 days, as it comes from the wire."""
    return chain([_HEAD], _bodies(calls), [_TAIL])


def whole(calls: int) -> bytes:
    """The same in one."""
    return b"".join(pieces(calls))


def _bodies(calls: int) -> Iterator[bytes]:
    for first in range(0, calls, _CALLS_A_PIECE):
        numbers = range(first, min(first + _CALLS_A_PIECE, calls))
        yield b"".join(_CALLS[number % len(_CALLS)] % _date(number / calls) for number in numbers)


def _date(share: float) -> bytes:
    return (_BEGIN + _SPAN * share).isoformat(" ", "seconds").encode()
