"""Invites as numbers: one for each code, and the code is found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.invites import invite_code, invite_number

CODES = st.from_regex(r"[A-Za-z0-9-]{2,32}", fullmatch=True)


@given(code=CODES)
def test_a_number_says_which_invite_it_is_unless_the_code_is_long(code: str) -> None:
    number = invite_number(code)
    assert -(2**63) <= number < 2**63 and number != 0
    assert invite_code(number) == (code if len(code) <= 10 else None)


@given(some=st.sets(CODES, max_size=20))
def test_no_two_invites_have_one_number(some: set[str]) -> None:
    assert len({invite_number(code) for code in some}) == len(some)


@pytest.mark.parametrize("code", ["----------", "AA", "9" * 10])
def test_the_first_and_the_last_codes_have_numbers_too(code: str) -> None:
    assert invite_code(invite_number(code)) == code
