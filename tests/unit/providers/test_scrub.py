# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept holds no keys; what is no key stays as it is."""

from __future__ import annotations

import json

import pytest
from ll3m.ll3m_addon.providers.keys import Secret
from ll3m.ll3m_addon.providers.scrub import scrub

#: Keys in the shapes that services give out; all made up.
KEYS = (
    "sk-abcdEFGH1234ijklMNOP5678qrst",
    "sk-proj-" + "a1B2c3D4" * 6,
    "sk-ant-api03-" + "Zx9_" * 12 + "AA",
    "sk-or-v1-" + "0123456789abcdef" * 4,
    "AIzaSyA1234567890abcdefghijklmnopqrstuv",
    "hf_" + "AbCdEfGh1234" * 3,
    "gsk_" + "x1Y2z3A4b5C6" * 4,
    "xai-" + "a1b2c3d4e5f6" * 5,
    "rpa_" + "ABCDEF123456" * 3,
    "r8_" + "abc123DEF456" * 3,
    "nvapi-" + "a1B2_c3D4-" * 5,
    "pplx-" + "a1b2c3d4e5" * 4,
    "csk-" + "a1b2c3d4e5" * 4,
    "fw_" + "3ZaB9cD4eF5gH6iJ7kL8",
    "tgp_v1_" + "abcDEF123456" * 3,
    "ghp_" + "a1B2c3D4e5F6" * 3,
    "github_pat_11ABCDEFG0" + "abcdef123456" * 4,
    "glpat-" + "a1B2c3D4e5F6g7H8",
    "xoxb-123456789012-abcdefABCDEF",
    "AKIAIOSFODNN7EXAMPLE",
    "ya29.a0AfH6SMBx-1234567890",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "pypi-AgEIcHlwaS5vcmc" + "a1B2" * 8,
)
PLACES = (
    "{}",
    "The key {} was refused.",
    '{{"error": {{"message": "Incorrect API key provided: {}."}}}}',
    "https://host.example/v1/models?key={}&alt=sse",
    "https://user:{}@host.example/v1",
    "Authorization: Bearer {}",
    "headers = {{'x-api-key': '{}'}}",
    "curl -H 'Authorization: Bearer {}' https://host.example",
    "OPENAI_API_KEY={}\nnext line",
    'api_key = "{}"',
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_goes_wherever_it_stands(key: str, place: str) -> None:
    kept = scrub(place.format(key))
    assert key not in kept
    assert key[8:-4] not in kept
    assert "[key]" in kept


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Basic dXNlcjpodW50ZXIyaHVudGVy", "dXNlcjpodW50ZXIyaHVudGVy"),
        ("authorization: Token 0a1b2c3d4e5f", "0a1b2c3d4e5f"),
        ('Proxy-Authorization: Digest username="joe"', "username"),
        ("sent with bearer abcdef0123456789", "abcdef0123456789"),
        ("http://joe:correct-horse@proxy.example:3128/", "correct-horse"),
        ("https://x.example/a?access_token=plainword&b=1", "plainword"),
        ("https://x.example/a?b=1&X-Amz-Signature=deadbeef", "deadbeef"),
        ("https://x.example/cb?code=abc123#state", "abc123"),
        ("Set-Cookie: session=abcdefghij; Path=/", "abcdefghij"),
        ('{"password": "hunter2hunter2"}', "hunter2hunter2"),
        ('"client_secret": "abcdefghijk"', "abcdefghijk"),
        ("RUNPOD_API_KEY=abc123def456", "abc123def456"),
        ("https://hooks.slack.com/services/T0/B0/XXXXYYYY", "XXXXYYYY"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
            "MIIEow",
        ),
        ("-----BEGIN PRIVATE KEY-----\nMIIEcut off", "MIIEcut"),
    ],
)
def test_what_is_named_like_a_secret_goes(text: str, secret: str) -> None:
    assert secret not in scrub(text)


def test_the_rest_of_a_url_stays() -> None:
    kept = scrub("https://host.example/v1/x?alt=sse&key=abcdef123456&page=2")
    assert kept == "https://host.example/v1/x?alt=sse&key=[key]&page=2"


def test_a_key_that_was_read_goes_whatever_its_shape() -> None:
    Secret("unremarkable")
    assert "unremarkable" not in scrub("it said: unremarkable!")


SCRIPT = """import bpy
from bpy.app.translations import pgettext_iface as token

SEAT_HEIGHT = 0.45  # m, 0.3..0.6
sk_basis = obj.shape_key_add(name="Basis")
sk_left_arm_upper_01_deform = obj.shape_key_add(name="sk_left_arm_upper_01")
key_block_for_the_left_hand_2 = sk_basis
hf_displacement_strength_2 = 3
re_mesh_after_boolean_17 = True
fw_front_left_wheel_radius_1 = 0.34
token_count = max(1, 2)
token = next(iter(items))
secret = compute(value)
signature = inspect_parts(names)
mesh.name = "Bearer beam of the bridge, load-bearing"
material.name = "Basic Principled Material"
bpy.ops.mesh.primitive_cube_add(size=2 - sk_basis.value)
url = "https://docs.blender.org/api/current/bpy.types.html?highlight=mesh#bpy.types.Mesh"
key_light = bpy.data.lights.new("Key", type="AREA")
password_box = None
x = {"api": 1, "key": "Basis", "tokens": 12, "author": "nobody at all"}
"""


def test_scripts_stay_as_they_are() -> None:
    assert scrub(SCRIPT) == SCRIPT


def test_a_long_text_takes_little_time() -> None:
    from time import perf_counter

    text = (SCRIPT + json.dumps({"a": "=" * 200, "b": "://" * 100}) + "\n") * 100
    began = perf_counter()
    scrub(text)
    assert perf_counter() - began < 2.0, "a pattern backtracks"
