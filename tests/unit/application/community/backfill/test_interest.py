"""Who is interested in an event is read back after nobody listened, and once only."""

from application.community.backfill.backfill_guild import BackfillGuild
from domain.community.backfill.progress import Doing
from domain.community.events.answers import INTERESTED, NOT, Answer, answers
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED
from domain.community.spans import ANSWER
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, EVENT, GUILD, MINUTE, TIME_ZERO, a_person, of_event
from tests.builders.house import KEYS, House
from tests.unit.application.community.backfill.paper import PAGE, PaperDiscord

ADA, BEN, CLEO = (a_person(number) for number in (1, 2, 3))


class Hall:
    """A house, and a Discord on paper whose list of who is interested was not heard."""

    def __init__(self, *going: int) -> None:
        self.house = House.built()
        self.house.clock.at = TIME_ZERO + DAY
        self.discord = PaperDiscord(GUILD, {}, going={EVENT: set(going)})

    async def catches_up(self) -> None:
        house = self.house
        backfill = BackfillGuild(
            archive=self.discord, store=house.store, record=house.record, clock=house.clock, keys=KEYS
        )
        assert (await backfill(GUILD)).doing is Doing.DONE
        house.clock.at += MINUTE

    async def said(self) -> list[Answer]:
        async with self.house.store.reading(GUILD) as work:
            return answers(await work.spans.about(ANSWER, [EVENT]))

    async def entries(self) -> int:
        async with self.house.store.reading(GUILD) as work:
            return sum([len(page) async for page in work.log.pages()])


async def test_everybody_whom_discord_lists_is_interested_however_many_pages_they_are() -> None:
    people = [int(a_person(number).id) for number in range(2 * PAGE)]
    hall = Hall(*people)
    await hall.catches_up()
    assert [one.answer for one in await hall.said()] == [INTERESTED] * len(people)
    before = await hall.entries()
    await hall.catches_up()
    assert await hall.entries() == before, "what is known already is not told again"


async def test_who_is_not_on_the_list_any_more_took_it_back_and_a_button_stays() -> None:
    hall = Hall(int(BEN.id))
    await hall.house.told(
        *(of_event(RSVP_ADDED, TIME_ZERO, who) for who in (ADA, BEN, CLEO)),
        of_event(RSVP_REMOVED, TIME_ZERO + MINUTE, CLEO, details={"answer": NOT}),
    )
    await hall.catches_up()
    said = {one.member_no: one.answer for one in await hall.said()}
    ben, cleo = [await hall.house.number_of(one.id) for one in (BEN, CLEO)]
    assert said == {ben: INTERESTED, cleo: NOT}


async def test_what_was_heard_just_before_counts_from_then() -> None:
    hall = Hall(int(ADA.id))
    await hall.catches_up()
    await hall.house.told(of_event(RSVP_ADDED, TIME_ZERO, ADA))
    assert [one.since for one in await hall.said()] == [TIME_ZERO]


async def test_an_erased_member_is_not_told_of_again_and_again() -> None:
    hall = Hall(int(ADA.id))
    await hall.catches_up()
    await hall.house.forget(GUILD, ADA.id, COMMAND_LINE)
    before = await hall.entries()
    await hall.catches_up()
    assert await hall.entries() == before


async def test_an_event_that_the_bot_may_not_see_changes_nothing() -> None:
    hall = Hall()
    await hall.house.told(of_event(RSVP_ADDED, TIME_ZERO, ADA))
    hall.discord.hidden.add(EVENT)
    await hall.catches_up()
    assert [one.answer for one in await hall.said()] == [INTERESTED]
