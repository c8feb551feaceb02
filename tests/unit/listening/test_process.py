"""How a process is named to others, when it asks for what only one may have."""

from pathlib import Path

from adapters.system.process import this_process


def test_two_processes_are_two_holders() -> None:
    assert this_process().id != this_process().id


def test_who_comes_after_a_killed_process_in_its_own_folder_need_not_wait_for_it(tmp_path: Path) -> None:
    killed = this_process(alone_in=tmp_path)
    assert this_process(alone_in=tmp_path) == killed


def test_a_process_in_another_folder_is_somebody_else(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert this_process(alone_in=one).id != this_process(alone_in=other).id


def test_where_no_name_can_be_kept_the_process_is_somebody_new(tmp_path: Path) -> None:
    nowhere = tmp_path / "not there"
    assert this_process(alone_in=nowhere).id != this_process(alone_in=nowhere).id
