# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract as a page: whole, from this service alone, and closed to everything else."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from ll3m.bridge.server import Service


def get(service: Service, path: str, method: str = "GET") -> tuple[str, dict[str, str]]:
    with urlopen(Request(service.url + path, method=method)) as answer:
        return answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}


def test_the_page_loads_nothing_from_outside_and_runs_no_inline_script(service: Service) -> None:
    page, headers = get(service, "/docs")
    assert headers["content-type"].startswith("text/html")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    linked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert linked
    assert all(each.startswith("/") and not each.startswith("//") for each in linked)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=", page)
    for path in linked:
        text, _ = get(service, path)
        assert text
        if path.startswith("/docs/"):
            assert not re.search(r"https?://|innerHTML|eval\(", text)


@pytest.mark.parametrize(
    ("path", "media"), [("/docs/docs.js", "text/javascript"), ("/docs/docs.css", "text/css")]
)
def test_its_files_say_what_they_are(service: Service, path: str, media: str) -> None:
    _, headers = get(service, path)
    assert headers["content-type"].startswith(media)
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_needs_no_token_and_holds_none(service: Service) -> None:
    for path in ("/docs", "/docs/docs.js"):
        assert service.token not in get(service, path)[0]


def test_an_installation_brings_the_pages_files_along() -> None:
    """Only files in packages are installed; see ``setup.py``."""
    from ll3m.bridge.server import pages

    folder = Path(pages.__file__).parent
    assert {each.name for each in folder.iterdir()} >= {"docs.html", "docs.css", "docs.js"}
