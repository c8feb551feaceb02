"""Captains' teams are read from the roles that they share with others."""

from collections.abc import Sequence

from domain.insights.sheet import MemberColumns
from tests.builders.readings.kpis import behind, belonging, reading
from tests.builders.readings.programme import a_night, calendar_facts
from tests.builders.sheets import TODAY

CAPTAIN, RED, BLUE, BADGE = 101, 201, 202, 203
TIERS = {str(CAPTAIN): "captain"}
NIGHTS = [a_night(1, -1, 0, 1, 5)]


def people(*held: tuple[int, int], taken: Sequence[tuple[int, int]] = (), count: int = 10) -> MemberColumns:
    """Who holds which role; those in `taken` lost it yesterday."""
    now = [(who, role, TODAY - 50, None) for who, role in held]
    return belonging(count, roles=[*now, *((who, role, TODAY - 50, TODAY - 1) for who, role in taken)])


def test_a_team_is_who_holds_the_captains_role() -> None:
    listed = people((0, CAPTAIN), (0, RED), (1, RED), (2, RED), (3, CAPTAIN), (3, BLUE), (4, BLUE))
    found = reading("captain_teams", calendar_facts(NIGHTS, people=listed, tiers=TIERS))
    assert (behind(found), found.denominator) == ({0, 1}, 5)
    assert [(part.key, part.numerator, part.denominator) for part in found.parts] == [
        ("0", 2, 3),
        ("3", 0, 2),
    ]


def test_it_is_taken_apart_by_tier() -> None:
    listed = people((0, CAPTAIN), (0, RED), (1, RED), (2, RED))
    found = reading("captain_teams", calendar_facts(NIGHTS, people=listed, tiers=TIERS), by="tier")
    shares = {part.key: (part.numerator, part.denominator) for part in found.parts}
    assert (shares["captain"], shares["member"]) == ((1, 1), (1, 2))


def test_a_badge_of_everybody_a_role_of_many_captains_and_a_role_alone_are_no_teams() -> None:
    badge = [(who, BADGE) for who in range(6)]
    shared = [(who, RED) for who in (0, 1, 2, 7)]
    listed = people(*((who, CAPTAIN) for who in range(3)), *badge, *shared, (0, BLUE))
    found = reading("captain_teams", calendar_facts(NIGHTS, people=listed, tiers=TIERS))
    assert found.unavailable
    assert "give each team a role" in found.unavailable


def test_a_role_that_was_taken_again_makes_no_team() -> None:
    listed = people((0, CAPTAIN), (0, RED), (1, RED), taken=[(2, RED)])
    found = reading("captain_teams", calendar_facts(NIGHTS, people=listed, tiers=TIERS))
    assert found.denominator == 2


def test_where_no_role_means_captain_nothing_is_said_of_teams() -> None:
    found = reading("captain_teams", calendar_facts(NIGHTS))
    assert found.unavailable == "No role means captain: the settings say which role does."
