# SPDX-License-Identifier: GPL-3.0-or-later
"""A second address, for other machines: with TLS, or without it only where somebody insists.

The loopback address stays as it is beside it; what this adds is one more listening socket, its
certificate, and the names under which it may be asked. A token is needed at both.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..contract.errors import HostError, InvalidRequest

__all__ = ["Outside"]


@dataclass(frozen=True, slots=True)
class Outside:
    """Where to listen besides loopback. ``names`` are further host names that clients use."""

    host: str
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    names: tuple[str, ...] = ()
    without_tls: bool = False

    @property
    def scheme(self) -> str:
        """``https``, or ``http`` where somebody insisted."""
        return "https" if self.certificate else "http"

    def check(self) -> None:
        """Raises ``InvalidRequest`` for an address or a mode that is not to be."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            raise InvalidRequest(f"{self.host!r} is not an IP address of this machine.") from None
        if self.certificate is None and not self.without_tls:
            raise InvalidRequest(
                f"Listening on {self.host} needs TLS: whoever reads along would have the token.",
                advice="Give a certificate and its key, use an SSH tunnel, or insist with "
                "--without-tls.",
            )

    def context(self) -> ssl.SSLContext | None:
        """The server's side of TLS 1.2 or newer; None without TLS.

        Raises:
            HostError: the files can't be read or don't belong together.
        """
        if self.certificate is None:
            return None
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.set_alpn_protocols(["http/1.1"])
        try:
            made.load_cert_chain(self.certificate, self.key, password=_no_password)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise HostError(
                f"The certificate {self.certificate} can't be used: {error}.",
                advice="Give a PEM file with the certificate, and one with its unencrypted key.",
            ) from error
        return made

    def all_names(self) -> Iterator[str]:
        """Host names under which this address may be asked, as a ``Host`` header writes them."""
        yield from self.names
        yield socket.gethostname()
        address = ipaddress.ip_address(self.host)
        addresses = {self.host}
        if address.is_unspecified:
            found = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
            addresses = {str(row[4][0]) for row in found}
        for each in addresses:
            yield f"[{each}]" if ":" in each else each


def _no_password() -> str:
    """An encrypted key would otherwise ask on the terminal, and wait."""
    raise ValueError("the key is encrypted")
