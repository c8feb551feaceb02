"""Several demos may show one folder; what they show is thrown away only when nobody looks."""

import pytest

from bootstrap.demo.others import beside_others
from domain.kernel.errors import Conflict


def test_a_demo_that_runs_is_not_begun_anew_under_its_visitors(tmp_path):
    with beside_others(tmp_path / "demo") as first:
        first.may_come()
        with beside_others(tmp_path / "demo") as second:
            second.may_come()
            with beside_others(tmp_path / "demo") as fresh, pytest.raises(Conflict, match="end it first"):
                fresh.none_while_it_begins_anew()


def test_once_it_has_ended_it_begins_anew_and_others_come_when_that_is_done(tmp_path):
    with beside_others(tmp_path) as first:
        first.may_come()
    with beside_others(tmp_path) as fresh, beside_others(tmp_path) as late:
        fresh.none_while_it_begins_anew()
        with pytest.raises(Conflict, match="try again in a minute"):
            late.may_come()
        fresh.may_come()
        late.may_come()
