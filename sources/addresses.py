"""Which network addresses the server may fetch from for somebody else: those of the public internet."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# In IPv6 also what leads elsewhere: Teredo, ORCHID, documentation, 6to4 (each may wrap an IPv4 address).
_NOT_PUBLIC = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet; one that wraps an IPv4 address is not taken at all.

    >>> is_public(ip_address("93.184.216.34")), is_public(ip_address("2606:4700::1111"))
    (True, True)
    >>> [is_public(ip_address(one)) for one in ("127.0.0.1", "100.64.0.1", "fd00::1", "::ffff:8.8.8.8")]
    [False, False, False, False]
    """
    if isinstance(address, IPv6Address) and (address not in _GLOBAL_UNICAST or address.scope_id):
        return False
    return address.is_global and not any(address in network for network in _NOT_PUBLIC)


def may_connect(address: str, also: Sequence[Network] = ()) -> bool:
    """Whether the server may connect there: public, or in a network that the desk's settings name."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return is_public(parsed) or any(parsed in network for network in also)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them; OSError where it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
