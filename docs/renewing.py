"""Renews the parts of a document that are made from the code; the rest of it is written by people."""

import re
from pathlib import Path


def renewed(path: Path, parts: dict[str, str]) -> str:
    """The document with the part of each name made anew; ValueError where a part has no place, or two."""
    text = path.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin, end = f"<!-- {name}: made by `make docs` -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        whole = f"{begin}\n{part}\n{end}"
        text, count = pattern.subn(lambda _, whole=whole: whole, text)
        if count != 1:
            raise ValueError(f"docs/{path.name} needs {begin} and {end}, once")
    return text
