"""Names of files as they are shown: a hostile name is text, on one line, and not endless."""

import unicodedata
from typing import Final

_LONGEST: Final = 200
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control characters, marks that turn the direction of writing, halves of surrogates, line ends."""


def shown(name: str) -> str:
    """The name with everything that could move the text around it replaced, its end kept."""
    clean = "".join("\ufffd" if unicodedata.category(letter) in _HIDDEN else letter for letter in name)
    return clean if len(clean) <= _LONGEST else f"…{clean[-_LONGEST:]}"
