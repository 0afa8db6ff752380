# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours by name. Values are sRGB as in CSS Color Module Level 4, and ordinary eye-picked tones."""

from __future__ import annotations

__all__ = ["CSS", "TINTS", "rgb"]

_CSS = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 101010 blanchedalmond ffebcd blue 1450c8 blueviolet 8a2be2 brown 6e4526
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00d5e0 darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray 5a5a5a darkgreen 006400 darkgrey 5a5a5a darkkhaki bdb76b
darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f
darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff
dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0
forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff goldenrod daa520
gray 808080 green 23863a greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4
indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899
lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 6fd51a limegreen 32cd32
linen faf0e6 magenta e0189c maroon 6b1420 mediumaquamarine 66cdaa mediumblue 0000cd
mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee
mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970
mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 101a50 oldlace fdf5e6
olive 6b6b1e olivedrab 6b8e23 orange f07f13 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9
peru cd853f pink f29cb7 plum dda0dd powderblue b0e0e6 purple 7a2a94 rebeccapurple 663399
red c01a20 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460
seagreen 2e8b57 seashell fff5ee sienna a0522d skyblue 87ceeb slateblue 6a5acd slategray 708090
slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 0f7f82
thistle d8bfd8 tomato ff6347 turquoise 2fc4b8 violet a052d8 wheat f5deb3 white eeeeec
whitesmoke f5f5f5 yellow f2c21b yellowgreen 9acd32
cream f3e9d2 mustard d3a021 burgundy 6d1528 scarlet c8200f ruby 9b111e emerald 0f8a53
jade 3a9d74 mint a9e5c7 peach f7c4a0 lilac c0a0d0 mauve b192b8 charcoal 2c2f33
graphite 3a3c40 offwhite efebe0 bordeaux 5f1020 ochre c0782a apricot f5b17b amber f0a020
sapphire 1b3fa0 cobalt 1e46a8 sand d9c49a taupe 8d7f70 rose d9677d blonde d8b880
"""

#: Colour name (one word, no spaces) -> hexadecimal sRGB. Pure screen primaries are
#: toned to what paint and cloth really look like.
CSS: dict[str, str] = dict(zip(_CSS.split()[::2], _CSS.split()[1::2], strict=True))

#: Words before a colour -> (how much of black or white is mixed in, "000000" or "ffffff").
TINTS: dict[str, tuple[float, str]] = {
    "light": (0.45, "ffffff"),
    "pale": (0.55, "ffffff"),
    "pastel": (0.55, "ffffff"),
    "soft": (0.3, "ffffff"),
    "baby": (0.5, "ffffff"),
    "dark": (0.5, "000000"),
    "deep": (0.35, "000000"),
    "bright": (0.0, "ffffff"),
    "vivid": (0.0, "ffffff"),
}


def rgb(colour: str) -> tuple[float, float, float]:
    """Return a hexadecimal sRGB colour as linear RGB, three decimals, as Blender wants it.

    The curve is IEC 61966-2-1's.
    """

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return (round(linear(red), 3), round(linear(green), 3), round(linear(blue), 3))
