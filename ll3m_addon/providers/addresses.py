# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses a provider may have: base URLs read, local ones told apart, traps refused."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...bridge.contract.errors import InvalidRequest

__all__ = ["Base", "check_ip", "is_local_url", "read_base"]

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Cloud machines answer with their own credentials here: link-local (AWS, Azure, Google,
#: DigitalOcean …), AWS over IPv6, Alibaba, Oracle. No model lives at such an address.
_METADATA = tuple(
    ipaddress.ip_network(net)
    for net in (
        "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32", "192.0.0.192/32",
    )
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_METADATA_NAMES = ("metadata.google.internal", "metadata.goog", "instance-data")


@dataclass(frozen=True, slots=True)
class Base:
    """A base URL in parts: ``url`` has no trailing slash."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    local: bool


def _literal(host: str) -> _IP | None:
    """The address a host spells, in any of the spellings the resolver takes; None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    # inet_aton reads 2852039166, 0xA9FEA9FE and 0251.0376.0251.0376 as 169.254.169.254.
    if host.replace(".", "").replace("x", "").replace("X", "").isalnum() and host[:1].isdigit():
        try:
            return ipaddress.ip_address(socket.inet_aton(host))
        except (OSError, ValueError):
            return None
    return None


def check_ip(address: str) -> _IP:
    """Return the parsed address of a host that is about to be connected to.

    Raises:
        InvalidRequest: it is a link-local, metadata, multicast or unusable address.
    """
    ip: _IP = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner if inner is not None else ip
    if ip.is_multicast or any(ip in net for net in _METADATA if net.version == ip.version):
        raise InvalidRequest(
            f"No provider may have the address {address}.",
            advice="Correct the base URL. Link-local addresses hold a machine's own secrets.",
        )
    return ip


def _is_local_host(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    ip = _literal(host)
    return ip is not None and ip.is_loopback


def is_local_url(url: str) -> bool:
    """True for ``localhost``, ``127.0.0.0/8`` and ``::1``, by name alone."""
    try:
        return _is_local_host((urlsplit(url).hostname or "").rstrip(".").lower())
    except ValueError:
        return False


def read_base(url: str) -> Base:
    """Read a base URL.

    Raises:
        InvalidRequest: not http or https, no host, a user name or query in it, or an
            address that no provider may have.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InvalidRequest("The base URL can't be read.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise InvalidRequest(
            "A base URL starts with http:// or https:// and names a host.",
            advice="Write it like https://api.openai.com/v1 or http://localhost:11434/v1.",
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise InvalidRequest(
            "A base URL holds no user name, password, query or fragment.",
            advice="Give the key by env:NAME, file, session or keyring instead.",
        )
    if host in _METADATA_NAMES:
        raise InvalidRequest(f"No provider may have the address {host}.")
    ip = _literal(host)
    if ip is not None:
        check_ip(str(ip))
    path = parts.path.rstrip("/")
    clean = f"{parts.scheme}://{parts.netloc}{path}"
    return Base(clean, parts.scheme, host, port, path, _is_local_host(host))
