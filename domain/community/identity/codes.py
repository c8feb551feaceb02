"""One-time codes: who holds one holds the account that it was made for."""

import re
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.kernel.errors import Invalid

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is taken for another when it is read aloud."""

LENGTH: Final = 10
"""30 ** 10 codes: with a thousand of them open, a million tries find one once in 600,000 times."""


@attrs.frozen(kw_only=True)
class CodeRules:
    """How long a code can be used: long enough to be sent by hand, short enough not to lie around."""

    lasts: timedelta = timedelta(hours=24)


RULES: Final = CodeRules()


@attrs.frozen(kw_only=True)
class Code:
    """A code as it is kept: its keyed hash, the number of the account that it proves, and until when."""

    hash: bytes
    member_no: int
    expires_at: datetime


def written(digits: bytes) -> str:
    """A code out of random bytes, in two groups; at least LENGTH of them."""
    letters = "".join(ALPHABET[digit % len(ALPHABET)] for digit in digits[:LENGTH])
    return f"{letters[:5]}-{letters[5:]}"


def read(text: str) -> str:
    """A code as it was meant, however it was typed; Invalid where it can be none."""
    letters = re.sub(r"[\s-]", "", text).upper()
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        raise Invalid("this is no code: a code has ten letters and digits, such as 2K7QX-9MPRT")
    return f"{letters[:5]}-{letters[5:]}"
