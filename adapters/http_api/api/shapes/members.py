"""Members as they are answered."""

from datetime import date
from typing import Self

from adapters.http_api.api.shapes.base import Community, Days, Person, Shape
from application.insights.directory import Listed
from application.insights.top import Top
from domain.insights.directory import Line
from domain.insights.profile import Profile


class MemberLine(Shape):
    """One member of a community, and what they did in the window; null is not known, and never zero.

    `joined` is inferred where nobody saw the join: then it is the first day on which something was heard of
    them.
    """

    member: str
    discord_id: str | None
    name: str | None
    bot: bool
    left: bool
    tier: str | None
    joined: date | None
    joined_inferred: bool
    last_seen: date | None
    score: float | None
    messages: int | None
    reactions: int | None
    voice_seconds: int | None

    @classmethod
    def of(cls, line: Line, *, voice_shown: bool) -> Self:
        return cls(
            member=str(line.member_no),
            discord_id=line.discord_id,
            name=line.name,
            bot=line.bot,
            left=line.left,
            tier=line.tier,
            joined=line.joined,
            joined_inferred=line.joined_inferred,
            last_seen=line.last_seen,
            score=line.score,
            messages=line.messages,
            reactions=line.reactions,
            voice_seconds=line.voice_seconds if voice_shown else None,
        )


class MemberList(Shape):
    """A page of the members that were asked for, of `found` in all; `next` is null on the last page."""

    guild: Community
    window: Days
    covered: float
    found: int
    members: list[MemberLine]
    next: str | None

    @classmethod
    def of(cls, found: Listed, following: str | None) -> Self:
        return cls(
            guild=Community.of(found),
            window=Days.of(found.window),
            covered=round(found.covered, 4),
            found=found.found,
            members=[MemberLine.of(line, voice_shown=found.voice_shown) for line in found.lines],
            next=following,
        )


class MemberAmount(Shape):
    """What somebody did in the window, and in the one before."""

    key: str
    total: int | None
    previous: int | None
    change: float | None


class MemberPlace(Shape):
    """A channel in which somebody wrote."""

    channel: str
    name: str
    messages: int
    share: float


class MemberDay(Shape):
    """One day; `covered` is the share of it in which messages were heard."""

    day: date
    messages: int
    reactions: int
    voice_seconds: int | None
    covered: float


class MemberDetail(Shape):
    """Who a member is, since when, and how they do; of the erased only number and erasure are left."""

    guild: Community
    window: Days
    member: str
    discord_id: str | None
    name: str
    bot: bool
    erased: bool
    joined: date | None
    joined_inferred: bool
    left_on: date | None
    last_seen: date | None
    tier: str | None
    segment: str | None
    score: float | None
    rank: int | None
    tied: bool
    scored: int
    amounts: list[MemberAmount]
    places: list[MemberPlace]
    talks_with: list[Person]
    days: list[MemberDay]

    @classmethod
    def of(cls, profile: Profile) -> Self:
        member, doings = profile.member, profile.doings
        standing = doings.standing if doings else None
        heard_voice = doings is not None and doings.sessions is not None
        people = [profile.people.get(bond.member_no) for bond in doings.talk.bonds] if doings else []
        return cls(
            guild=Community.of(profile),
            window=Days.of(profile.window),
            member=str(member.member_no),
            discord_id=member.discord_id,
            name=profile.person.name,
            bot=member.bot,
            erased=member.erased,
            joined=profile.joined,
            joined_inferred=profile.joined_inferred,
            left_on=profile.left_on,
            last_seen=profile.last_seen,
            tier=profile.tier,
            segment=profile.segment,
            score=standing.score if standing else None,
            rank=standing.rank if standing else None,
            tied=standing.tied if standing else False,
            scored=standing.scored if standing else 0,
            amounts=[
                MemberAmount(key=one.key, total=one.total, previous=one.previous, change=one.change)
                for one in (doings.amounts if doings else ())
            ],
            places=[
                MemberPlace(channel=str(one.channel), name=one.name, messages=one.messages, share=one.share)
                for one in (doings.places if doings else ())
            ],
            talks_with=[Person.of(person) for person in people if person is not None],
            days=[
                MemberDay(
                    day=one.day,
                    messages=one.messages,
                    reactions=one.reactions,
                    voice_seconds=one.voice_seconds if heard_voice else None,
                    covered=round(one.covered, 4),
                )
                for one in (doings.days if doings else ())
            ],
        )


class Place(Shape):
    """One place of a leaderboard; members of equal score share a rank."""

    rank: int
    tied: bool
    person: Person
    score: float
    messages: int
    reactions: int


class Leaderboard(Shape):
    """Who gave most in a window. `also_tied` more members have the score of the last place; where
    `reactors_known` is false, scores are of messages alone, because nobody told who reacted.
    """

    guild: Community
    window: Days
    covered: float
    scored: int
    also_tied: int
    reactors_known: bool
    places: list[Place]

    @classmethod
    def of(cls, top: Top) -> Self:
        board = top.board
        return cls(
            guild=Community.of(top),
            window=Days.of(top.window),
            covered=round(top.heard.share, 4),
            scored=board.scored,
            also_tied=board.also_tied,
            reactors_known=board.reactors_known,
            places=[
                Place(
                    rank=one.rank,
                    tied=one.tied,
                    person=Person.of(top.people[one.member_no]),
                    score=one.score,
                    messages=one.messages,
                    reactions=one.reactions,
                )
                for one in board.standings
            ],
        )
