"""Small forms, read with care."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from domain.kernel.errors import Invalid

LARGEST_FORM = 16 * 1024
_FIELDS = 20


async def small_form(request: Request) -> dict[str, Any]:
    """The fields of a form or of a JSON object; Invalid for anything else, whatever it holds."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise Invalid(f"the form is too large: at most {LARGEST_FORM // 1024} kB are taken")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        if kind == "application/json":
            found = json.loads(text, parse_constant=_no_constant)
        elif kind == "application/x-www-form-urlencoded":
            found = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS))
        else:
            raise Invalid("send a form (application/x-www-form-urlencoded) or JSON (application/json)")
    except (ValueError, RecursionError):
        raise Invalid("the form cannot be read: send a form or a JSON object in UTF-8") from None
    if not isinstance(found, dict):
        raise Invalid("send a JSON object in braces")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
