"""Who asks."""

from dataclasses import dataclass
from datetime import datetime

from bot.calls.model import Account
from bot.ids import Identity


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and at what clock.

    `account` is None for somebody not linked; `suspended` is the code of why a link does not count.
    `now` is aware, in the person's zone; `zone_assumed` says that this zone is only the default.
    `locale` is Slack's (`en-US`), None where it is unknown. `pressing` says that he can press what
    stands under an answer, which nobody can in a terminal. `channel` is the Slack conversation that
    he asks in; empty where it is none.
    """

    identity: Identity
    account: Account | None
    now: datetime
    zone: str
    zone_assumed: bool = False
    locale: str | None = None
    suspended: str = ""
    pressing: bool = True
    channel: str = ""
