# SPDX-License-Identifier: GPL-3.0-or-later
"""Events for the synchronous client: a thread that reads server-sent events."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode

from .contract import error_from_wire
from .contract.errors import HostError
from .contract.job import Event
from .contract.notice import Notice

__all__ = ["Listening"]

log = logging.getLogger(__name__)

#: Seconds without a sign of life after which the connection is taken for lost; the
#: service gives one every 15. And seconds before the next try, growing to the last.
SILENCE = 45.0
PAUSES = (0.2, 1.0, 5.0)


class Listening:
    """One subscription: connects, reads, and connects anew behind the last event."""

    def __init__(
        self,
        dial: Callable[[float], HTTPConnection],
        token: str,
        name: str,
        wanted: Mapping[str, str],
        listener: Callable[[Event], None] | None,
        notices: Callable[[Notice], None] | None = None,
    ) -> None:
        self._dial = dial
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": name}
        self._path = "/api/v1/events" + (f"?{urlencode(wanted)}" if wanted else "")
        self._listener = listener
        self._notices = notices
        self._stopped = threading.Event()
        self._connection: HTTPConnection | None = None
        self._cursor = ""

    def start(self) -> None:
        """Connect, then read on a thread.

        Raises:
            HostError: the instance can't be reached.
            LL3MError: it refused, such as for an unknown filter.
        """
        response = self._connect()
        threading.Thread(
            target=self._run, args=(response,), name="ll3m-events", daemon=True
        ).start()

    def stop(self) -> None:
        """End the subscription; no event is told after this returns, but one already under way."""
        self._stopped.set()
        connection = self._connection
        if connection is not None and connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                log.debug("The connection was closed already.")

    def _connect(self) -> HTTPResponse:
        connection = self._dial(SILENCE)
        headers = self._headers | ({"Last-Event-ID": self._cursor} if self._cursor else {})
        try:
            connection.request("GET", self._path, headers=headers)
            response = connection.getresponse()
            if response.status != 200:
                raise error_from_wire(json.loads(response.read()).get("error", {}))
            self._next(response)  # the greeting: from here on nothing is missed
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            raise HostError(f"The instance's events can't be heard: {error}.") from error
        self._connection = connection
        return response

    def _run(self, response: HTTPResponse) -> None:
        tries = 0
        while True:
            try:
                while not self._stopped.is_set():
                    kind, data = self._next(response)
                    tries = 0
                    if data and kind not in ("hello", "gap", "dropped"):
                        self._tell(json.loads(data)["event"])
            except (OSError, HTTPException, ValueError) as error:
                log.info("The instance's events were lost: %s", error)
            if self._connection is not None:
                self._connection.close()
            while not self._stopped.wait(PAUSES[min(tries, len(PAUSES) - 1)]):
                tries += 1
                try:
                    response = self._connect()
                    break
                except HostError as error:
                    log.info("%s", error.message)
            else:
                return

    def _tell(self, event: dict[str, Any]) -> None:
        if "job_id" in event:
            if self._listener is not None:
                self._listener(Event.model_validate(event, extra="ignore"))
        elif self._notices is not None:
            self._notices(Notice.model_validate(event, extra="ignore"))

    def _next(self, response: HTTPResponse) -> tuple[str, str]:
        """The next event's kind and data. Raises OSError at the end of the stream."""
        kind = data = ""
        while True:
            line = response.readline(1 << 20)
            if not line:
                raise ConnectionError("the stream has ended")
            name, _, value = line.decode("utf-8").rstrip("\n").partition(": ")
            if name == "id":
                self._cursor = value
            elif name == "event":
                kind = value
            elif name == "data":
                data = value
            elif not line.strip() and (kind or data):
                return kind, data
