"""Whether what MOR is sent and answers can be read on the way to it."""

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import SOCK_STREAM
from urllib.parse import urlsplit

# Loopback, RFC 1918, RFC 4193 and link-local. `is_private` has more: documentation and test nets.
_OWN = tuple(
    map(
        ip_network,
        (
            *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
            *("::1/128", "fc00::/7", "fe80::/10"),
        ),
    )
)


async def crosses_a_network_in_the_clear(url: str) -> bool:
    """Return whether requests to this base URL leave the machine and its private networks
    without TLS. A name counts by its addresses, and as private while it has none.
    """
    parts = urlsplit(url)
    if parts.scheme != "http":
        return False
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            parts.hostname, parts.port or 80, type=SOCK_STREAM
        )
    except (OSError, ValueError):  # it is not reached, which is told elsewhere
        return False
    return not all(_is_own(ip_address(str(address[0]).partition("%")[0])) for *_, address in found)


def _is_own(address: IPv4Address | IPv6Address) -> bool:
    plain = getattr(address, "ipv4_mapped", None) or address
    return any(plain in network for network in _OWN)
