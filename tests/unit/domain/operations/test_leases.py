"""Leases: one holder at a time, and a holder that fell silent gives way."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.operations.leases import Holder, LeaseRules, bot_name, shard_lease, taken_by
from tests.builders.activities import TIME_ZERO

ADA = Holder(id="ada", host="attic", pid=11)
BOB = Holder(id="bob", host="cellar", pid=11)
RULES = LeaseRules()


def test_a_lease_that_nobody_holds_is_granted() -> None:
    lease = taken_by(ADA, "bot", None, TIME_ZERO, RULES)
    assert lease.belongs_to(ADA)
    assert (lease.taken, lease.until) == (TIME_ZERO, TIME_ZERO + RULES.lasts)


def test_another_process_sees_who_holds_it_until_it_runs_out() -> None:
    held = taken_by(ADA, "bot", None, TIME_ZERO, RULES)
    just_before = held.until - timedelta(microseconds=1)
    assert taken_by(BOB, "bot", held, just_before, RULES) == held
    assert taken_by(BOB, "bot", held, held.until, RULES).belongs_to(BOB)


def test_its_holder_keeps_it_since_when_it_was_taken() -> None:
    held = taken_by(ADA, "bot", None, TIME_ZERO, RULES)
    again = taken_by(ADA, "bot", held, TIME_ZERO + timedelta(seconds=10), RULES)
    assert again.taken == TIME_ZERO
    assert again.until == TIME_ZERO + timedelta(seconds=10) + RULES.lasts


def test_a_lease_is_renewed_well_before_it_runs_out() -> None:
    assert RULES.renewed_every * 2 < RULES.lasts


@given(st.lists(st.tuples(st.sampled_from([ADA, BOB]), st.integers(0, 60)), max_size=30))
def test_whoever_asks_in_whatever_order_no_two_hold_it_at_once(asked: list[tuple[Holder, int]]) -> None:
    lease, now = None, TIME_ZERO
    for who, seconds in asked:
        now += timedelta(seconds=seconds)
        before = lease
        lease = taken_by(who, "bot", before, now, RULES)
        if before is not None and before.is_held(now):
            assert lease.holder == before.holder
        else:
            assert lease.belongs_to(who)


def test_a_bot_has_one_name_in_every_process_and_never_its_id() -> None:
    assert bot_name(113266560123256832) == bot_name(113266560123256832)
    assert bot_name(113266560123256832) != bot_name(113266560123256833)
    assert "113266560123256832" not in shard_lease(bot_name(113266560123256832), 0)
