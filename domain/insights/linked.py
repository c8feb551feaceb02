"""Facts through links: what a linked account did is read as its person's; the facts themselves stay."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.identity.aliases import Aliases
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import NEVER, DayTable, MemberColumns, RoleColumns, Shape

_PEOPLE: Final = ("member_no", "toward_no")
_PLACES: Final = ("day", "channel", "hour", "eighth", "event", "minimum", "command", *_PEOPLE)
"""Columns that say of what a row is; the others are counts, and add up, but for instants."""

_INSTANTS: Final = ("left", "since", "until")
"""Of several the latest counts."""


def read_table(table: DayTable, aliases: Aliases) -> DayTable:
    """Rows of a linked account are rows of its person; whoever answers themselves answers nobody."""
    people = [name for name, _ in table.shape.columns if name in _PEOPLE]
    moved = np.zeros(len(table), dtype=np.bool_)
    for name in people:
        moved |= np.isin(table[name], aliases.member_no)
    if not moved.any():
        return table
    columns = {name: table[name] for name, _ in table.shape.columns}
    for name in people:
        columns[name] = aliases.read(columns[name])
    if len(people) > 1:
        others = columns["member_no"] != columns["toward_no"]
        columns = {name: column[others] for name, column in columns.items()}
    return _summed(table.shape, columns)


def _summed(shape: Shape, columns: dict[str, NDArray[np.int64]]) -> DayTable:
    keys = [columns[name] for name, _ in shape.columns if name in _PLACES]
    order = np.lexsort(keys[::-1])
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    starts = np.flatnonzero(new)

    def column(name: str) -> NDArray[np.int64]:
        values = columns[name][order]
        if name in _PLACES or not len(starts):
            return values[starts]
        return (np.maximum if name in _INSTANTS else np.add).reduceat(values, starts)

    return DayTable.of(shape, {name: column(name) for name, _ in shape.columns})


def read_channel_people(found: ChannelPeople, aliases: Aliases) -> ChannelPeople:
    """Who wrote and talked where, likewise."""
    if not np.isin(found.member_no, aliases.member_no).any():
        return found
    who = aliases.read(found.member_no)
    return ChannelPeople.of(found.channel, who, found.messages, found.voice_seconds)


def read_members(members: MemberColumns, aliases: Aliases) -> MemberColumns:
    """Linked accounts, and those that only a link told of, take no place of their own.

    A person is here as long as their own number is; only where nothing is known of that do the memberships
    of their accounts tell. Roles are all of theirs.
    """
    if not (len(aliases) or len(aliases.unmet)):
        return members
    size = len(members.erased)
    erased = members.erased.copy()
    for numbers in (aliases.member_no, aliases.unmet):
        erased[numbers[numbers < size]] = True
    who = aliases.read(members.member_no)
    own = who == members.member_no
    kept = own | ~np.isin(who, members.member_no[own])
    since = np.where(members.joined == NEVER, np.int32(-1), members.joined)
    order = np.flatnonzero(kept)[np.lexsort((since[kept], who[kept]))]
    return attrs.evolve(
        members,
        erased=erased,
        member_no=who[order],
        joined=members.joined[order],
        left=members.left[order],
        joined_inferred=members.joined_inferred[order],
        invite=members.invite[order],
        roles=_read_roles(members.roles, aliases),
    )


def _read_roles(roles: RoleColumns, aliases: Aliases) -> RoleColumns:
    who = aliases.read(roles.member_no)
    order = np.argsort(who, kind="stable")
    return RoleColumns(
        member_no=who[order], role=roles.role[order], given=roles.given[order], taken=roles.taken[order]
    )


def read_names(names: MemberNames, aliases: Aliases) -> MemberNames:
    """A linked account takes no place among the names: it is somebody who has one."""
    size = len(names.names)
    gone = {number for number in aliases.member_no.tolist() if number < size and names.names[number]}
    if not gone:
        return names
    called = {number: name for number, name in enumerate(names.names) if name is not None}
    known = {number: outside for number, outside in enumerate(names.ids) if outside is not None}
    return MemberNames.of({number: name for number, name in called.items() if number not in gone}, known)
