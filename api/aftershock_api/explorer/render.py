"""A template and what it shows -> an HTML response."""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse

from aftershock.explore.page import environment

__all__ = ["MODES", "render"]

MODES = ("control", "integrity", "confidentiality", "availability")
"""The modes that forms offer; an address may name one of a user's own."""


def render(template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """Render a page.

    Parameters
    ----------
    template
        Its file's name.
    status
        The HTTP status.
    **shown
        What the template shows.
    """
    return HTMLResponse(environment().get_template(template).render(**shown), status)
