"""The page says of a member what they are to the community."""

import attrs

from domain.community.members import Member
from domain.insights.profile import read_profile
from tests.builders.readings.profile import ME, member_facts
from tests.unit.dash_ui.member.test_page import drawn


def test_the_page_says_in_which_segment_somebody_is() -> None:
    assert "Segment Alumni (inactive)" in drawn(read_profile(member_facts([(-50, ME, 6)])))
    assert "Segment Core" in drawn(read_profile(member_facts([(-day, ME, 1) for day in range(40)])))


def test_bots_and_those_who_left_are_in_no_segment_that_is_shown() -> None:
    read = read_profile(member_facts([(-50, ME, 6)]))
    assert "Segment" not in drawn(attrs.evolve(read, left_on=read.last_seen))
    bot = Member(member_no=ME, name="Robot", bot=True, erased=False)
    assert read_profile(member_facts([(-1, ME, 0, 0, 5)], member=bot)).segment is None
