"""Lists are walked through without anybody being told twice, or left out; and only what is new is sent."""

import base64
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapters.http_api.api.cursors import cursor, place_of
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_NUMBER
from tests.builders.activities import GUILD
from tests.unit.http_api.api.programs import G, Village


async def _walk(program, path, what, key, *, between=None):
    seen, pages, following = [], 0, ""
    while following is not None:
        page = (await program.get(f"{G}{path}{following}")).json()
        seen += [one[key] for one in page[what]]
        following = page["next"] and f"&cursor={page['next']}"
        pages += 1
        assert pages < 50
        if between is not None:
            await between(pages)
    return seen, pages


async def test_every_member_is_listed_once_while_others_join():
    village = await Village.built()

    async def join(page):
        if page <= 3:
            await village.write(10 + page)
            await village.use_cases.sheets.look(GUILD)

    async with village.program() as program:
        seen, pages = await _walk(program, "/members?limit=2", "members", "member", between=join)
    assert seen == [str(number) for number in range(8)] and pages == 4


async def test_the_highest_scores_come_first_and_equals_by_number():
    village = await Village.built()
    await village.write(6, 3)
    async with village.program() as program:
        seen, _ = await _walk(program, "/members?limit=1&sort=score", "members", "name")
    assert seen == ["Person 1", "Person 2", "Person 3", "Person 6", "Person 4", "Person 5"]


async def test_a_member_is_found_by_number_and_by_discord_id():
    village = await Village.built()
    async with village.program() as program:
        by_number = (await program.get(f"{G}/members/0")).json()
        by_id = (await program.get(f"{G}/members/{by_number['discord_id']}")).json()
    assert by_number == by_id and by_number["name"] == "Person 1"


async def test_what_did_not_change_is_not_sent_again_and_what_did_is():
    village = await Village.built()
    async with village.program() as program:
        for path in ("/kpis", "/kpis/wam", "/members", "/leaderboard", "/events", "/retention"):
            first = await program.get(G + path)
            known = {"if-none-match": f'"other", {first.headers["etag"]}'}
            again = await program.get(G + path, headers=known)
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["etag"] == first.headers["etag"]
            assert "ratelimit-remaining" in again.headers
        known = {"if-none-match": (await program.get(f"{G}/leaderboard")).headers["etag"]}
        village.clock.at += timedelta(seconds=30)
        assert (await program.get(f"{G}/leaderboard", headers=known)).status_code == 304
        await village.write(2, 9)
        await village.use_cases.sheets.look(GUILD)
        new = await program.get(f"{G}/leaderboard", headers=known)
    assert new.status_code == 200 and new.json()["places"][0]["person"]["name"] == "Person 2"


async def test_whoever_may_not_read_names_is_not_given_the_answer_of_who_may():
    village = await Village.built()
    async with village.program("read:kpis") as may_not, village.program() as may:
        first = (await may.get(f"{G}/kpis/dau/receipt")).json()
        second = (await may_not.get(f"{G}/kpis/dau/receipt")).json()
    assert first["behind"]["first"] and not second["behind"]["first"]


async def test_what_is_kept_is_given_only_to_who_asks_the_very_same():
    village = await Village.built()
    async with village.program() as program:
        assert (await program.get(f"{G}/kpis/wam")).status_code == 200
        for odd in ("wa%0Am", "wam%3F", "wam%09", "wam%23"):
            assert (await program.get(f"{G}/kpis/{odd}")).status_code == 404, odd


async def test_an_erased_member_is_named_by_nobody_at_once():
    village = await Village.built()
    async with village.program() as program:
        assert "Person 1" in (await program.get(f"{G}/members")).text
        await village.use_cases.forget(GUILD, "#0", COMMAND_LINE)
        await village.use_cases.sheets.look(GUILD)
        for path in ("/members", "/leaderboard", "/members/0", "/kpis/dau/receipt"):
            assert "Person 1" not in (await program.get(G + path)).text, path


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_any_text_as_a_cursor_is_a_place_or_refused(text):
    try:
        found = place_of(text, str, int)
    except Invalid:
        return
    assert found is not None and [type(one) for one in found] == [str, int]


@given(
    st.sampled_from(["number", "score"]),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, MAX_NUMBER),
)
def test_a_place_is_read_back_from_its_cursor(sort, score, number):
    assert place_of(cursor(sort, score, number), str, (int, float, type(None)), int) == [sort, score, number]
