# SPDX-License-Identifier: GPL-3.0-or-later
"""What a model can do beside text, told by the family that its name belongs to.

Names change faster than any list, so the lists hold families, and the settings of a
provider (``vision``, ``structured``) come first. Unknown names count as blind: a picture
sent to a blind model costs a failed call, one not sent costs a look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..core.settings import ProviderSettings

__all__ = ["Abilities", "abilities_of"]


@dataclass(frozen=True, slots=True)
class Abilities:
    """``vision``: reads pictures. ``structured``: the server can hold answers to a JSON schema."""

    vision: bool = False
    structured: bool = False


#: Families that read pictures, by the makers' model lists of 2025; the exceptions come first.
_BLIND = re.compile(
    r"gpt-3\.5|gpt-4(-\d{4})?$|gpt-4-32k|gpt-oss|o1-mini|o1-preview|o3-mini|claude-(2|instant)"
    r"|gemini-(pro|1\.0)|gemma-?[12]|gemma-?3(n|[-:](1b|270m))|mistral-(7b|nemo)|embed|whisper|tts"
)
_SEEING = re.compile(
    r"gpt-4o|chatgpt-4o|gpt-4-turbo|gpt-4-vision|gpt-4\.[15]|gpt-[5-9]|^o[1-9]\b|claude-|gemini-"
    r"|llava|bakllava|moondream|minicpm-?v|pixtral|internvl|cogvlm|smolvlm|molmo|idefics|phi-?[34](\.5)?-vision"
    r"|phi-4-multimodal|qwen[-\d.]*-?(vl|omni)|qvq|llama-?3\.2[^/]*(11b|90b|vision)|llama-?4|gemma-?[3-9]"
    r"|mistral-(small-?3\.[12]|medium)|grok-(2-vision|vision|[4-9])|glm-4\.[15]v|kimi-vl|[-_:/]vl\b|vision"
)
#: Types whose servers take a schema; HTTP adapters fall back to words by themselves.
_STRUCTURED = frozenset(
    ("openai_compatible", "openai_responses", "anthropic", "gemini", "ollama", "huggingface")
)


def abilities_of(settings: ProviderSettings, model: str = "") -> Abilities:
    """What ``model`` (default: the settings') can do at the provider of ``settings``."""
    name = (model or settings.model).lower().removeprefix("models/")
    bare = name.rpartition("/")[2]
    sees = bool(_SEEING.search(bare)) and not _BLIND.search(bare)
    structured = settings.type in _STRUCTURED
    return Abilities(
        vision=sees if settings.vision is None else settings.vision,
        structured=structured if settings.structured is None else settings.structured,
    )
