"""Invites as numbers: sheets and spans hold nothing else, and a number says which invite it is."""

from hashlib import blake2b
from typing import Final

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
_BITS: Final = 6
_LONGEST: Final = 10
"""Six bits a letter; the codes that Discord makes have seven to ten."""


def invite_number(code: str) -> int:
    """The number of an invite, of 64 bits and never 0; of a code that is too long for one, below 0."""
    if len(code) > _LONGEST:
        digest = blake2b(code.encode(), digest_size=8).digest()
        return -1 - int.from_bytes(digest, "big") // 2
    number = 0
    for letter in code:
        number = number << _BITS | _LETTERS.index(letter) + 1
    return number


def invite_code(number: int) -> str | None:
    """The code again; None of one that was too long for a number."""
    if number < 0:
        return None
    letters = []
    while number:
        letters.append(_LETTERS[(number & (1 << _BITS) - 1) - 1])
        number >>= _BITS
    return "".join(reversed(letters))
