"""What every answer has in common."""

from datetime import date
from typing import Protocol, Self

from pydantic import BaseModel, ConfigDict

from domain.insights.overview import Person as PersonShown
from domain.kernel.windows import Window


class Shape(BaseModel):
    """A part of an answer; nothing but what is described is ever in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Days(Shape):
    """Local days, both ends included; `open` while the last one is not over."""

    first: date
    last: date
    label: str
    open: bool

    @classmethod
    def of(cls, window: Window) -> Self:
        return cls(first=window.first, last=window.last, label=window.label, open=window.open)


class Answer(Protocol):
    """Anything that was asked of a community."""

    @property
    def guild(self) -> int: ...
    @property
    def guild_name(self) -> str: ...
    @property
    def time_zone(self) -> str: ...


class Community(Shape):
    """A community, and the time zone of its days."""

    id: str
    name: str
    time_zone: str

    @classmethod
    def of(cls, found: Answer) -> Self:
        return cls(id=str(found.guild), name=found.guild_name, time_zone=found.time_zone)


class Person(Shape):
    """Somebody of a community: `member` is their number there, for `/members/{id}`."""

    member: str
    name: str

    @classmethod
    def of(cls, person: PersonShown) -> Self:
        return cls(member=str(person.member_no), name=person.name)


class GuildName(Shape):
    """A community that this key opens."""

    id: str
    name: str


class GuildList(Shape):
    """Every community that this key opens."""

    guilds: list[GuildName]
