"""Members: joins, leaves and how, names, roles, and who they all are."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from application.community.hearing.told import AreMembers, HasRoles, Named, Told
from domain.community.log.activity import Activity, Person
from domain.kernel.instants import milliseconds
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.frames.sent.listener import Listener
from tests.unit.frames.sent.places import audited, chunk, gone, guild_create
from tests.unit.frames.sent.talk import (
    ADA,
    BEN,
    BOT,
    CLEO,
    GUILD,
    JOINED,
    ROLE,
    Json,
    member,
    stamp,
)

SECOND = timedelta(seconds=1)
HOW = {
    "kicked": ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(20)),
    "banned": ("GUILD_BAN_ADD", gone()),
    "banned by the log": ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(22)),
}
REMOVED = ("GUILD_MEMBER_REMOVE", gone())


def _of(kind: type[Any], told: list[Told]) -> list[Any]:
    return [one for one in told if isinstance(one, kind)]


def _leaves(*frames: tuple[str, Json], after: timedelta = SECOND) -> list[Activity]:
    listener = Listener()
    told = [one for name, data in frames for one in listener.hears(name, data, after=after)]
    return [one for one in _of(Activity, told) if one.kind == "member_left"]


def test_a_join_is_called_and_dated_by_when_discord_says_that_they_joined() -> None:
    for name, data in (
        ("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD))),
        ("GUILD_MEMBERS_CHUNK", chunk(member(BEN))),
    ):
        (join,) = _of(Activity, Listener().hears(name, data))
        assert (join.kind, join.occurred_at, join.inferred) == ("member_joined", JOINED, False)
        assert join.natural_id == f"{BEN}:{milliseconds(JOINED)}"


def test_who_comes_back_joins_once_more() -> None:
    listener = Listener()
    back = member(BEN, guild_id=str(GUILD), joined_at=stamp(TIME_ZERO + MINUTE))
    told = listener.hears("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD)))
    told += listener.hears(*REMOVED) + listener.hears("GUILD_MEMBER_ADD", back) + listener.hears(*REMOVED)
    kinds = [(one.kind, one.natural_id) for one in _of(Activity, told)]
    assert [kind for kind, _ in kinds] == ["member_joined", "member_left"] * 2
    assert len(set(kinds)) == 4


def test_a_guest_who_never_joined_joins_nothing() -> None:
    told = Listener().hears("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD), joined_at=None))
    assert not _of(Activity, told)


def test_who_just_goes_leaves_and_nobody_says_how() -> None:
    (left,) = _leaves(REMOVED)
    assert (left.natural_id, left.occurred_at, left.details) == ("abc:1", TIME_ZERO + SECOND, {})
    assert left.person == Person(id=str(BEN))


@pytest.mark.parametrize(
    "what", [["kicked"], ["banned"], ["banned by the log"], ["banned", "banned by the log"]]
)
def test_a_leave_and_how_it_came_about_are_one_leave_in_any_order(what: list[str]) -> None:
    for order in permutations([REMOVED, *(HOW[each] for each in what)]):
        left = _leaves(*order)
        assert len({(one.natural_id, one.occurred_at) for one in left}) == 1
        assert left[-1].details == {"how": what[0].split()[0]}
        assert [one.details for one in left[:-1]] in ([], [{}])


def test_who_is_banned_without_being_a_member_leaves_nothing() -> None:
    assert _leaves(HOW["banned"], HOW["banned by the log"]) == []


def test_a_ban_that_comes_much_later_is_another_matter() -> None:
    assert [one.details for one in _leaves(REMOVED, HOW["banned"], after=2 * MINUTE)] == [{}]
    assert [one.details for one in _leaves(HOW["kicked"], REMOVED, after=2 * MINUTE)] == [{}]


def test_who_was_kicked_and_came_back_leaves_later_of_their_own_accord() -> None:
    back = ("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD)))
    first, how, second = _leaves(REMOVED, HOW["kicked"], back, REMOVED)
    assert (first.natural_id, how.details, second.details) == (how.natural_id, {"how": "kicked"}, {})
    assert second.natural_id != first.natural_id


def test_a_change_tells_the_name_and_all_roles_at_that_moment() -> None:
    for name, exact in (("GUILD_MEMBER_ADD", True), ("GUILD_MEMBER_UPDATE", True)):
        told = Listener().hears(name, member(BEN, "Big Ben", (ROLE, ROLE + 1), guild_id=str(GUILD)))
        who, at = Person(id=str(BEN), name="Big Ben"), TIME_ZERO + MINUTE
        assert _of(Named, told) == [Named(guild=GUILD, at=at, people=(who,))]
        roles = frozenset({ROLE, ROLE + 1})
        assert _of(HasRoles, told) == [HasRoles(guild=GUILD, at=at, person=who, roles=roles, exact=exact)]
    assert not _of(Activity, Listener().hears("GUILD_MEMBER_UPDATE", member(BEN, guild_id=str(GUILD))))


def test_the_list_of_members_is_told_with_its_last_part_as_it_was_when_the_first_came() -> None:
    listener = Listener()
    first = listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA), member(BOT), count=2))
    assert not _of(AreMembers, first)
    assert [one.person for one in _of(HasRoles, first)] == [
        Person(id=str(ADA), name="Ada"),
        Person(id=str(BOT), name="robot", bot=True),
    ]
    assert not any(one.exact for one in _of(HasRoles, first))
    # Cleo comes after the list was made, and is a member all the same.
    listener.hears("GUILD_MEMBER_ADD", member(CLEO, guild_id=str(GUILD)))
    last = listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(BEN), index=1, count=2))
    everybody = frozenset(map(str, (ADA, BEN, BOT, CLEO)))
    assert _of(AreMembers, last) == [AreMembers(guild=GUILD, at=TIME_ZERO + MINUTE, ids=everybody)]


def test_who_joined_just_before_the_list_came_is_a_member() -> None:
    listener = Listener()
    listener.hears("GUILD_MEMBER_ADD", member(CLEO, guild_id=str(GUILD)))
    (found,) = _of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA)), after=SECOND))
    assert found.ids == {str(ADA), str(CLEO)}


def test_two_lists_at_once_are_told_apart_and_a_half_one_tells_nothing() -> None:
    listener = Listener()
    listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA), count=2, nonce="a"))
    assert not _of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(index=1, count=3, nonce="b")))
    (found,) = _of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(index=1, count=2, nonce="a")))
    assert found.ids == {str(ADA)}


def test_lists_that_never_became_whole_are_forgotten() -> None:
    listener = Listener()
    for nonce in ("a", "b", "c"):
        listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA), count=2, nonce=nonce))
    whole = [
        bool(_of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(index=1, count=2, nonce=nonce))))
        for nonce in ("c", "b")
    ]
    assert whole == [True, True]
    assert not _of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(index=1, count=2, nonce="a")))


def test_a_list_of_few_is_no_list_of_everybody() -> None:
    listener = Listener()
    listener.hears("GUILD_CREATE", guild_create(member_count=1_000))
    assert not _of(AreMembers, listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA))))


def test_arriving_at_a_guild_never_tells_who_all_its_members_are() -> None:
    assert not _of(AreMembers, Listener().hears("GUILD_CREATE", guild_create()))


def test_reading_the_same_records_again_tells_the_same_again() -> None:
    listener = Listener()
    frames = [HOW["banned"], REMOVED, HOW["kicked"], ("GUILD_MEMBERS_CHUNK", chunk(member(ADA), count=2))]
    frames.append(("GUILD_MEMBERS_CHUNK", chunk(member(BEN), index=1, count=2)))
    told = [one for name, data in frames for one in listener.hears(name, data)]
    again = [one for record in listener.records for one in listener.reader.read(record)]
    assert again == told


def test_a_list_that_is_sent_again_late_says_of_nobody_that_they_left() -> None:
    listener = Listener()
    told = listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA), member(BOT)), late=True)
    assert not _of(AreMembers, told)
    assert not _of(HasRoles, told)
    again = listener.hears("GUILD_MEMBERS_CHUNK", chunk(member(ADA), member(BOT), nonce="later"))
    assert [one.ids for one in _of(AreMembers, again)] == [frozenset({str(ADA), str(BOT)})]
