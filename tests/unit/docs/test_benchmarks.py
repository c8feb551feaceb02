"""docs/BENCHMARKS.md says what was measured: nothing is rounded to a kept promise."""

from bench.report.document import DOCUMENT, document, missed, write
from bench.report.lines import Line
from bench.report.results import KEPT, keep, read

_KEPT = Line(name="sheets", value=23.04, unit="ms", ratio=4.4, of="DuckDB", target=">= 3", met=True)
_MISSED = Line(
    name="door", value=39_712.4, unit="activities/s", ratio=0.23, of="a COPY", target=">= 0.3", met=False
)
_PLAIN = Line(name="size", value=36.0, unit="MB")


def _kept(folder, part, *lines):
    keep(folder / KEPT, part, lines, on="2 cores", guild="a small guild")


def test_a_part_that_is_measured_again_replaces_its_figures_and_no_others(tmp_path):
    _kept(tmp_path, "sheets", _KEPT)
    _kept(tmp_path, "front-door", _PLAIN)
    _kept(tmp_path, "front-door", _MISSED)
    found = read(tmp_path / KEPT)
    assert found["sheets"].lines == (_KEPT,)
    assert found["front-door"].lines == (_MISSED,)


def test_the_document_says_each_figure_its_ratio_and_whether_the_promise_was_kept(tmp_path):
    _kept(tmp_path, "sheets", _KEPT, _PLAIN)
    _kept(tmp_path, "front-door", _MISSED)
    write(tmp_path)
    said = (tmp_path / DOCUMENT).read_text()
    assert said == document(tmp_path)
    assert "| sheets | 23 ms | 4.4 of DuckDB | >= 3: kept |" in said
    assert "| size | 36 MB |  |  |" in said
    assert "| door | 39,700 activities/s | 0.23 of a COPY | >= 0.3: **missed** |" in said
    assert said.index("## Recording activities") < said.index("## Questions on sheets")
    assert "2 cores; a small guild" in said


def test_notes_are_listed_under_their_own_title(tmp_path):
    _kept(tmp_path, "sheets", _KEPT)
    (tmp_path / KEPT).with_name("sheets.md").write_text("# Sheets: what was tried\n\nMuch.\n")
    assert "- [Sheets: what was tried](benchmarks/sheets.md)" in document(tmp_path)


def test_what_was_missed_is_said_at_the_end_of_a_run():
    assert missed([_KEPT, _PLAIN]) == []
    assert missed([_KEPT, _MISSED]) == ["MISSED: door: 39,700 activities/s, ratio 0.23, promised >= 0.3"]
