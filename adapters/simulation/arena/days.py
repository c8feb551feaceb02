"""The Arena: a small gaming community, day by day; the same seed tells the same days for ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from adapters.simulation.arena.chance import Concern, stream
from adapters.simulation.arena.people import Member, arrivals, founders, member
from adapters.simulation.arena.place import ANNOUNCEMENTS, GUILD, SOURCE
from adapters.simulation.arena.talk import Post, day_of_posts, reactions_to
from adapters.simulation.arena.voice import voice_evening
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, MESSAGE, Activity, Person
from domain.kernel.ids import first_snowflake_at
from domain.kernel.instants import day_of_number, midnight, zone

_HERALD: Final = Person(id=str(GUILD + 99), name="Herald", bot=True)
_LAST_OF_ITS_MILLISECOND: Final = 2**22 - 1


class Arena:
    """The community from `first_day` (a day number, UTC) on, with `size` members at the start."""

    def __init__(self, seed: int, first_day: int, size: int) -> None:
        self.first_day = first_day
        self._seed = seed
        self._size = size
        self._members = founders(seed, first_day, size)
        self._known_through = first_day - 1

    def before(self) -> Iterator[Activity]:
        """How the members of the start came, before anybody listened to anything else."""
        for each in self._members[: self._size]:
            yield self._joined(each)

    def day(self, day: int) -> list[Activity]:
        """Everything that happens on that UTC day, in order of time."""
        self._meet_arrivals(day)
        there = [each for each in self._members if each.there(day)]
        midnight_at = midnight(day_of_number(day), zone("UTC"))
        posts = day_of_posts(self._seed, day, midnight_at, there)
        happened = [self._message(post) for post in posts]
        happened.append(self._announcement(midnight_at))
        happened += [self._reaction(*found) for found in reactions_to(self._seed, day, posts, there)]
        happened += self._comings_and_goings(day, midnight_at)
        happened += [
            self._activity(
                kind, at, who.person, channel=channel, natural_id=f"{who.person.id}:{at.timestamp()}"
            )
            for kind, at, who, channel in voice_evening(
                stream(self._seed, Concern.TALKING, day=day), day, midnight_at, there
            )
        ]
        return sorted(happened, key=lambda activity: activity.occurred_at)

    def _meet_arrivals(self, day: int) -> None:
        while self._known_through < day:
            self._known_through += 1
            for _ in range(arrivals(self._seed, self._known_through, self._size)):
                self._members.append(member(self._seed, len(self._members), self._known_through))

    def _comings_and_goings(self, day: int, midnight_at: datetime) -> Iterator[Activity]:
        for each in self._members:
            if each.joined == day:
                yield self._joined(each)
            if each.leaves == day:
                at = midnight_at + timedelta(seconds=int(each.joined_at * 80_000))
                yield self._activity(
                    MEMBER_LEFT, at, each.person, natural_id=f"{each.person.id}:left", details={"how": "left"}
                )

    def _joined(self, each: Member) -> Activity:
        at = midnight(day_of_number(each.joined), zone("UTC")) + timedelta(
            seconds=int(each.joined_at * 86_000)
        )
        return self._activity(MEMBER_JOINED, at, each.person, natural_id=f"{each.person.id}:joined")

    def _message(self, post: Post) -> Activity:
        return self._activity(
            MESSAGE,
            post.at,
            post.author.person,
            channel=post.channel,
            subject=post.message,
            toward=post.answers.author.person if post.answers else None,
            natural_id=str(post.message),
            details={
                "type": 19 if post.answers else 0,
                "length": post.length,
                "attachments": post.attachments,
            },
        )

    def _reaction(self, post: Post, who: Member, emoji: str, at: datetime) -> Activity:
        return self._activity(
            "reaction",
            at,
            who.person,
            channel=post.channel,
            subject=post.message,
            toward=post.author.person,
            natural_id=f"{post.message}:{who.person.id}:{emoji}",
            details={"emoji": emoji},
        )

    def _announcement(self, midnight_at: datetime) -> Activity:
        at = midnight_at + timedelta(hours=9)
        message = first_snowflake_at(at) | _LAST_OF_ITS_MILLISECOND
        return self._activity(
            MESSAGE,
            at,
            _HERALD,
            channel=ANNOUNCEMENTS,
            subject=message,
            natural_id=str(message),
            details={"type": 0, "length": 180},
        )

    @staticmethod
    def _activity(kind: str, at: datetime, person: Person, **rest: object) -> Activity:
        return Activity(guild=GUILD, kind=kind, occurred_at=at, source=SOURCE, person=person, **rest)  # type: ignore[arg-type]
