"""What everybody of a guild is called, ready to be searched and sorted."""

import unicodedata
from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

_BETWEEN = "\0"
"""Stands between two names in one long text."""

_MANY = 2_000
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
    text: str
    """All that a search compares with, one after the other."""

    starts: NDArray[np.int64]
    """Where each begins in it."""

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
        text = _BETWEEN.join(folded)
        starts = np.cumsum([0, *(len(one) + 1 for one in folded[:-1])], dtype=np.int64)
        texts = sum(text.__sizeof__() for column in (called, known, folded, (text,)) for text in column)
        return cls(
            names=called,
            ids=known,
            folded=folded,
            rank=rank,
            nbytes=texts + rank.nbytes + starts.nbytes + 24 * size,
            text=text,
            starts=starts,
        )


def fold(text: str) -> str:
    """A text as a search compares it: "José" is found by "jose", and full-width letters by plain ones."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _INVISIBLE).casefold()


def named_like(known: MemberNames, search: str) -> NDArray[np.bool_]:
    """Whose name holds the text, or whose Discord id it is, also written as a mention: shape (members,)."""
    wanted = fold(search.strip())
    places = _holding(known, wanted)
    outside = wanted.removeprefix("<@").removeprefix("!").removesuffix(">").strip()
    if outside.isdigit():
        places += _of_id(known.ids, outside)
    found = np.zeros(len(known.names), dtype=np.bool_)
    found[places] = True
    return found


def _holding(known: MemberNames, wanted: str) -> list[int]:
    """Few are found in one long text; where they are many, looking at each is faster."""
    if not wanted or _BETWEEN in wanted:
        return _one_by_one(known, wanted)
    places: list[int] = []
    at = known.text.find(wanted)
    while at >= 0:
        if len(places) == _MANY:
            return _one_by_one(known, wanted)
        place = int(np.searchsorted(known.starts, at, side="right")) - 1
        places.append(place)
        if place + 1 == len(known.starts):
            break
        at = known.text.find(wanted, int(known.starts[place + 1]))
    return places


def _one_by_one(known: MemberNames, wanted: str) -> list[int]:
    return [place for place, folded in enumerate(known.folded) if wanted in folded]


def _of_id(ids: tuple[str | None, ...], wanted: str) -> list[int]:
    try:
        return [ids.index(wanted)]
    except ValueError:
        return []
