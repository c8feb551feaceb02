"""What was changed beside a line is said in words, and never by the id of a role."""

from datetime import date

import pytest

from domain.community.settings import Change, GuildSettings
from domain.insights.kpis.asked.changed import Changed


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"1202": "host", "1203": "captain"}, "Tiers: none until then, 2 roles since"),
        ({"1202": "host"}, {}, "Tiers: 1 role until then, none since"),
        ({"1202": "host"}, {"1203": "host"}, "Tiers: other roles since"),
    ],
)
def test_roles_are_counted(before: dict[str, str], after: dict[str, str], said: str) -> None:
    change = Change(key="tiers", before=before, after=after)
    assert Changed(day=date(2026, 3, 2), changes=(change,), before=GuildSettings()).said == said


def test_other_settings_say_their_values() -> None:
    change = Change(key="fresh_days", before=7, after=14)
    told = Changed(day=date(2026, 3, 2), changes=(change,), before=GuildSettings()).said
    assert told == "Fresh: 7 days until then, 14 days since"
