"""The exported file draws from the disk, with no service and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.test_pages import INK, wrong_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Watched


RADIUS = "/explore/radius.html?component=modelslab-registry"


@pytest.fixture
def exported(request: pytest.FixtureRequest, watch: Callable[..., Watched], address: str, tmp_path: Path) -> Path:
    answer = watch(address).context.request.get(f"{address}{getattr(request, 'param', RADIUS)}")
    place = tmp_path / "picture.html"
    place.write_bytes(answer.body())
    return place


@pytest.mark.parametrize(
    ("exported", "scheme", "width"),
    [
        *((RADIUS, "light", 1280), (RADIUS, "dark", 390)),
        ("/explore/around.html?iri=modelslab-registry", "light", 1280),
        ("/explore/replayed.html?scenario=litellm-2026&step=3", "dark", 390),
    ],
    indirect=["exported"],
)
def test_it_draws_and_asks_for_nothing(watch: Callable[..., Watched], exported: Path, scheme: str, width: int) -> None:
    watched = watch("", scheme=scheme, width=width)

    page = watched.open(exported.as_uri())

    assert page.evaluate(INK)["share"] > 0.005
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("table .what").count() > 10
    assert wrong_with(page, "radius, saved", scheme, width) == []
    watched.assert_clean(page)


def test_it_tells_what_is_chosen_without_leading_anywhere(watch: Callable[..., Watched], exported: Path) -> None:
    watched = watch("")
    page = watched.open(exported.as_uri())
    box = page.locator("#picture").bounding_box()
    assert box is not None

    told = ""
    for across in range(1, 40):
        page.mouse.click(box["x"] + box["width"] * across / 40, box["y"] + box["height"] / 2)
        told = page.locator("#details").inner_text()
        if "IRI" in told:
            break

    assert "Class" in told
    assert page.locator("#details a").count() == 0
    page.locator("#picture [tabindex]").first.focus()
    said = ""
    for _ in range(40):
        page.keyboard.press("e")
        if page.locator("#details dt", has_text="Said by").count():
            said = page.locator("#details dd").last.inner_text()
            break
    assert said.startswith("An illustrative estate around Modelslab (https://w3id.org/aftershock/id/document/"), said
    assert page.locator("#details a").count() == 0
    watched.assert_clean(page)
