"""When a backup is due, which may go, and what a manifest says."""

from datetime import UTC, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.errors import Conflict, Invalid
from domain.operations.backups.manifest import differing_guilds, differing_tables
from domain.operations.backups.rota import ROTA, NamedHour, due, is_named_so, name_of, superfluous
from domain.operations.backups.written import from_text, to_text
from tests.builders.backups import a_guild_sum, a_manifest, a_table_sum

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("last", "at"),
    [
        (None, NOON),
        (NOON - timedelta(hours=25), NOON),
        (NOON - timedelta(hours=23), NOON.replace(hour=4, minute=17)),  # the hour passed while nobody was up
        (NOON.replace(hour=4, minute=17), NOON.replace(day=3, hour=4, minute=17)),
        (NOON - timedelta(minutes=1), NOON.replace(day=3, hour=4, minute=17)),
        (NOON.replace(hour=2), NOON.replace(day=3, hour=4, minute=17)),  # two hours before is too near
        (NOON.replace(day=1, hour=16).astimezone(UTC), NOON.replace(hour=4, minute=17)),
    ],
)
def test_a_backup_is_due_at_the_quiet_hour_or_at_once_after_a_missed_day(last, at) -> None:
    assert due(last, NOON, minute=17) == at


@given(hours=st.integers(0, 24 * 40), minute=st.integers(0, 59))
def test_no_day_is_left_out(hours: int, minute: int) -> None:
    last = NOON + timedelta(hours=hours)
    at = due(last, last, minute=minute)
    assert ROTA.apart <= at - last <= timedelta(hours=36)
    assert (at.hour, at.minute) == (ROTA.hour, minute)


@pytest.mark.parametrize(
    ("last", "at"),
    [
        (NOON, NOON.replace(hour=17, minute=17)),  # 16 o'clock in Rome
        (NOON.replace(hour=16, minute=30), NOON.replace(day=3, hour=6, minute=17)),  # by hand, just before
        (NOON.replace(hour=16, minute=16), NOON.replace(hour=17, minute=17)),
        (NOON.replace(hour=17, minute=17), NOON.replace(day=3, hour=6, minute=17)),
        (NOON.replace(day=3, hour=6, minute=17), NOON.replace(day=3, hour=17, minute=17)),
    ],
)
def test_where_hours_are_named_a_backup_is_due_at_each_of_them_in_their_zone(last, at) -> None:
    hours = [NamedHour("Europe/Rome", 16), NamedHour("Asia/Kolkata", 9), NamedHour("Europe/Rome", 5)]
    assert due(last, last, minute=17, hours=hours[::2]) == at
    assert due(last, last + timedelta(days=2), minute=17, hours=hours) == last + timedelta(days=2)
    assert due(None, NOON, minute=17, hours=hours) == NOON


@given(hours=st.integers(0, 24 * 400), minute=st.integers(0, 59), hour=st.integers(0, 23))
def test_no_named_hour_is_left_out_whatever_the_clocks_do(hours: int, minute: int, hour: int) -> None:
    last = NOON + timedelta(hours=hours)
    at = due(last, last, minute=minute, hours=[NamedHour("America/New_York", hour)])
    assert ROTA.close < at - last <= timedelta(hours=26)


NAMES = [name_of(datetime(2026, 3, day, 4, 0, tzinfo=UTC)) for day in range(1, 13)]


@given(whole=st.sets(st.sampled_from(NAMES)), kept=st.integers(1, 9))
def test_the_newest_whole_ones_stay_and_only_what_is_older_goes(whole: set[str], kept: int) -> None:
    gone = superfluous([*NAMES, "mine.zip"], whole, kept=kept)
    assert len(whole - set(gone)) == min(len(whole), kept)
    assert "mine.zip" not in gone
    assert not gone or max(gone) < min(whole - set(gone))


def test_a_name_tells_when_and_sorts_so() -> None:
    assert sorted(NAMES) == NAMES
    assert all(map(is_named_so, NAMES))
    assert not is_named_so("community-os-20260302T040000Z.zip.part")


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert from_text(to_text(a_manifest())) == a_manifest()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"format": "community-os backup"', '"format": "something else"'),
        ('"migrations"', '"emigrations"'),
        ('"table": "members"', '"table": "members; drop schema community_os"'),
        ('"rows": 2', '"rows": "many"'),
        ("+00:00", ""),
        ("{", "["),
    ],
)
def test_what_is_no_manifest_of_ours_is_refused(before: str, after: str) -> None:
    text = to_text(a_manifest())
    assert before in text
    with pytest.raises(Invalid):
        from_text(text.replace(before, after, 1))


def test_a_later_format_is_refused_with_the_remedy() -> None:
    with pytest.raises(Conflict, match="update Community OS"):
        from_text(to_text(a_manifest()).replace('"version": 1', '"version": 2'))


def test_what_differs_is_said_precisely() -> None:
    told = a_manifest()
    assert not [*differing_tables(told, told.tables)]
    assert not [*differing_guilds(told.guilds, told.guilds)]
    assert [*differing_tables(told, (a_table_sum(rows=1),))] == [
        "community_os.members has 1 rows instead of 2"
    ]
    assert [*differing_tables(told, (a_table_sum(checksum="0"),))] == [
        "community_os.members has as many rows, but others"
    ]
    assert [*differing_tables(told, ())] == ["community_os.members is not there"]
    other = a_guild_sum(activities=6, by_kind={"message": 6}, digest="b")
    (line,) = differing_guilds(told.guilds, (other,))
    assert line == (
        "the tally of guild 5 differs: 6 activities instead of 7, 6 message instead of 7, "
        "who gave what, or when"
    )
    assert [*differing_guilds(told.guilds, (attrs.evolve(told.guilds[0], guild=6),))] == [
        "guild 5 is not there",
        "guild 6 was not in the original",
    ]
