"""What every answer has in common."""

from datetime import date
from typing import Self

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


class Community(Shape):
    """A community, and the time zone of its days."""

    id: str
    name: str
    time_zone: str


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
