# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's network timeout and Online Access reach the providers of the window's product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.dispatch import Caller  # noqa: E402
from ll3m.ll3m_addon.blender import registration, serve, session  # noqa: E402


@pytest.fixture
def own_session(empty_file: None) -> Iterator[Any]:
    """A session of its own, and Blender's network preferences as they were."""
    was = session.current()
    if was is not None:
        registration.unregister()
    registration.register("ll3m_test")
    system = bpy.context.preferences.system
    before = system.network_timeout
    yield session.state()
    system.network_timeout = before
    registration.unregister()
    if was is not None:
        registration.register(was.package)


def test_the_network_timeout_of_the_preferences_limits_a_connect(own_session: Any) -> None:
    bpy.context.preferences.system.network_timeout = 3
    app = own_session.app()
    assert app.providers._means.connect_timeout() == 3.0


def test_no_provider_on_the_internet_is_ready_without_online_access(
    own_session: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(
        '{"providers": {"cloud": {"type": "anthropic", "model": "m", "key": "env:K"}}}'
    )
    monkeypatch.setenv("LL3M_SETTINGS", str(settings))
    monkeypatch.setenv("K", "k" * 20)
    app = own_session.app()

    def cloud() -> Any:
        found = app.call("provider.list", {}, Caller("test")).providers
        return next(each for each in found if each.name == "cloud")

    own_session.online = False
    assert not cloud().ready
    assert "Online access is off" in cloud().reason
    own_session.online = True
    assert cloud().ready


def test_a_service_without_a_window_is_offline_only_where_the_command_line_says_so() -> None:
    online, timeout = serve._network()
    assert online
    assert timeout == float(bpy.context.preferences.system.network_timeout)
