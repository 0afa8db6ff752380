# SPDX-License-Identifier: GPL-3.0-or-later
"""Two clients in a project's room: presence, pointers, and messages for those who were away."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.async_client import AsyncClient
from ll3m.bridge.client import Client
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Forbidden, NotFound
from ll3m.bridge.contract.notice import Notice
from ll3m.bridge.contract.room import RoomJoinRequest
from ll3m.bridge.server import Service
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.notices import Notices
from ll3m.ll3m_addon.core.rooms import Rooms
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.library import open_rooms
from ll3m.ll3m_addon.pipeline.assembly import build_app

ME = Caller("test")


@pytest.fixture
def product(tmp_path: Path) -> Iterator[App]:
    made = build_app(Settings(library=tmp_path / "library"))
    yield made
    made.close()


@pytest.fixture
def served(product: App) -> Iterator[Service]:
    service = Service(product)
    service.start()
    yield service
    service.stop()


def client_of(service: Service) -> Client:
    return Client(service.url, service.token)


def ask(client: Client, operation: str, /, **params: Any) -> Any:
    return client.call(operation, params)


def test_two_clients_see_each_other_come_point_talk_and_go(served: Service) -> None:
    heard: queue.SimpleQueue[Notice] = queue.SimpleQueue()
    with client_of(served) as ada, client_of(served) as ben:
        stop = ada.subscribe_notices(heard.put, project="default")
        first = ask(ada, "room.join", name="Ada")
        second = ask(ben, "room.join", name="Ben")
        assert [each.name for each in second.members] == ["Ada", "Ben"]
        pointer = {"asset_id": "a_" + "0" * 16, "cursor": [1.0, 2.0, 0.5], "selection": ["Leg.001"]}
        ask(ben, "room.point", member_id=second.member.id, pointer=pointer)
        ask(ben, "room.point", member_id=second.member.id, pointer=pointer)  # nothing new
        said = ask(ben, "room.say", member_id=second.member.id, text="Shorter legs?")
        left = ask(ben, "room.leave", member_id=second.member.id)
        assert [each.id for each in left.members] == [first.member.id]
        assert said.number == left.last_message == 1
        told = [heard.get(timeout=5) for _ in range(5)]
        stop()
    assert [each.type for each in told] == ["joined", "joined", "pointed", "said", "left"]
    assert told[2].data["pointer"]["selection"] == ["Leg.001"]
    assert told[3].data["text"] == "Shorter legs?"


def test_who_was_away_gets_what_was_said_meanwhile_also_after_a_restart(
    product: App, tmp_path: Path
) -> None:
    def call(operation: str, /, **params: Any) -> Any:
        return product.call(operation, params, ME)

    ada = call("room.join", name="Ada")
    ben = call("room.join", name="Ben")
    call("room.say", member_id=ben.member.id, text="heard by both")
    call("room.leave", member_id=ben.member.id)
    call("room.say", member_id=ada.member.id, text="one")
    call("room.say", member_id=ada.member.id, text="two", data={"asset_id": "a_1"})
    product.close()
    again = build_app(Settings(library=tmp_path / "library"))
    try:
        back: Any = again.call("room.join", {"name": "Ben"}, ME)
        assert [each.text for each in back.missed] == ["one", "two"]
        assert back.missed[1].data == {"asset_id": "a_1"}
        twice: Any = again.call("room.join", {"name": "Ben"}, ME)
        assert twice.missed == []
        page: Any = again.call("room.messages", {"after": 1, "limit": 1}, ME)
        assert ([each.number for each in page.messages], page.more) == ([2], True)
    finally:
        again.close()


def test_a_lost_websocket_is_a_leaving(served: Service) -> None:
    async def play() -> None:
        async with AsyncClient(served.url, served.token) as ada:
            stream = await ada.notices(projects=["default"])
            ben = AsyncClient(served.url, served.token)
            await ben.call("room.join", {"name": "Ben"})
            await ben.close()
            kinds = []
            async for _, notice in stream:
                kinds.append((notice.type, notice.data["name"]))
                if notice.type == "left":
                    break
            assert kinds == [("joined", "Ben"), ("left", "Ben")]
            room: Any = await ada.call("room.get")
            assert room.members == []

    asyncio.run(asyncio.wait_for(play(), 10))


def test_who_gives_no_sign_has_left_and_the_others_hear_it(tmp_path: Path) -> None:
    notices = Notices()
    heard: queue.SimpleQueue[Notice] = queue.SimpleQueue()
    notices.subscribe(heard.put)
    rooms = Rooms(open_rooms(tmp_path), notices, stay=0.05)
    joined = rooms.join(RoomJoinRequest(name="Ada"), ME)
    assert [heard.get(timeout=5).type for _ in range(2)] == ["joined", "left"]
    with pytest.raises(NotFound):
        rooms.point(joined.member.id, None, ME)
    rooms.close()


def test_nobody_speaks_for_a_member_of_another_token(product: App) -> None:
    joined: Any = product.call("room.join", {"name": "Ada"}, Caller("rpc", client="ada"))
    say = {"member_id": joined.member.id, "text": "not me"}
    with pytest.raises(Forbidden):
        product.call("room.say", say, Caller("rpc", client="ben"))


def test_a_room_belongs_to_a_project_that_is_there(product: App) -> None:
    with pytest.raises(NotFound):
        product.call("room.join", {"name": "Ada", "project_id": "nowhere"}, ME)


def test_a_damaged_file_of_messages_is_set_aside(tmp_path: Path) -> None:
    store = open_rooms(tmp_path)
    store.add("default", "Ada", "me", "hello", {})
    store.close()
    (tmp_path / ".ll3m" / "rooms.sqlite3").write_bytes(b"no database" * 500)
    assert store.last("default") == 0
    assert store.add("default", "Ada", "me", "again", {}).number == 1
    assert any(
        "rooms" in each.name and "dam" in each.name for each in (tmp_path / ".ll3m").iterdir()
    )
    store.close()


def test_events_of_jobs_and_notices_do_not_mix(served: Service) -> None:
    events: list[Any] = []
    heard: queue.SimpleQueue[Notice] = queue.SimpleQueue()
    with client_of(served) as client:
        stop = client.subscribe(events.append)
        stop_notices = client.subscribe_notices(heard.put)
        ask(client, "room.join", name="Ada")
        assert heard.get(timeout=5).type == "joined"
        stop()
        stop_notices()
    assert events == []
