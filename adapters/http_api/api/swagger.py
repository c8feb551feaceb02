"""Swagger UI from our own machine: nothing is loaded from anywhere else, and no script stands in the page."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

_PACKAGE: Final = "fastapi_swagger"
_KINDS: Final = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
_DAY: Final = {"cache-control": "public, max-age=86400"}


def mount_docs(api: FastAPI) -> None:
    """`/docs` and what it needs, and `/openapi.json`."""

    async def page() -> HTMLResponse:
        return HTMLResponse(_PAGE, headers={"cache-control": "no-cache"})

    async def begin() -> Response:
        return Response(_BEGIN, media_type="text/javascript", headers={"cache-control": "no-cache"})

    async def described() -> Response:
        told: Any = json.dumps(api.openapi(), ensure_ascii=False)
        return Response(told, media_type="application/json", headers={"cache-control": "no-cache"})

    api.add_api_route("/docs", page, include_in_schema=False)
    api.add_api_route("/docs/begin.js", begin, include_in_schema=False)
    api.add_api_route("/openapi.json", described, include_in_schema=False)
    for name, kind in _KINDS.items():
        api.add_api_route(f"/docs/{name}", _asset(name, kind), include_in_schema=False)


def _asset(name: str, kind: str) -> Any:  # noqa: ANN401 - an endpoint
    async def asset() -> Response:
        return Response(_read(name), media_type=kind, headers=_DAY)

    return asset


@cache
def _read(name: str) -> bytes:
    """The file as its package brings it."""
    return files(_PACKAGE).joinpath("resources", name).read_bytes()


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Community OS API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head><body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript; the same is in <a href="openapi.json">openapi.json</a>.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/begin.js"></script>
</body></html>
"""
_BEGIN: Final = """\
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
window.addEventListener("load", () => {
  const preset = SwaggerUIBundle.presets.apis;
  window.ui = SwaggerUIBundle({
    url: "openapi.json", dom_id: "#swagger-ui", presets: [preset], layout: "BaseLayout",
    deepLinking: true, defaultModelsExpandDepth: 0, validatorUrl: null, persistAuthorization: false,
  });
});
"""
