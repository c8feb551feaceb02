"""The page of settings: every setting is there to be changed, and its history reads as people talk."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from adapters.dash_ui.acts import Asked
from adapters.dash_ui.components import drawing
from adapters.dash_ui.components.living import as_tree, outline, refresh
from adapters.dash_ui.pages.settings.acts import changes_of
from adapters.dash_ui.pages.settings.history import history
from adapters.dash_ui.pages.settings.page import settings
from adapters.dash_ui.place import Place
from application.community.guild_settings import SettingsChange
from domain.community.settings import CATALOGUE, Change, GuildSettings
from domain.kernel.errors import Invalid
from domain.operations.jobs import Job
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.builders.readings.data_quality import NOW
from tests.builders.readings.settings import HOST, MODERATOR, a_settings_read, untouched_settings
from tests.unit.dash_ui.reading import elements, text

HERE = Place(path="/settings")
TAGS = ("input", "select", "textarea", "co-pick")


def names(shown: Any) -> set[str]:
    """The name of every control."""
    found = [node[1] for tag in TAGS for node in elements(shown, tag)]
    return {str(given.get("name") or given.get("data-name")) for given in found}


def test_every_setting_of_the_catalogue_has_a_control() -> None:
    there = names(settings(a_settings_read(), HERE))
    wanted = {each.key for each in CATALOGUE if each.kind != "tiers"}
    assert wanted <= there
    assert {"tiers.staff", "tiers.host", "tiers.captain", "tiers.volunteer"} <= there


def test_every_setting_is_explained_where_it_is_changed() -> None:
    words = text(settings(untouched_settings(), HERE))
    for each in CATALOGUE:
        assert each.title in words
        assert each.says in words


def test_every_control_has_a_label_of_its_own() -> None:
    shown = settings(a_settings_read(), HERE)
    labelled = {node[1].get("htmlFor") for node in elements(shown, "label")} - {None}
    controls = [node[1] for tag in ("input", "select") for node in elements(shown, tag)]
    ids = [given["id"] for given in controls if "id" in given]
    ids += [node[1]["data-id"] for node in elements(shown, "co-pick")]
    assert len(ids) == len(set(ids))
    assert set(ids) <= labelled


def test_a_change_elsewhere_touches_only_its_card_and_the_history() -> None:
    before, after = (a_settings_read(GuildSettings(), GuildSettings(inactive_days=n)) for n in (45, 60))
    one, other = (refresh(settings(read, HERE)) for read in (before, after))
    assert {part for part in one if one[part] != other[part]} == {"set-segments-card", "settings-history"}
    assert outline(settings(before, HERE)) == outline(settings(after, HERE))


def test_the_history_says_who_changed_what_from_what_to_what() -> None:
    told = text(history(a_settings_read()))
    assert "Livia" in told
    assert "Alumni (inactive) 30 days \u2192 45 days" in told
    assert "Tiers none \u2192 Games host is host" in told
    assert "Show voice on \u2192 off" in told
    assert "Time zone UTC \u2192 Europe/Rome" in told
    assert "Nothing was changed so far" in text(history(untouched_settings()))


def test_what_is_planned_for_a_setting_is_said_where_it_is_changed() -> None:
    read = a_settings_read()
    latest = read.shown.history[0]
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)

    def plan(version: int, before: int, after: int) -> SettingsChange:
        changes = (Change("inactive_days", before, after),)
        return attrs.evolve(latest, version=version, effective_from=noon, changes=changes, planned=True)

    def said_with(*planned: SettingsChange) -> str:
        shown = attrs.evolve(read.shown, history=(*planned[::-1], *read.shown.history))
        return text(as_tree(settings(attrs.evolve(read, shown=shown), HERE)))

    words = "From Tue 1 Dec 2026, 13:00 on: 20 days."  # their clock, in Rome
    assert words in said_with(plan(3, 45, 20))
    assert words not in said_with()
    assert words not in said_with(plan(3, 45, 20), plan(4, 20, 45))  # taken back


def test_only_what_was_not_changed_again_can_be_taken_back() -> None:
    assert len(elements(history(a_settings_read()), "button")) == 1


def test_names_are_only_ever_text() -> None:
    named = dict(enumerate(HOSTILE, 1))
    shown = settings(a_settings_read(by=HOSTILE[0], roles=named, channels=named), HERE)
    assert not elements(shown, "script")
    assert LEGIBLE[0].strip() in text(shown)
    assert "\u202e" not in str(as_tree(history(a_settings_read(by="\u202eevil"))))


def test_the_browser_makes_every_element_that_the_page_is_made_of() -> None:
    script = (Path(drawing.__file__).parents[1] / "assets" / "drawing.js").read_text(encoding="utf-8")
    listed = re.search(r"TAGS = new Set\((.*?)\.split", script, re.DOTALL)
    assert listed is not None
    makes = {*re.findall(r"[\w-]+", listed[1]), *re.findall(r'tag === "(\w+)"', script)}
    trees = [given["tree"] for given in refresh(settings(a_settings_read(), HERE)).values()]
    assert {tag for tree in trees for tag in _tags(tree)} <= makes


def _tags(node: Any) -> set[str]:
    return {node[0]}.union(*map(_tags, node[2:])) if isinstance(node, list) else set()


def changed(held: GuildSettings | None = None, **given: Any) -> dict[str, Any]:
    return changes_of(Asked(guild=7, given=given), held or GuildSettings())


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"time_zone": ["Europe/Rome"]}, {"time_zone": "Europe/Rome"}),
        ({"message_weight": "2.5"}, {"message_weight": 2.5}),
        ({"churn_drop": "40"}, {"churn_drop": 0.4}),
        ({"inactive_days": "45"}, {"inactive_days": 45}),
        ({"voice_shown": False}, {"voice_shown": False}),
        ({"qualifying": ["event", "voice"]}, {"qualifying": ("voice", "event")}),
        (
            {"tracked_commands": "/Event rsvp, leaderboard,"},
            {"tracked_commands": ("event rsvp", "leaderboard")},
        ),
        ({"staff_roles": [MODERATOR]}, {"staff_roles": (MODERATOR,)}),
        ({"announcement_channel": []}, {"announcement_channel": ""}),
        ({"announcement_channel": ["12"]}, {"announcement_channel": "12"}),
        ({"backup_hours": ["16", "4"]}, {"backup_hours": (4, 16)}),
        ({"segment_preset": "document 001"}, {"segment_preset": "document 001"}),
    ],
)
def test_each_kind_of_control_sends_what_its_setting_holds(given: dict[str, Any], wanted: Any) -> None:
    after = GuildSettings().changed(changed(**given))
    assert {key: getattr(after, key) for key in wanted} == wanted
    assert attrs.evolve(after, **{key: getattr(GuildSettings(), key) for key in wanted}) == GuildSettings()


def test_roles_of_one_tier_are_changed_without_touching_those_of_others() -> None:
    held = GuildSettings(tiers={HOST: "host", MODERATOR: "staff"})
    assert changed(held, **{"tiers.host": []}) == {"tiers": {MODERATOR: "staff"}}
    moved = changed(held, **{"tiers.host": [], "tiers.captain": [HOST]})
    assert moved == {"tiers": {HOST: "captain", MODERATOR: "staff"}}
    with pytest.raises(Invalid, match=r"^tiers\.captain: a role means one tier"):
        changed(held, **{"tiers.captain": [HOST]})


def test_a_number_that_is_missing_is_said_beside_its_field() -> None:
    with pytest.raises(Invalid, match=r"^inactive_days: write a number here"):
        changed(inactive_days="")
    with pytest.raises(Invalid, match="nothing was changed"):
        changed(seen="3")


def recounting(**changes: Any) -> Any:
    read = a_settings_read()
    job = Job(
        id=1,
        kind="recount",
        guild=read.guild,
        state="running",
        asked_at=NOW,
        told={"changes": {"time_zone": "Asia/Kolkata"}, "by": "#4", "member_no": 4},
        done=45,
        total=100,
    )
    shown = attrs.evolve(read.shown, recounting=attrs.evolve(job, **changes))
    return settings(attrs.evolve(read, shown=shown), HERE)


def test_a_past_that_is_counted_again_says_how_far_it_is_and_what_holds_meanwhile() -> None:
    said = text(recounting())
    assert "Time zone Asia/Kolkata: the past is being counted again. 45% is done." in said
    assert "until then days are those of Europe/Rome" in said
    assert "counted again in a moment" in text(recounting(state="waiting"))
    assert "counted again" not in text(settings(a_settings_read(), HERE))


def test_a_recount_that_failed_says_why_and_that_nothing_was_changed() -> None:
    said = text(recounting(state="failed", problem="the raw records up to 2026-01-01 are gone"))
    assert "the raw records up to 2026-01-01 are gone" in said and "Nothing was changed" in said
    assert "\u202e" not in text(recounting(state="failed", problem="an \u202eerror"))
