"""Everybody of a guild as columns: what they gave in a window, when they came, when they were last seen."""

from typing import Final, Literal, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.activity import acted, first_days
from domain.insights.directory.tiers import NO_TIER, standings
from domain.insights.scoring import scores, totals
from domain.insights.sheet import NEVER, DayTable, MemberColumns
from domain.kernel.remembered import Remembered

SortColumn = Literal["name", "tier", "score", "messages", "reactions", "voice", "last_seen", "joined"]
Group = Literal["everyone", "active", "silent", "left", "bots"]
COLUMNS: Final[tuple[SortColumn, ...]] = get_args(SortColumn)
GROUPS: Final[tuple[Group, ...]] = get_args(Group)


@attrs.frozen(kw_only=True, eq=False)
class Roll:
    """One entry for each member number, arrays of shape (members,); days are day numbers, NEVER is unknown.

    `joined` is the last join that was told, else the first day with activity: then it is `inferred`.
    `tier` is the place in TIERS, NO_TIER of a bot. `groups` says who belongs to which; the erased belong
    to none, bots only to the bots. Somebody who left may have been active before. A column of `unknown`
    was told of nobody: it is not zero.
    """

    score: NDArray[np.float64]
    messages: NDArray[np.int64]
    reactions: NDArray[np.int64]
    voice: NDArray[np.int64]
    last_seen: NDArray[np.int64]
    joined: NDArray[np.int64]
    inferred: NDArray[np.bool_]
    left: NDArray[np.bool_]
    tier: NDArray[np.int8]
    groups: dict[Group, NDArray[np.bool_]]
    unknown: frozenset[SortColumn]


@attrs.frozen(kw_only=True, eq=False)
class _Known:
    """What is known of everybody when a day begins, whatever window is asked for; arrays as in a roll."""

    here: NDArray[np.bool_]
    """Met, and not erased."""

    bot: NDArray[np.bool_]
    last_seen: NDArray[np.int64]
    joined: NDArray[np.int64]
    inferred: NDArray[np.bool_]
    left: NDArray[np.bool_]
    tier: NDArray[np.int8]

    @classmethod
    def of(
        cls, sheet: DayTable, members: MemberColumns, settings: GuildSettings, until: int, size: int
    ) -> "_Known":
        """As it stood when day number `until` began."""
        known = sheet.between((0, until))
        first = first_days(known, size)
        joined, told, guessed, left = last_memberships(members, until, size)
        bot = flags_of(members.bot, size)
        tier = np.where(bot, NO_TIER, standings(members.roles, settings.tiers, until, size))
        return cls(
            here=~flags_of(members.erased, size) & _met(sheet, members, until, size),
            bot=bot,
            last_seen=_last_days(known, size),
            joined=np.where(told, joined, np.minimum(first, NEVER)),
            inferred=np.where(told, guessed, first < NEVER),
            left=left,
            tier=tier.astype(np.int8),
        )


def roll_call(
    sheet: DayTable,
    members: MemberColumns,
    settings: GuildSettings,
    span: tuple[int, int],
    until: int,
    *,
    unheard: frozenset[SortColumn] = frozenset(),
    size: int = 0,
    remembered: Remembered | None = None,
) -> Roll:
    """Call everybody who had been met before day number `until`; sums are of the day numbers in `span`.

    `unheard` are the columns that nobody listened for in the window; one of them is known all the same
    where something of its kind was told. `size` is at least the number of members with a name. `remembered`
    is what was worked out of the same sheet, members and settings.
    """
    rows = sheet.between((0, until)).between(span)
    size = max(size, len(members.bot), int(sheet["member_no"].max(initial=-1)) + 1)
    given = totals(rows, size)
    voice = np.bincount(rows["member_no"], weights=rows["voice_seconds"], minlength=size).astype(np.int64)
    known = (remembered or Remembered()).once(
        ("known", until, size), lambda: _Known.of(sheet, members, settings, until, size), size
    )
    active = np.zeros(size, dtype=np.bool_)
    active[rows["member_no"][acted(rows, settings.qualifying)]] = True
    people = known.here & ~known.bot
    sums: dict[SortColumn, NDArray[np.int64]] = {
        "messages": given.messages,
        "reactions": given.reactions,
        "voice": voice,
    }
    return Roll(
        score=scores(given, settings),
        messages=given.messages,
        reactions=given.reactions,
        voice=voice,
        last_seen=known.last_seen,
        joined=known.joined,
        inferred=known.inferred,
        left=known.left,
        tier=known.tier,
        groups={
            "everyone": people,
            "active": people & active,
            "silent": people & ~active & ~known.left,
            "left": people & known.left,
            "bots": known.here & known.bot,
        },
        unknown=_unknown(unheard, sums),
    )


def _unknown(
    unheard: frozenset[SortColumn], sums: dict[SortColumn, NDArray[np.int64]]
) -> frozenset[SortColumn]:
    """What was told all the same is known; a score is unknown when all that it is made of is."""
    silent = frozenset(name for name in unheard if not sums[name].any())
    return silent | {"score"} if silent >= {"messages", "reactions"} else silent


def _last_days(days: DayTable, size: int) -> NDArray[np.int64]:
    """The last day on which each member number was active; rows are ordered by day."""
    mask = acted(days)
    found = np.full(size, NEVER, dtype=np.int64)
    found[days["member_no"][mask]] = days["day"][mask]  # of a repeated index numpy keeps the last value
    return found


def last_memberships(
    members: MemberColumns, end: int, size: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Of the last membership that had begun before day `end`: its join, whether that was told, whether its
    day is a guess, and whether it is over; one whose join nobody saw is known only since it ended.
    """
    begun = np.flatnonzero((members.joined < end) | ((members.joined == NEVER) & (members.left < end)))
    who = members.member_no[begun].astype(np.intp)
    day = np.full(size, NEVER, dtype=np.int64)
    guessed, gone = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    day[who] = members.joined[begun]
    guessed[who] = members.joined_inferred[begun]
    gone[who] = (members.left < end)[begun]
    return day, day < NEVER, guessed, gone


def _met(sheet: DayTable, members: MemberColumns, end: int, size: int) -> NDArray[np.bool_]:
    """Who was met before day `end`: whoever first appeared later is not there yet; who has no date is."""
    before, later = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    cut = len(sheet.between((0, end)))
    who = sheet["member_no"]
    before[who[:cut]], later[who[cut:]] = True, True
    for told, since in ((members, members.joined), (members.roles, roles_since(members, size))):
        begun = since < end
        before[told.member_no[begun | (since == NEVER)]] = True
        later[told.member_no[~begun]] = True
    later[members.later[members.later < size]] = True
    return before | ~later


def roles_since(members: MemberColumns, size: int) -> NDArray[np.int32]:
    """The day from which on each role says that its holder was here: one that nobody saw given was given
    since they joined, where that was told; else nobody knows since when, and it is NEVER."""
    roles = members.roles
    unseen = roles.given == NEVER
    if not unseen.any():
        return roles.given
    first = np.full(size, NEVER, dtype=np.int64)
    np.minimum.at(first, members.member_no.astype(np.intp), members.joined.astype(np.int64))
    came = first[roles.member_no]
    since = np.where(unseen & (came <= roles.taken), came, roles.given)
    return since.astype(np.int32)


def flags_of(flags: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """A flag for each of `size` members; who came after the flags were read has none."""
    whole = np.zeros(size, dtype=np.bool_)
    whole[: len(flags)] = flags
    return whole
