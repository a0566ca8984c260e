"""A call as MOR writes it, and as it is read."""

from datetime import UTC, datetime

from bot.calls.model import Call

ROW = b"""    <call>
      <calldate>
        <date>2018-02-22 12:23:08</date>
        <timezone>GMT +0000</timezone>
      </calldate>
      <originator_device>dsadas12</originator_device>
      <originator_caller_id></originator_caller_id>
      <orignator_ip>192.168.0.198</orignator_ip>
      <orignator_channel>SIP/1018-00000008</orignator_channel>
      <terminator_user>Tom Ford</terminator_user>
      <terminator_device>2 Device Test</terminator_device>
      <terminator_ip>192.168.0.167</terminator_ip>
    </call>
"""


CALL = Call(
    datetime(2018, 2, 22, 12, 23, 8, tzinfo=UTC),
    "dsadas12",
    "",
    "192.168.0.198",
    "SIP/1018-00000008",
    "Tom Ford",
    "2 Device Test",
    "192.168.0.167",
)


def page(*rows: bytes) -> bytes:
    return b"<page>\n  <local_calls>\n" + b"".join(rows) + b"  </local_calls>\n</page>\n"
