"""The arena: the same seed tells the same days, and the front door lets all of them in."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from adapters.simulation import CHANNELS, GUILD, Arena
from adapters.simulation.names import name_of
from domain.community.log.activity import KINDS, MEMBER_JOINED, MESSAGE, REACTION, VOICE_JOINED
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import day_number

FIRST = day_number(datetime(2026, 1, 5, tzinfo=UTC).date())
DAYS = range(FIRST, FIRST + 28)


def told(seed: int = 3, size: int = 80, days: range = DAYS) -> list:
    arena = Arena(seed, FIRST, size)
    return [activity for day in days for activity in arena.day(day)]


WHOLE = told()


def test_the_same_seed_tells_the_same_days():
    assert told() == WHOLE


def test_another_seed_tells_another_story():
    assert told(seed=4) != WHOLE


def test_a_day_is_the_same_whether_or_not_the_days_before_were_told():
    all_along, late = Arena(3, FIRST, 80), Arena(3, FIRST, 80)
    days = [all_along.day(day) for day in DAYS]
    assert late.day(DAYS[20]) == days[20]


def test_the_front_door_lets_everything_in():
    now = max(activity.occurred_at for activity in WHOLE)
    rules = AdmissionRules()
    everything = [*Arena(3, FIRST, 80).before(), *WHOLE]
    assert {refusal(activity, Door.at(now, rules)) for activity in everything} == {None}
    assert {activity.kind for activity in everything} <= set(KINDS)


def test_every_message_has_an_id_of_its_own_that_tells_its_time():
    messages = [activity for activity in WHOLE if activity.kind == MESSAGE]
    assert len({activity.subject for activity in messages}) == len(messages)
    assert all(snowflake_instant(activity.subject) == activity.occurred_at for activity in messages)


def test_answers_and_reactions_are_about_messages_that_were_written_before():
    written = {a.subject: a for a in WHOLE if a.kind == MESSAGE}
    for activity in WHOLE:
        if activity.kind == REACTION:
            message = written[activity.subject]
            assert activity.occurred_at > message.occurred_at
            assert activity.toward == message.person
            assert activity.person != message.person
            assert activity.channel == message.channel
    answers = [a for a in written.values() if a.toward is not None]
    assert 0.1 < len(answers) / len(written) < 0.5


def test_nobody_writes_before_they_have_joined():
    joined = {
        a.person.id: a.occurred_at for a in [*Arena(3, FIRST, 80).before(), *WHOLE] if a.kind == MEMBER_JOINED
    }
    for activity in WHOLE:
        if activity.kind == MESSAGE and not activity.person.bot:
            assert activity.occurred_at > joined[activity.person.id]


def test_it_has_evenings_and_weekends_as_communities_have():
    hours = Counter(a.occurred_at.hour for a in WHOLE if a.kind == MESSAGE)
    weekdays = Counter(a.occurred_at.weekday() for a in WHOLE if a.kind == MESSAGE)
    assert sum(hours[h] for h in (18, 19, 20, 21)) > 3 * sum(hours[h] for h in (5, 6, 7, 8))
    assert weekdays[5] > weekdays[0]
    assert any(a.kind == VOICE_JOINED for a in WHOLE)


def test_channels_differ_in_size_and_all_have_a_name():
    channels = Counter(a.channel for a in WHOLE if a.kind == MESSAGE)
    assert set(channels) <= set(CHANNELS)
    largest, smallest = max(channels.values()), min(channels.values())
    assert largest > 5 * smallest
    assert {a.guild for a in WHOLE} == {GUILD}


def test_a_few_carry_much_and_many_little():
    messages = Counter(a.person.id for a in WHOLE if a.kind == MESSAGE and not a.person.bot)
    top = sum(count for _, count in messages.most_common(len(messages) // 5))
    assert top > 0.5 * messages.total()


def test_people_come_and_go():
    kinds = Counter(a.kind for a in told(size=200))
    assert kinds["member_joined"] > 5
    assert kinds["member_left"] > 0


def test_no_two_people_have_one_name():
    assert len({name_of(person) for person in range(2000)}) == 2000


def test_the_members_of_the_start_came_before_anybody_listened():
    before = list(Arena(3, FIRST, 80).before())
    assert len(before) == 80
    start = datetime(2026, 1, 5, tzinfo=UTC)
    assert all(start - timedelta(days=600) < activity.occurred_at < start for activity in before)
