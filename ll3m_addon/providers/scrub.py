# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes keys, tokens and passwords out of texts that are kept, and leaves scripts as they are.

``keys.redact`` is for short messages and may take too much. A record is replayed, so here
``sk_left_arm`` (a shape key) must stay and ``sk-…`` with 16 characters and a digit must go.
"""

from __future__ import annotations

import re

from .keys import known_keys

__all__ = ["scrub"]

_HIDDEN = "[key]"
#: A value behind a name or a scheme: quoted or bare, at least six characters.
_VALUE = r"[^\s\"'<>&,;)}\]]{6,}"
_SECRET_NAMES = (
    r"api[_-]?key|apikey|access[_-]?key|secret[_-]?(?:access[_-]?)?key|client[_-]?secret|secret|"
    r"(?:access|auth|refresh|id|session|bearer|security)[_-]?token|token|password|passwd|pwd|"
    r"credentials?|signature|sig|x-amz-(?:signature|credential|security-token)|accountkey"
)
#: Each with the part that stays in front as its first group.
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"()-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S),
        # Headers, as in a request, a Python dict or a shell's -H.
        (
            r"(\b(?:proxy-)?authorization\b[\"']?\s*[:=]\s*[\"']?"
            r"(?:(?:bearer|basic|token|digest|key|apikey|aws4-hmac-sha256)\s+)?)[^\s\"'][^\"'\r\n]{5,}",
            re.I,
        ),
        (
            r"(\b(?:x-api-key|api-key|x-goog-api-key|x-auth-token|x-functions-key|"
            r"ocp-apim-subscription-key|set-cookie|cookie)[\"']?\s*[:=]\s*[\"']?)[^\"'\r\n]{6,}",
            re.I,
        ),
        # A scheme and a token, anywhere; words after "bearer" in prose have no digit.
        (r"(\bbearer\s+)(?=[A-Za-z0-9._~+/=-]*\d)[A-Za-z0-9._~+/=-]{8,}", re.I),
        (r"(\bbearer\s+)[A-Za-z0-9._~+/=-]{20,}", re.I),
        (r"(\bBasic\s+)(?=[A-Za-z0-9+/]*[\d=])[A-Za-z0-9+/]{12,}={0,2}", 0),
        # URLs: user and password, and parameters.
        (r"(\b[a-z][a-z0-9+.-]*://)[^\s/@:\"']*:[^\s/@\"']+(?=@)", re.I),
        (rf"([?&#](?:key|auth|code|{_SECRET_NAMES})=)[^&\s\"'#<>]+", re.I),
        (r"(hooks\.slack\.com/services/)[A-Za-z0-9/]+", 0),
        # Assignments in text, JSON and shells; a call such as ``token = next(it)`` stays.
        (
            rf"(\b(?:[A-Za-z0-9]+[_-])*(?:{_SECRET_NAMES})\b[\"']?\s*[:=]\s*[\"'])[^\"'\r\n]{{6,}}",
            re.I,
        ),
        (
            rf"(\b(?:[A-Z0-9]+_)*(?:API_KEY|ACCESS_KEY|SECRET_KEY|TOKEN|PASSWORD|SECRET)=)"
            rf"(?=[^\s]*\d){_VALUE}",
            0,
        ),
        # Shapes of keys in use.
        (r"()(?<![A-Za-z0-9])(?:sk|pk|rk|sess|csk|xai|nvapi|pplx|gw|ak)-(?=[\w-]*\d)[\w-]{16,}", 0),
        (
            r"()(?<![A-Za-z0-9])(?:gsk|hf|fw|rpa|r8|npm|rnd|re|key|sk_live|sk_test|rk_live|whsec|ghp|gho|"
            r"ghu|ghs|ghr|tgp_v1|dop_v1|lin_api|secret)_(?=[A-Za-z]*\d)[A-Za-z0-9-]{16,}",
            0,
        ),
        (r"()\bgithub_pat_[A-Za-z0-9_]{20,}", 0),
        (r"()\bglpat-[A-Za-z0-9_-]{16,}", 0),
        (r"()\bpypi-[A-Za-z0-9_-]{20,}", 0),
        (r"()\bxox[abeoprs]-[A-Za-z0-9-]{10,}", 0),
        (r"()\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", 0),
        (r"()(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{20,}", 0),
        (r"()\bya29\.[A-Za-z0-9_-]{10,}", 0),
        (r"()\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}", 0),
        (r"()\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*", 0),
    )
)


def scrub(text: str) -> str:
    """``text`` without known keys and without what is shaped or named like one."""
    for key in known_keys():
        text = text.replace(key, _HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\1{_HIDDEN}", text)
    return text
