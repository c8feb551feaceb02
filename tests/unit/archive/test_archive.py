"""Backup files: whole or not there, readable by their owner alone, and never deleted to the last good one."""

import stat
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from adapters.archive import Shelf, new_backup, opened_backup
from application.operations.copying import CopyInstallation, RowSums
from domain.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from domain.operations.backups.manifest import Shape
from domain.operations.backups.rota import name_of
from tests.builders.activities import DAY, TIME_ZERO
from tests.builders.backups import ROWS, SHAPE, FromMemory, a_manifest, made


async def test_a_backup_is_read_as_it_was_written_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.zip")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]
    with opened_backup(path) as backup:
        await backup.check()
        assert backup.origin == a_manifest().origin
        assert b"".join([block async for block in backup.rows(SHAPE)]) == ROWS
        assert backup.manifest.rows == 2


async def test_nothing_is_left_of_one_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        await made(tmp_path / "a.zip", fails=True)
    assert list(tmp_path.iterdir()) == []


async def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("mine")
    with pytest.raises(Conflict, match="is there already"):
        await made(path)
    assert path.read_text() == "mine"
    with pytest.raises(NotFound, match="there is no folder"):
        await made(tmp_path / "nowhere" / "a.zip")


async def test_a_full_disk_is_told_with_the_remedy(tmp_path: Path) -> None:
    """/dev/full is a disk on which nothing finds room."""

    async def take(_shape: Shape, _rows: AsyncIterator[bytes]) -> None:
        with Path("/dev/full").open("wb") as full:
            full.write(b"x" * 100_000)

    with pytest.raises(Unavailable, match="Make room"), new_backup(tmp_path / "a.zip"):
        await take(SHAPE, FromMemory().rows(SHAPE))
    assert list(tmp_path.iterdir()) == []


async def test_no_cut_and_no_flipped_bit_of_the_rows_passes(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.zip")
    whole = path.read_bytes()
    for cut in range(0, len(whole), 7):
        path.write_bytes(whole[:cut])
        with pytest.raises(Invalid, match=r"[Nn]othing was touched"), opened_backup(path) as backup:
            await backup.check()
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("photo.png", b"x")
    with pytest.raises(Invalid, match="no backup of Community OS"), opened_backup(tmp_path / "foreign.zip"):
        pass
    with (
        zipfile.ZipFile(path.with_name("b.zip"), "w") as short,
        opened_backup(await again(path, whole)) as old,
    ):
        short.writestr("manifest.json", zipfile.ZipFile(old.path).read("manifest.json"))
        short.writestr("tables/community_os.members.copy", ROWS[:6])
    with pytest.raises(Invalid, match="damaged"), opened_backup(path.with_name("b.zip")) as backup:
        await backup.check()


async def again(path: Path, whole: bytes) -> Path:
    path.write_bytes(whole)
    return path


async def test_the_shelf_keeps_the_newest_whole_ones_and_what_is_not_ours(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "backups")
    assert shelf.newest() is None
    for days in range(5):
        at = TIME_ZERO + days * DAY
        await made(shelf.place(at), origin=attrs.evolve(a_manifest().origin, made_at=at))
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700
    newest = TIME_ZERO + 4 * DAY
    broken = shelf.folder / name_of(newest + timedelta(hours=1))
    broken.write_bytes(b"cut off")
    (shelf.folder / "mine.zip").write_bytes(b"mine")
    (shelf.folder / f"{name_of(newest)}.part").write_bytes(b"left by somebody who was killed")
    assert shelf.newest() == newest
    assert shelf.tidy(kept=2) == [name_of(TIME_ZERO + days * DAY) for days in range(3)]
    assert sorted(each.name for each in shelf.folder.iterdir()) == sorted(
        [name_of(TIME_ZERO + 3 * DAY), name_of(newest), broken.name, "mine.zip"]
    )
    assert shelf.tidy(kept=2) == []


async def test_a_draft_that_somebody_writes_is_left_alone(tmp_path: Path) -> None:
    with new_backup(tmp_path / name_of(TIME_ZERO)) as duplicate:
        Shelf(tmp_path).tidy(kept=1)
        assert [each.name for each in tmp_path.iterdir()] == [f"{name_of(TIME_ZERO)}.part"]
        await CopyInstallation()(FromMemory(), duplicate)
    assert Shelf(tmp_path).newest() == TIME_ZERO


def test_a_sum_does_not_depend_on_where_the_stream_is_cut_or_on_the_order_of_rows() -> None:
    def summed(*blocks: bytes) -> object:
        sums = RowSums()
        for block in blocks:
            sums.add(block)
        return sums.of(SHAPE)

    rows = [b"1\ta\n", b"2\tb\n", b"2\tb\n", b"3\t\\N\n"]
    whole = summed(b"".join(rows))
    assert summed(*(bytes([each]) for each in b"".join(rows))) == whole
    assert summed(*rows[::-1]) == whole
    assert summed(*rows[:-1]) != whole
    assert summed(*rows[:-1], b"3\tb\n") != whole
    assert summed(rows[0], rows[1], rows[1][:-1] + b"\n", rows[0]) != whole
