"""What everybody of a guild is called, ready to be searched and sorted."""

import unicodedata
from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

_INVISIBLE = frozenset({"Mn", "Cf", "Cc"})
"""Accents, and marks that are not seen: nobody types them into a search."""


@attrs.frozen(kw_only=True, eq=False)
class MemberNames:
    """Names and Discord ids by member number, None where none is known; memory and PostgreSQL give the same.

    `folded` is what a search compares with; `rank` is the place of each in the order of the alphabet,
    shape (members,), nameless members after all others, equal names by member number.
    """

    names: tuple[str | None, ...]
    ids: tuple[str | None, ...]
    folded: tuple[str, ...]
    rank: NDArray[np.int32]
    nbytes: int

    @classmethod
    def of(cls, names: Mapping[int, str], ids: Mapping[int, str]) -> "MemberNames":
        """From what is known by member number."""
        size = max((*names, *ids), default=-1) + 1
        called = tuple(names.get(number) for number in range(size))
        known = tuple(ids.get(number) for number in range(size))
        folded = tuple(fold("" if name is None else name) for name in called)
        order = sorted(range(size), key=lambda number: (called[number] is None, folded[number], number))
        rank = np.empty(size, dtype=np.int32)
        rank[order] = np.arange(size, dtype=np.int32)
        texts = sum(text.__sizeof__() for column in (called, known, folded) for text in column)
        return cls(names=called, ids=known, folded=folded, rank=rank, nbytes=texts + rank.nbytes + 24 * size)


def fold(text: str) -> str:
    """A text as a search compares it: "José" is found by "jose", and full-width letters by plain ones."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _INVISIBLE).casefold()


def named_like(known: MemberNames, search: str) -> NDArray[np.bool_]:
    """Whose name holds the text, or whose Discord id it is, also written as a mention: shape (members,)."""
    wanted = fold(search.strip())
    name = np.array([wanted in folded for folded in known.folded], dtype=np.bool_)
    outside = wanted.removeprefix("<@").removeprefix("!").removesuffix(">").strip()
    if outside.isdigit():
        name |= np.array([outside == one for one in known.ids], dtype=np.bool_)
    return name
