"""An event as a message: within Discord's limits, nothing typed has effect, nobody is called unasked."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.events.message import MOST_CALLED, announcement, buttons, calls, card
from domain.community.events.event import Status
from domain.community.outbox.wanted import Announced, Called
from tests.builders.activities import HOUR, TIME_ZERO

NAMES = {number: str(2**62 + number) for number in range(1000)}
ANNOUNCED = st.builds(
    Announced,
    event=st.integers(1, 2**63 - 1),
    title=st.text(min_size=1, max_size=100),
    type=st.text(max_size=32),
    description=st.text(max_size=1000),
    starts_at=st.just(TIME_ZERO),
    ends_at=st.sampled_from([None, TIME_ZERO + HOUR]),
    channels=st.lists(st.integers(2**62, 2**63 - 1), max_size=25).map(tuple),
    place=st.text(max_size=100),
    hosts=st.lists(st.integers(0, 999), max_size=25).map(tuple),
    status=st.sampled_from(Status),
    going=st.integers(0, 10**6),
    waiting=st.integers(0, 10**6),
    interested=st.integers(0, 10**6),
    capacity=st.one_of(st.none(), st.integers(1, 100_000)),
)


@given(ANNOUNCED)
def test_every_announcement_is_within_discords_limits_and_calls_nobody(event: Announced) -> None:
    message = announcement(event, NAMES)
    assert message["allowed_mentions"] == {"parse": []}
    assert message["content"] == ""
    (embed,) = message["embeds"]
    assert 0 < len(embed["title"]) <= 256
    assert len(embed.get("description", "")) <= 4096
    assert all(0 < len(one["value"]) <= 1024 for one in embed["fields"])
    assert all(len(each["custom_id"]) <= 100 for row in message["components"] for each in row["components"])


def an_event(**more: object) -> Announced:
    usual: dict[str, object] = {
        "event": 7,
        "title": "Trivia *night* [here](https://example.org) @everyone <@1>",
        "type": "",
        "description": "",
        "starts_at": TIME_ZERO,
        "ends_at": None,
        "channels": (),
        "place": "",
        "hosts": (),
        "status": Status.PLANNED,
        "going": 0,
        "waiting": 0,
        "interested": 0,
        "capacity": None,
    }
    return Announced(**(usual | more))  # type: ignore[arg-type]


def test_what_somebody_typed_as_a_title_is_nothing_but_text() -> None:
    title = card(an_event(), NAMES)["title"]
    assert "\\*night\\*" in title
    assert "<@1>" not in title
    assert "@everyone" not in title
    assert "](" not in title


def test_no_link_in_a_description_hides_where_it_leads() -> None:
    said = card(an_event(description="[free gifts](https://evil.example)"), NAMES)["description"]
    assert "](" not in said and "https://evil.example" in said


def test_a_title_turns_no_line_of_ours_around() -> None:
    event = Called(
        event=1, title="x\u202e\u2066", starts_at=TIME_ZERO, channels=(), place="\u202d", people=(1,)
    )
    (call,) = calls(event, NAMES)
    assert call["content"].startswith("**x** begins <t:")


def test_buttons_are_there_as_long_as_somebody_can_answer() -> None:
    assert [bool(buttons(an_event(status=status))) for status in Status] == [True, True, False, False]


@given(st.integers(0, 1000))
def test_reminders_call_exactly_those_who_go_within_discords_limits(count: int) -> None:
    people = tuple(range(count))
    wanted = Called(
        event=7,
        title="Trivia",
        starts_at=TIME_ZERO + timedelta(hours=1),
        channels=(2**62,),
        place="",
        people=people,
    )
    sent = calls(wanted, NAMES)
    called = [one for message in sent for one in message["allowed_mentions"]["users"]]
    assert called == [NAMES[one] for one in people[:MOST_CALLED]]
    for message in sent:
        assert message["allowed_mentions"]["parse"] == []
        assert len(message["content"]) <= 2000
        assert len(message["allowed_mentions"]["users"]) <= 100
        assert all(f"<@{one}>" in message["content"] for one in message["allowed_mentions"]["users"])
