# SPDX-License-Identifier: GPL-3.0-or-later
"""What would be sent is what is sent: the pipeline's own first question, and its price."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import InvalidRequest
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ME = Caller(face="test")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The product with a priced far model that nobody may reach, and a scripted one."""
    script = tmp_path / "replies.json"
    script.write_text(json.dumps([{"text": "never read"}]))
    far = ProviderSettings(
        base_url="https://model.invalid/v1", model="m", price_input=2.0, price_output=10.0
    )
    settings = Settings(
        library=tmp_path / "library", provider="far", cache=False, budget_job=0.5,
        providers={"far": far, "near": ProviderSettings(type="scripted", script=str(script))},
    )  # fmt: skip
    made = build_app(settings, online=lambda: False)
    yield made
    made.close()


def estimate(app: App, **params: object) -> dict[str, object]:
    return app.call("asset.estimate", params, ME).model_dump()


def test_a_generation_shows_its_first_request_word_for_word_with_its_price(app: App) -> None:
    found = estimate(app, prompt="a wooden boat", quality="draft")
    roles = [message["role"] for message in found["messages"]]  # type: ignore[attr-defined]
    assert roles == ["system", "user"]
    assert "a wooden boat" in found["messages"][1]["text"]  # type: ignore[index]
    assert found["priced"] is True
    assert 0 < found["first_cost"] < 1  # type: ignore[operator]
    assert found["input_tokens"] > 100  # type: ignore[operator]
    assert (found["budget"], found["usual_cost"]) == (0.5, None)


def test_a_deeper_quality_asks_for_a_plan_first(app: App) -> None:
    draft = estimate(app, prompt="a wooden boat", quality="draft")
    standard = estimate(app, prompt="a wooden boat", quality="standard")
    assert draft["messages"] != standard["messages"]


def test_the_projects_style_goes_along(app: App) -> None:
    guide = {"text": "Everything is made of cheese."}
    app.call("project.edit", {"project_id": "default", "style_guide": guide}, ME)
    found = estimate(app, prompt="a wooden boat", quality="draft")
    assert "made of cheese" in str(found["messages"])


def test_nothing_is_made_and_nothing_is_sent(app: App) -> None:
    estimate(app, prompt="a wooden boat", provider="near", quality="high")
    assert not app.call("asset.list", {}, ME).assets  # type: ignore[attr-defined]
    assert not app.call("job.list", {}, ME).jobs  # type: ignore[attr-defined]


def test_the_composer_sends_nothing(app: App) -> None:
    found = estimate(app, prompt="a wooden boat", provider="offline")
    assert (found["messages"], found["is_model"], found["first_cost"]) == ([], False, 0.0)


@pytest.mark.parametrize("params", [{}, {"prompt": "a", "asset_id": "a_0123456789abcdef"},
                                    {"asset_id": "a_0123456789abcdef"}])  # fmt: skip
def test_half_a_request_is_refused(app: App, params: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest):
        estimate(app, **params)
