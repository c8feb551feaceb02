"""Scripts, styles and fonts: compressed once, then served from memory with a cache life of a year.

A bundle's address carries a fingerprint of its file, so that a new version is a new address.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final

import attrs
from dash import Dash
from dash.fingerprint import check_fingerprint
from fastapi import FastAPI, Request, Response

ASSETS: Final = Path(str(files("adapters.dash_ui") / "assets"))
FOR_EVER: Final = "public, max-age=31536000, immutable"
_PACKED: Final = frozenset({".js", ".css", ".svg", ".txt", ".map"})
_KINDS: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json",
    ".png": "image/png",
}
PLOTLY: Final = "plotly/package_data/plotly.min.js"
_MOST_BYTES: Final = 64 * 2**20
"""All bundles of Dash together are a fifth of it; beyond, files are served without being kept."""


@attrs.frozen
class Bundle:
    """A file as it is sent."""

    plain: bytes
    packed: bytes | None
    kind: str
    tag: str


class Bundles:
    """Bundles by name, each read and compressed at its first request, in a thread."""

    def __init__(self) -> None:
        self._dash: Dash | None = None
        # Listed once: no address that a visitor makes up ever reaches the file system.
        self._assets = {
            file.relative_to(ASSETS).as_posix(): file
            for file in ASSETS.rglob("*")
            if file.suffix in _KINDS and file.is_file()
        }
        self._kept: dict[str, Bundle] = {}
        self._bytes = 0
        self._turn = asyncio.Lock()

    def of(self, dash: "Dash") -> None:
        """Serve what this application registers."""
        self._dash = dash

    async def suite(self, request: Request, package: str, path: str) -> Response:
        """A script of a component library that the application uses; 404 for anything else."""
        plain_path, fixed = check_fingerprint(path)
        registered = self._dash.registered_paths if self._dash else {}
        if plain_path not in registered.get(package, ()):
            return Response(status_code=404)
        name = f"{package}/{plain_path}"
        if name == PLOTLY:
            return await self.response(request, name, _lean_plotly, fixed=fixed)
        file = Path(str(files(package))) / plain_path
        return await self.response(request, name, file.read_bytes, fixed=fixed)

    async def asset(self, request: Request, path: str) -> Response:
        """A file of our own."""
        file = self._assets.get(path)
        if file is None:
            return Response(status_code=404)
        return await self.response(request, path, file.read_bytes, fixed="m" in request.query_params)

    async def response(
        self, request: Request, name: str, read: Callable[[], bytes], *, fixed: bool
    ) -> Response:
        """The file of that name; `fixed` when its address is good for ever."""
        bundle = self._kept.get(name) or await self._bundle(name, read)
        headers = {
            "Cache-Control": FOR_EVER if fixed else "no-cache",
            "ETag": bundle.tag,
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == bundle.tag:
            return Response(status_code=304, headers=headers)
        if bundle.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(
                bundle.packed, media_type=bundle.kind, headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(bundle.plain, media_type=bundle.kind, headers=headers)

    async def _bundle(self, name: str, read: Callable[[], bytes]) -> Bundle:
        async with self._turn:
            if found := self._kept.get(name):
                return found
            bundle = await asyncio.to_thread(_made, name, read)
            size = len(bundle.plain) + len(bundle.packed or b"")
            if self._bytes + size <= _MOST_BYTES:
                self._kept[name] = bundle
                self._bytes += size
            return bundle


def mount_bundles(app: FastAPI) -> Bundles:
    """Routes for everything that the page loads besides its data."""
    bundles = Bundles()

    @app.get("/_dash-component-suites/{package}/{path:path}", include_in_schema=False)
    async def suite(request: Request, package: str, path: str) -> Response:
        return await bundles.suite(request, package, path)

    @app.get("/assets/{path:path}", include_in_schema=False)
    async def asset(request: Request, path: str) -> Response:
        return await bundles.asset(request, path)

    return bundles


def _lean_plotly() -> bytes:
    """The charts that we draw without the maps and 3D ones that we do not: a third of the size."""
    return gzip.decompress((ASSETS / "plotly" / "plotly-cartesian.min.js.gz").read_bytes())


def _made(name: str, read: Callable[[], bytes]) -> Bundle:
    suffix = Path(name).suffix
    plain = read()
    packed = gzip.compress(plain, 6, mtime=0) if suffix in _PACKED else None
    tag = f'"{hashlib.blake2b(plain, digest_size=12).hexdigest()}"'
    return Bundle(plain, packed, _KINDS.get(suffix, "application/octet-stream"), tag)
