"""A profile: everything that staff see of one member in a window."""

from datetime import date, datetime

import attrs

from domain.community.members import Member, initials, shown_name
from domain.community.tiers import Tier
from domain.insights.data_quality import HeardDays
from domain.insights.overview import Person
from domain.insights.profile.bonds import Talk
from domain.insights.profile.course import Course
from domain.insights.profile.parts import Amount, Moment, Place, ProfileDay, Sessions, Stay
from domain.insights.profile.standing import Standing
from domain.insights.segments import Segment
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Doings:
    """What somebody did in the window; of a member who was erased there is none of it."""

    standing: Standing
    course: Course
    amounts: tuple[Amount, ...]
    """Without voice where the guild hides it, and without events where nobody ever attended any."""

    days: tuple[ProfileDay, ...]
    moments: tuple[Moment, ...]
    rhythm: tuple[tuple[int, ...], ...]
    """Messages by weekday (Monday first) and eighth of the day in the guild's zone: shape (7, 8)."""

    places: tuple[Place, ...]
    elsewhere: int
    """Messages in channels that are not among the places: with theirs they sum to all messages."""

    talk: Talk
    sessions: Sessions | None
    """None where the guild hides voice."""

    @property
    def active_days(self) -> int:
        """On how many days they did something that is shown of them."""
        return len({day for amount in self.amounts if amount.key != "received" for day, _ in amount.days})

    @property
    def active(self) -> bool:
        """They did something in the window."""
        return any(amount.total for amount in self.amounts if amount.key != "received")


@attrs.frozen(kw_only=True)
class Profile:
    """Who a member is, since when, and how they do; only number and erasure are left of the erased."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    last_activity: datetime | None
    opened_at_last_day: bool
    today: date
    """The last day that was seen."""

    heard: HeardDays
    """What was heard of what the timeline shows."""

    member: Member
    joined: date | None
    joined_inferred: bool
    """Nobody saw the join: it is the first day on which something was heard of them."""

    tier: Tier | None
    """None of a bot, and where no role means a tier."""

    segment: Segment | None = None
    """What they are to the guild, whatever the window; None of a bot and of the erased."""

    last_seen: date | None
    left_on: date | None
    """The day on which they left; None while they are here."""

    stays: tuple[Stay, ...]
    doings: Doings | None
    people: dict[int, Person]
    """Whom they talk with, by member number."""

    @property
    def left(self) -> bool:
        """They are no member any more."""
        return self.left_on is not None

    @property
    def person(self) -> Person:
        """How a page shows the member."""
        known = None if self.member.erased else self.member.name
        return Person(member_no=self.member.member_no, name=shown_name(self.member), initials=initials(known))
