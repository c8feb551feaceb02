"""Finds members in a roll: by name or id, of one group, in one order, one page at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.tiers import TIERS, Tier
from domain.insights.directory.names import MemberNames, named_like
from domain.insights.directory.roll import GROUPS, Group, Roll, SortColumn
from domain.insights.directory.tiers import NO_TIER
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_of_number
from domain.kernel.windows import Window

PAGE_SIZE: Final = 50


@attrs.frozen(kw_only=True)
class Question:
    """What somebody looks for in the directory; `page` None is all that is found, `tier` None is any."""

    search: str = ""
    group: Group = "everyone"
    tier: Tier | None = None
    sort: SortColumn = "score"
    descending: bool = True
    page: int | None = 1


@attrs.frozen(kw_only=True)
class Line:
    """One member of the directory; None stands for not known, never for zero."""

    member_no: int
    name: str | None
    discord_id: str | None
    bot: bool
    left: bool
    tier: Tier | None
    """None of a bot."""

    score: float | None
    messages: int | None
    reactions: int | None
    voice_seconds: int | None
    last_seen: date | None
    joined: date | None
    joined_inferred: bool


@attrs.frozen(kw_only=True)
class Directory:
    """A page of what was found, and how many were found in each group."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    last_activity: datetime | None
    opened_at_last_day: bool
    covered: float
    """Share of the window in which messages were heard."""

    voice_shown: bool
    tiers: tuple[Tier, ...]
    """The tiers that there can be, the highest first; none where no role means one."""

    unknown: frozenset[SortColumn]
    """Columns that nobody told of in the window."""

    question: Question
    counts: dict[Group, int]
    """How many fit the search and the tier, by group."""

    tier_counts: dict[Tier | None, int]
    """How many fit the search and the group, by tier; under None of any and of none."""

    page: int
    pages: int
    lines: tuple[Line, ...]

    @property
    def found(self) -> int:
        """How many were found."""
        return self.counts[self.question.group]


@attrs.frozen(kw_only=True)
class Found:
    """Member numbers in order, how many each group and tier holds of what fits, and which page it is."""

    order: NDArray[np.intp]
    counts: dict[Group, int]
    tier_counts: dict[Tier | None, int]
    page: int
    pages: int


def found(roll: Roll, names: MemberNames, question: Question) -> Found:
    """Who is found, in the order asked for; equals by member number, the unknown last in either direction.

    A page beyond the last is the last. An empty search fits everybody.
    """
    fits = named(roll, names, question.search)
    in_group = fits & roll.groups[question.group]
    by_tier = np.bincount(roll.tier[in_group], minlength=NO_TIER)
    if question.tier is not None:
        fits &= roll.tier == TIERS.index(question.tier)
    chosen = np.flatnonzero(fits & in_group)
    order = chosen[_order(roll, names, question, chosen)]
    pages = 1 if question.page is None else max(1, -(-len(order) // PAGE_SIZE))
    page = min(max(1, question.page or 1), pages)
    return Found(
        order=order if question.page is None else order[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        counts={group: int(np.count_nonzero(fits & roll.groups[group])) for group in GROUPS},
        tier_counts={None: int(by_tier.sum())}
        | {tier: int(by_tier[place]) for place, tier in enumerate(TIERS)},
        page=page,
        pages=pages,
    )


def named(roll: Roll, names: MemberNames, search: str) -> NDArray[np.bool_]:
    """Who fits a search, shape (members,); everybody where nothing is searched."""
    size = len(roll.score)
    if not search.strip():
        return np.ones(size, dtype=np.bool_)
    fits = np.zeros(size, dtype=np.bool_)
    fits[: len(names.names)] = named_like(names, search)[:size]
    return fits


def _order(roll: Roll, names: MemberNames, question: Question, chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """Places within `chosen`, whose numbers ascend: a stable sort leaves equals by number."""
    if question.sort in roll.unknown:
        return np.arange(len(chosen))
    if question.sort == "name":
        rank = np.full(len(roll.score), NEVER, dtype=np.int64)
        called = np.array([name is not None for name in names.names], dtype=np.bool_)
        rank[: len(called)] = np.where(called, names.rank, NEVER)
        key, missing = rank[chosen], rank[chosen] == NEVER
    elif question.sort == "tier":
        key, missing = -roll.tier[chosen].astype(np.int64), roll.tier[chosen] == NO_TIER
    else:
        key = getattr(roll, question.sort)[chosen]
        missing = key == NEVER if question.sort in ("last_seen", "joined") else np.zeros(len(key), dtype=bool)
    return np.lexsort((-key if question.descending else key, missing))


def lines(roll: Roll, names: MemberNames, order: Sequence[int] | NDArray[np.intp]) -> tuple[Line, ...]:
    """The members of these numbers, in this order."""
    told = len(names.names)
    at = np.asarray(order, dtype=np.intp)
    columns = zip(
        at.tolist(),
        roll.groups["bots"][at].tolist(),
        roll.left[at].tolist(),
        roll.tier[at].tolist(),
        _known(roll, "score", at),
        _known(roll, "messages", at),
        _known(roll, "reactions", at),
        _known(roll, "voice", at),
        _days(roll.last_seen[at]),
        _days(roll.joined[at]),
        roll.inferred[at].tolist(),
        strict=True,
    )
    return tuple(
        Line(
            member_no=number,
            name=names.names[number] if number < told else None,
            discord_id=names.ids[number] if number < told else None,
            bot=bot,
            left=left,
            tier=None if tier == NO_TIER else TIERS[tier],
            score=score,
            messages=messages,
            reactions=reactions,
            voice_seconds=voice,
            last_seen=last_seen,
            joined=joined,
            joined_inferred=inferred,
        )
        for number, bot, left, tier, score, messages, reactions, voice, last_seen, joined, inferred in columns
    )


def _known(roll: Roll, column: SortColumn, at: NDArray[np.intp]) -> list[Any]:
    return [None] * len(at) if column in roll.unknown else getattr(roll, column)[at].tolist()


def _days(numbers: NDArray[np.int64]) -> list[date | None]:
    calendar = {
        number: None if number == NEVER else day_of_number(number) for number in np.unique(numbers).tolist()
    }
    return [calendar[number] for number in numbers.tolist()]
