"""docs/API/openapi.yaml: the API as it describes itself."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from adapters.http_api.api import api_app
from bootstrap.container import Container
from domain.community.log.keys import Keyring

_PLAIN: Final = re.compile(r"[A-Za-z/_][A-Za-z0-9/_.{}-]*")
_OTHERWISE: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML reads as something else than a text."""

_END: Final = "\n"
_HEAD: Final = (
    "# Made from the code by `make docs`; the same is at /api/v1/openapi.json of every installation.\n"
)


def openapi() -> str:
    """The whole file; nothing is opened to make it."""
    container = Container(
        storage="memory", keys=Keyring(b"documents" * 4), cache_bytes=1, bookmarks_folder=Path("/nowhere")
    )
    app = api_app(container.use_cases(), time.monotonic, version="")
    return _HEAD + "\n".join(_lines(app.openapi())) + "\n"


def _lines(value: Any, indent: str = "") -> Iterator[str]:  # noqa: ANN401 — whatever JSON has
    """A value as YAML. The little of it that OpenAPI needs: a text that could be read as anything else is
    written as JSON, which YAML is a superset of."""
    if isinstance(value, list):
        for inner in value:
            first, *rest = _lines(inner, indent + "  ") if _holds(inner) else [f"{indent}  {_scalar(inner)}"]
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        return
    for name, inner in value.items():
        if _holds(inner):
            yield f"{indent}{_text(name)}:"
            yield from _lines(inner, indent + "  ")
        elif isinstance(inner, str) and "\n" in inner:
            yield f"{indent}{_text(name)}: {'|' if inner.endswith(_END) else '|-'}"
            yield from (f"{indent}  {line}".rstrip() for line in inner.removesuffix(_END).split(_END))
        else:
            yield f"{indent}{_text(name)}: {_scalar(inner)}"


def _holds(value: object) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _scalar(value: object) -> str:
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.lower() not in _OTHERWISE
    return text if plain else json.dumps(text, ensure_ascii=False)
