"""Colours of the style sheet: text is readable on what it stands on, in light and in dark."""

from __future__ import annotations

import re

import pytest

from aftershock.explore.assets import asset_text

PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "muted", "accent", "affected", "possible", "unknown", "good")
        for ground in ("paper", "card")
    ),
    ("ink", "sunk"),
    ("muted", "sunk"),
    ("accent", "sunk"),
    ("on-accent", "accent"),
    ("ink", "affected-soft"),
    ("ink", "possible-soft"),
    ("ink", "unknown-soft"),
    ("possible", "possible-soft"),
]


def palette(scheme: str) -> dict[str, str]:
    """Read the custom properties of `:root`; dark overrides light."""
    blocks = re.findall(r":root\s*\{([^}]*)\}", asset_text("aftershock.css"))
    found = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", blocks[0]))
    return found | dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", blocks[1])) if scheme == "dark" else found


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_at_least_four_and_a_half(scheme: str, text: str, ground: str) -> None:
    colours = palette(scheme)
    lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
