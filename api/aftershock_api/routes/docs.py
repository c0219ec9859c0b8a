"""``/docs``: the contract as a page, with Swagger UI served by us; and the files of all pages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from aftershock.explore.assets import asset_file, asset_names, vis_network
from aftershock.explore.page import environment
from aftershock_api.problems import NOT_FOUND, HttpProblem

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@cache
def _vendored() -> dict[str, Path]:
    """Find the files of other projects in the packages that carry them."""
    swagger = Path(str(files("fastapi_swagger"))) / "resources"
    return {
        "vis-network.min.js": vis_network(),
        "swagger-ui-bundle.js": swagger / "swagger-ui-bundle.js",
        "swagger-ui.css": swagger / "swagger-ui.css",
    }


@router.get("/docs")
def docs() -> HTMLResponse:
    """Show the contract."""
    return HTMLResponse(environment().get_template("docs.html").render(version=version("fastapi-swagger")))


@router.get("/static/vendor/{name}")
def vendored(request: Request, name: str) -> FileResponse:
    """Serve a file of another project."""
    place = _vendored().get(name)
    if place is None:
        raise HttpProblem(NOT_FOUND, f"there is no file {name!r} here")
    return _file(request, place)


@router.get("/static/{name}")
def static(request: Request, name: str) -> FileResponse:
    """Serve a file of ours."""
    if name not in asset_names():
        raise HttpProblem(NOT_FOUND, f"there is no file {name!r} here")
    return _file(request, asset_file(name))


def _file(request: Request, place: Path) -> FileResponse:
    kept = _FOR_EVER if "v" in request.query_params else "no-cache"
    return FileResponse(place, media_type=_TYPES[place.suffix], headers={"Cache-Control": kept})
