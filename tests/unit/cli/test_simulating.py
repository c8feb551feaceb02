"""`simulate`: files of a made-up community, without any store, and refusals that name the limits."""

import json

import pytest

from adapters.simulation.world.plan import DAYS, MEMBERS, RATES, SCENARIOS, USUAL_END

SMALL = ("--seed", "7", "--members", "50", "--days", "28")


def test_it_writes_both_files_and_says_what_to_do_with_them(community_os, tmp_path):
    ended = community_os("simulate", *SMALL, "--out", str(tmp_path / "new" / "folder"))
    assert ended.code == 0
    activities = tmp_path / "new" / "folder" / "activities.ndjson"
    truth = json.loads((tmp_path / "new" / "folder" / "truth.json").read_text())
    count = len(activities.read_text().splitlines())
    assert f"{count:,} activities of guild {truth['guild']}: {activities}" in ended.out
    assert truth["activities"]["sha256"] in ended.out
    assert f"ingest {activities}" in ended.err
    assert community_os.product.opened == 0


def test_what_was_written_can_be_ingested_and_asked(community_os, tmp_path):
    community_os("simulate", *SMALL, "--end", "2026-02-28", "--out", str(tmp_path))
    ended = community_os("ingest", str(tmp_path / "activities.ndjson"))
    assert ended.code == 0
    asked = community_os("top", "--window", "28d", "--as-of", "2026-02-28", "--json")
    names = {each["name"] for each in json.loads((tmp_path / "truth.json").read_text())["people"]}
    assert asked.code == 0
    assert any(name in asked.out for name in names)


def test_the_end_the_bustle_and_the_scenarios_are_as_wished(community_os, tmp_path):
    wishes = ("--end", "2024-05-01", "--rate", "150", "--scenario", "raid", "--scenario", "outage")
    community_os("simulate", *SMALL, *wishes, "--out", str(tmp_path))
    truth = json.loads((tmp_path / "truth.json").read_text())
    assert (truth["first_day"], truth["last_day"]) == ("2024-04-04", "2024-05-01")
    assert (truth["rate_percent"], truth["scenarios"]) == (150, ["raid", "outage"])


def test_help_names_the_limits_and_the_scenarios(community_os):
    said = " ".join(community_os("simulate", "--help").out.split())
    for low, high in (MEMBERS, DAYS, RATES):
        assert f"{low:,} to {high:,}" in said
    assert str(USUAL_END) in said
    assert all(name in said for name in SCENARIOS)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--members", "1000000"), 6, "from 50 to 100,000"),
        (("--members", "-5"), 6, "from 50 to 100,000"),
        (("--days", "5000"), 6, "from 28 to 1,100"),
        (("--rate", "100000"), 6, "from 10 percent to 300 percent"),
        (("--seed", "-1"), 2, "from 0 to 9,223,372,036,854,775,807"),
        (("--seed", "9" * 60), 2, "from 0 to 9,223,372,036,854,775,807"),
        (("--end", "soon"), 2, "write 2025-12-31"),
        (("--end", "1999-01-01"), 2, "2017-06-01 or later"),
        (("--scenario", "flood"), 2, "campaign, null-event, churn-wave, raid, outage"),
    ],
)
def test_what_cannot_be_simulated_is_refused_and_nothing_is_written(
    community_os, tmp_path, arguments, code, said
):
    ended = community_os("simulate", *SMALL, *arguments, "--out", str(tmp_path / "out"))
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert not (tmp_path / "out").exists()
