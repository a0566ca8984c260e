"""Alerts: what a digest has to say besides its numbers, and what was said about that."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.digests.model import Digest
from bot.digests.report import DigestContent

MUTED_FOR = timedelta(days=7)
MOST_EXPECTED = 100  # addresses of a digest

# RFC 1918, 6598, 4193, and a machine's own. Other special ranges, like those for examples in
# documents, should never be seen: then it is better to look at them as public ones.
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
        *("169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128"),
    )
)


@dataclass(frozen=True, slots=True)
class Alert:
    """So many `new` addresses, and the `limit` if there are more calls than that."""

    new: int
    limit: int | None


def alert_of(content: DigestContent, digest: Digest) -> Alert | None:
    """Return what the digest alerts to; None if that is nothing, or it is muted at its slot."""
    if is_muted(digest, content.slot):
        return None
    new, limit = content.new_addresses, digest.plan.extras.alert_above
    found = len(new.found) if new else 0
    is_above = limit is not None and content.answer.report.total > limit
    return Alert(found, limit if is_above else None) if found or is_above else None


def is_muted(digest: Digest, at: datetime) -> bool:
    """Return whether the digest's alerts are muted at that moment (aware)."""
    return digest.muted_until is not None and at < digest.muted_until


def is_quiet(content: DigestContent, digest: Digest) -> bool:
    """Return whether a digest that posts alerts only has none.

    It has something to say, too, if new addresses could not be looked for.
    """
    unread = content.new_addresses is not None and content.new_addresses.fault
    is_asked = digest.plan.extras.alert_only
    return is_asked and not unread and alert_of(content, digest) is None


def is_address(text: str) -> bool:
    """Return whether this is an IP address. MOR's data may be anything."""
    return is_public(text) is not None


def is_public(text: str) -> bool | None:
    """Return whether an IP address is outside of private networks; None if it is no address."""
    try:
        address = None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None
    if address is None:
        return None
    plain = getattr(address, "ipv4_mapped", None) or address  # `::ffff:10.1.2.3` is 10.1.2.3
    return not any(plain in network for network in _PRIVATE)
