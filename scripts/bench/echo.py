# SPDX-License-Identifier: GPL-3.0-or-later
"""The service's own WebSocket connection with an echo behind it, for ``scripts/autobahn.sh``.

Prints its port and serves until its standard input ends or it is killed. The limits are wide, since
the cases send up to 16 MB; everything else is what the service uses.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import _bootstrap

_bootstrap.prepare()

from ll3m.bridge.server.protocol import Listener  # noqa: E402
from ll3m.bridge.server.security import Limits  # noqa: E402


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Send back whatever comes (ASGI)."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    with contextlib.suppress(OSError):  # closed meanwhile, as many cases want
        while (message := await receive())["type"] == "websocket.receive":
            kept = {key: message[key] for key in ("text", "bytes") if message.get(key) is not None}
            await send({"type": "websocket.send", **kept})


async def main() -> None:
    """Listen on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    wide = Limits(message=32 * 2**20, connections=1000, idle_seconds=60.0)
    await Listener(echo, wide).open(listener)
    print(listener.getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
