"""What cannot be simulated is refused, and the refusal names the limits."""

from datetime import date

import pytest

from adapters.simulation.world import SCENARIOS, Plan
from domain.kernel.errors import Invalid, OverLimit
from tests.builders.worlds import a_plan


@pytest.mark.parametrize(
    ("changes", "family", "limit"),
    [
        ({"members": 49}, OverLimit, "from 50 to 100,000"),
        ({"members": 100_001}, OverLimit, "from 50 to 100,000"),
        ({"members": 10**30}, OverLimit, "from 50 to 100,000"),
        ({"days": 27}, OverLimit, "from 28 to 1,100"),
        ({"days": 1_101}, OverLimit, "from 28 to 1,100"),
        ({"members": 100_000, "days": 401}, OverLimit, "at most 40,000,000 member-days"),
        ({"rate": 9}, OverLimit, "from 10 percent to 300 percent"),
        ({"rate": 301}, OverLimit, "from 10 percent to 300 percent"),
        ({"goes_on": -1}, OverLimit, "from 0 to 4,000"),
        ({"goes_on": 4_001}, OverLimit, "from 0 to 4,000"),
        ({"seed": -1}, Invalid, "from 0 to 9,223,372,036,854,775,807"),
        ({"seed": 2**63}, Invalid, "from 0 to 9,223,372,036,854,775,807"),
        ({"end": date(2017, 6, 1)}, Invalid, "2017-06-01 or later"),
        ({"end": date(2084, 1, 1)}, Invalid, "2083-12-31 or earlier"),
        ({"end": date.min}, Invalid, "2017-06-01 or later"),
        ({"scenarios": ("earthquake",)}, Invalid, "campaign, null-event, churn-wave, raid, outage"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_limits(changes, family, limit):
    with pytest.raises(family) as refused:
        a_plan(**changes)
    assert limit in str(refused.value)


@pytest.mark.parametrize(
    "changes", [{"members": 50, "days": 28}, {"seed": 2**63 - 1}, {"seed": 0}, {"end": date(2083, 12, 31)}]
)
def test_what_is_just_within_the_limits_is_taken(changes):
    assert a_plan(**changes)


def test_scenarios_are_all_none_or_those_named_in_whatever_order():
    assert Plan.scenarios_named(()) == Plan.scenarios_named(("all",)) == SCENARIOS
    assert Plan.scenarios_named(("none",)) == ()
    assert Plan.scenarios_named(("raid", "campaign", "raid")) == ("campaign", "raid")
    with pytest.raises(Invalid, match="none goes with no other"):
        Plan.scenarios_named(("none", "raid"))
