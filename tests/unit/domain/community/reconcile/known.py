"""A member's marks and spans as the fold keeps them: what is found becomes marks like anything told."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from domain.community.coverage import GATEWAY, Course, CoverageSpan, Family, course
from domain.community.log.activity import ROLE_GIVEN, ROLE_TAKEN, Activity
from domain.community.spans import Mark, Span, fold_spans
from tests.builders.activities import GUILD, MINUTE, TIME_ZERO


def at(minute: float) -> datetime:
    return TIME_ZERO + minute * MINUTE


def heard(*parts: tuple[int, int], family: Family = "voice") -> Course:
    """When the bot heard, in minutes."""
    spans = [CoverageSpan(family=family, start=at(a), end=at(b), source=GATEWAY) for a, b in parts]
    return course(spans, family)


@attrs.define
class Known:
    """One member: marks by the name of what made them, so that the same thing found twice is there once."""

    family: str
    marks: dict[tuple[str, str], Mark] = attrs.field(factory=dict)

    def take(self, activities: Iterable[Activity]) -> "Known":
        for each in activities:
            place = int(each.details["role"] or 0) if each.kind in (ROLE_GIVEN, ROLE_TAKEN) else each.channel
            key = f"{each.kind}{each.natural_id}".encode()
            mark = Mark(0, self.family, each.occurred_at, key, each.kind, place, each.inferred)
            self.marks[each.kind, each.natural_id] = mark
        return self

    @property
    def spans(self) -> list[Span]:
        return fold_spans(self.family, self.marks.values())


def an_act(kind: str, minute: float, **changes: object) -> Activity:
    """Something that was told of the member by the bot as it happened."""
    plain = Activity(
        guild=GUILD, kind=kind, natural_id=f"told {minute}", occurred_at=at(minute), source=GATEWAY
    )
    return attrs.evolve(plain, **changes)
