"""The page says who was found, what is not known, and how to find others."""

import attrs
import pytest

from adapters.dash_ui.pages.members.asking import download, question, sorted_by
from adapters.dash_ui.pages.members.page import MEMBERS, members
from adapters.dash_ui.place import Place
from domain.community.tiers import TIERS
from domain.insights.directory import COLUMNS, PAGE_SIZE, Directory, Question
from tests.builders.directory import a_directory
from tests.builders.overview_kinds import LEGIBLE
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, found, inside, text

HERE = Place(path="/members", guild="7")


def drawn(read: Directory, place: Place = HERE) -> str:
    return text(members(read, place))


def links(read: Directory, place: Place = HERE) -> dict[str, str]:
    parts = inside(members(read, place))
    return {part.id: part.href for part in parts if getattr(part, "href", None) and getattr(part, "id", None)}


async def test_the_page_shows_what_the_address_asks_for() -> None:
    shown = await MEMBERS.show(a_desk(), 7, Place.of("/members", "?search=octavia&show=silent&sort=name"))
    assert "octavia" in text(shown.content)
    assert "Spartacus" not in text(shown.content)


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("", Question()),
        ("?sort=name", Question(sort="name", descending=False)),
        ("?sort=-joined&page=3", Question(sort="joined", page=3)),
        ("?sort=colour&show=cats&page=-4", Question()),
        ("?page=9999999&sort=--", Question()),
        ("?search=%20Ada%20&show=left", Question(search="Ada", group="left")),
        ("?tier=host&sort=-tier", Question(tier="host", sort="tier")),
        ("?tier=boss", Question()),
    ],
)
def test_what_the_address_asks_wrongly_is_as_if_it_were_silent(search: str, asked: Question) -> None:
    assert question(Place.of("/members", search)) == asked


@pytest.mark.parametrize("column", COLUMNS)
def test_a_second_click_on_a_column_sorts_the_other_way_round(column: str) -> None:
    once = next(sorted_by(HERE, Question(sort=other), column) for other in COLUMNS if other != column)  # type: ignore[arg-type]
    twice = sorted_by(once, question(once), column)  # type: ignore[arg-type]
    assert question(once).sort == question(twice).sort == column
    assert question(once).descending is not question(twice).descending
    assert question(once).descending is (column != "name")


def test_a_page_has_fifty_lines_and_says_which_of_how_many() -> None:
    read = a_directory(Question(page=2), count=1000)
    shown = members(read, HERE)
    assert len(elements(shown, "tr")) == PAGE_SIZE
    assert f"51\u2013100 of {read.found:,} members found" in text(shown)
    assert links(read)["page-next"] == "/members?guild=7&page=3"
    assert links(read)["page-first"] == "/members?guild=7"


def test_the_first_page_leads_only_forward() -> None:
    names = set(links(a_directory(count=1000)))
    assert {"page-next", "page-last"} <= names and not {"page-previous", "page-first"} & names


def test_what_is_one_page_needs_no_pager() -> None:
    assert not found(members(a_directory(count=20), HERE), "pager")


def test_the_sorted_column_says_so() -> None:
    shown = members(a_directory(Question(sort="joined", descending=False)), HERE)
    heads = {text(part): getattr(part, "aria-sort", None) for part in inside(shown) if part._type == "Th"}
    assert [name for name, way in heads.items() if way == "ascending"] == ["Joined \u25b2"]


def test_every_group_says_how_many_it_holds() -> None:
    read = a_directory()
    words = [text(part) for part in found(members(read, HERE), "groups")]
    expected = " ".join(f"{group.capitalize()} {count}" for group, count in read.counts.items())
    assert words == [expected]


def test_every_tier_says_how_many_it_holds_and_leads_there() -> None:
    read = a_directory(count=130)
    [chips] = found(members(read, HERE), "tiers")
    there = {tier: read.tier_counts[tier] for tier in ("staff", "host", "volunteer", "member")}
    assert text(chips) == " ".join(
        [f"Any tier {read.found}", *(f"{tier.capitalize()} {count}" for tier, count in there.items())]
    )
    assert sum(there.values()) == read.found and all(there.values())
    assert links(read, HERE.at(sort="name", show="left"))["tier-host"] == (
        "/members?guild=7&show=left&tier=host&sort=name"
    )
    assert links(read, HERE.at(tier="host"))["tier-any"] == "/members?guild=7"


def test_of_one_tier_only_its_members_are_listed() -> None:
    read = a_directory(Question(tier="host"))
    assert {line.tier for line in read.lines} == {"host"}
    assert read.found == len(read.lines) == read.tier_counts["host"] == read.counts["everyone"]
    shown = members(read, HERE.at(tier="host"))
    cells = [cell[2] for cell in elements(shown, "td") if cell[1]["data-column"] == "tier"]
    assert len(cells) == len(read.lines) and all("Host" in str(cell) for cell in cells)
    assert "only of the tier Host" in text(shown)


def test_sorted_by_tier_the_highest_come_first() -> None:
    read = a_directory(Question(sort="tier"), count=40)
    places = [TIERS.index(line.tier) for line in read.lines if line.tier]
    assert places == sorted(places) and places[0] == 0


def test_a_bot_is_in_no_tier() -> None:
    read = a_directory(Question(group="bots"))
    assert read.lines and {line.tier for line in read.lines} == {None}
    [chips] = found(members(read, HERE.at(show="bots")), "tiers")
    assert text(chips).startswith(f"Any tier {len(read.lines)} Staff 0")


def test_a_community_without_tiers_shows_nothing_of_them() -> None:
    said = drawn(a_directory(tiers=()))
    assert "Tier" not in said and "Volunteer" not in said and "tier" not in said


def test_a_join_that_nobody_saw_is_called_first_seen() -> None:
    read = a_directory()
    said = drawn(read)
    assert "first seen " in said
    assert sum(line.joined_inferred for line in read.lines) == said.count("first seen ")


def test_what_is_not_known_is_never_a_zero() -> None:
    read = a_directory(Question(search="Livia Drusilla"), count=5)
    [line] = read.lines
    blind = attrs.evolve(
        read,
        unknown=frozenset({"reactions", "voice"}),
        lines=(attrs.evolve(line, reactions=None, voice_seconds=None, joined=None, last_seen=None),),
    )
    cells = {cell[1]["data-column"]: cell[2:] for cell in elements(members(blind, HERE), "td")}
    assert {key for key, told in cells.items() if "not known" in str(told)} == {
        "reactions",
        "voice",
        "joined",
    }
    assert "not yet" in str(cells["last_seen"])
    assert "messages alone make the score" in drawn(blind)


def test_voice_that_a_community_hides_is_not_shown() -> None:
    assert "Voice" not in drawn(a_directory(voice_shown=False))


def test_names_are_only_ever_text() -> None:
    said = drawn(a_directory(count=10, hostile=True))
    assert all(" ".join(name.split()) in said for name in LEGIBLE[:7])
    assert "\u202e" not in said


def test_nobody_found_says_why_and_how_to_go_on() -> None:
    read = a_directory(Question(search="nobody at all"))
    assert "Nobody found" in drawn(read)
    assert links(read, HERE.at(search="nobody at all"))["show-everyone"] == "/members?guild=7"
    assert "members-csv" not in links(read)


def test_a_community_without_a_record_is_empty() -> None:
    assert "Nothing on record yet" in drawn(a_directory(count=0))


def test_the_file_holds_what_was_found_and_not_a_page_of_it() -> None:
    place = HERE.at(search="ada", show="left", sort="name", page="2")
    assert download(place) == "/members.csv?guild=7&search=ada&show=left&sort=name"
