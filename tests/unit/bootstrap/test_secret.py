"""The installation's secret: made once, whole, for its owner alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.system.secret import secret_file, secret_of, too_open
from domain.kernel.errors import Invalid, Unavailable


def test_it_is_made_once_and_stays(tmp_path):
    home = tmp_path / "home"
    first = secret_of(home)
    assert len(first) >= 32
    assert secret_of(home) == first
    assert secret_file(home).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == ["secret"]


def test_two_first_starts_at_once_make_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: secret_of(tmp_path), range(32)))) == 1


def test_two_installations_have_two_secrets(tmp_path):
    assert secret_of(tmp_path / "one") != secret_of(tmp_path / "two")


def test_a_secret_that_is_cut_off_is_refused_and_never_replaced(tmp_path):
    secret_file(tmp_path).write_text("short")
    with pytest.raises(Invalid, match="backup"):
        secret_of(tmp_path)
    assert secret_file(tmp_path).read_text() == "short"


def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(Unavailable, match="COMMUNITY_OS_SECRET"):
        secret_of(tmp_path / "home")


def test_a_secret_that_others_can_read_is_noticed(tmp_path):
    secret_of(tmp_path)
    assert not too_open(tmp_path)
    secret_file(tmp_path).chmod(0o644)
    assert too_open(tmp_path)
