"""The front door's rules: one case at least for each reason, and what the cleaning keeps and drops."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import (
    EVENTS,
    KINDS,
    MEMBER_LEFT,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    RSVPS,
    UNDONE,
    Activity,
    Person,
)
from domain.community.log.admission import (
    DETAILS,
    EMOJI,
    FLAGS,
    REASONS,
    AdmissionRules,
    Door,
    canonical,
    clean_name,
    clean_text,
    refusal,
    settled_time,
)
from domain.community.log.words import WORDS
from domain.kernel.ids import MAX_ID, first_snowflake_at, snowflake_instant
from tests.builders.activities import (
    DAY,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    an_activity,
    message_id,
)
from tests.unit.domain.community.log.plain import PLAIN, changed

RULES = AdmissionRules()
NOW = TIME_ZERO
DOOR = Door.at(NOW, RULES)
TOO_LATE = NOW + RULES.clock_skew + timedelta(microseconds=1)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_plain_activity_of_each_kind_enters(kind: str) -> None:
    assert refusal(PLAIN[kind], DOOR) is None


REFUSED: list[tuple[str, Activity]] = [
    ("unknown_kind", changed(MESSAGE, kind="member_danced")),
    ("unknown_kind", changed(MESSAGE, kind="")),
    ("unknown_schema", changed(MESSAGE, schema=2)),
    ("unknown_schema", changed(MESSAGE, schema=0)),
    ("before_discord", changed(MEMBER_LEFT, occurred_at=datetime(2014, 12, 31, 23, 59, 59, tzinfo=UTC))),
    ("before_discord", changed(MESSAGE, occurred_at=datetime(1, 1, 1, tzinfo=UTC))),
    ("in_the_future", changed(MEMBER_LEFT, occurred_at=TOO_LATE)),
    ("in_the_future", changed(MESSAGE, occurred_at=datetime(9999, 12, 31, tzinfo=UTC))),
    # The id says when a message was, and a reaction received is dated at its message.
    ("in_the_future", changed(MESSAGE, subject=message_id(TOO_LATE + MINUTE))),
    ("in_the_future", changed(REACTION, subject=MAX_ID)),
    ("in_the_future", changed(REACTIONS_SEEN, subject=MAX_ID)),
    ("in_the_future", changed(REACTION, subject=MAX_ID, namespace="forum")),
    ("id_out_of_range", changed(MESSAGE, guild=0)),
    ("id_out_of_range", changed(MESSAGE, guild=-5)),
    ("id_out_of_range", changed(MESSAGE, guild=MAX_ID + 1)),
    ("id_out_of_range", changed(MESSAGE, channel=0)),
    ("id_out_of_range", changed(MESSAGE, parent=2**70)),
    ("id_out_of_range", changed(MESSAGE, parent=0)),
    ("id_out_of_range", changed(MESSAGE, subject=0)),
    ("id_out_of_range", changed(MESSAGE, subject=MAX_ID + 1)),
    ("bad_natural_id", changed(MEMBER_LEFT, natural_id="")),
    ("bad_natural_id", changed(MEMBER_LEFT, natural_id="x" * 201)),
    ("bad_person_id", changed(MESSAGE, person=Person(id=""))),
    ("bad_person_id", changed(MESSAGE, person=Person(id="x" * 201))),
    ("bad_person_id", changed(MESSAGE, person=Person(id="1", source=""))),
    ("bad_person_id", changed(MESSAGE, person=Person(id="1\x00"))),
    ("bad_person_id", changed(MESSAGE, toward=Person(id="\ud800"))),
    ("nobody_did_it", changed(MESSAGE, person=None)),
    ("nobody_did_it", changed(REACTION, person=None)),
    ("nobody_did_it", changed("voice_left", person=None)),
    ("no_message_id", changed(MESSAGE, subject=None)),
    ("no_message_id", changed(REACTION, subject=None)),
    ("no_message_id", changed(REACTIONS_SEEN, subject=None, namespace="forum")),
    ("bad_number", changed(MESSAGE, details={"type": -1})),
    ("bad_number", changed(MESSAGE, details={"length": 10_000_001})),
    ("bad_number", changed(MESSAGE, details={"length": 10**400})),
    ("bad_number", changed(MESSAGE, details={"mentions": True})),
    ("bad_number", changed(MESSAGE, details={"attachments": "2"})),
    ("bad_number", changed(MESSAGE, details={"length": float("nan")})),
    ("bad_number", changed(MESSAGE, details={"type": 0.0})),
    ("bad_number", changed(MESSAGE, details={"type": {"a": [0]}})),
    ("bad_number", changed(REACTIONS_SEEN, details={"emoji": "🎉"})),
    ("bad_number", changed(REACTIONS_SEEN, details={"emoji": "🎉", "count": None})),
    ("bad_emoji", changed(REACTION, details={})),
    ("bad_emoji", changed(REACTION, details={"emoji": None})),
    ("bad_emoji", changed(REACTION, details={"emoji": ""})),
    ("bad_emoji", changed(REACTION, details={"emoji": "thumbsup"})),
    ("bad_emoji", changed(REACTION, details={"emoji": "🎉 🎉"})),
    ("bad_emoji", changed(REACTION, details={"emoji": "🎉\n"})),
    ("bad_emoji", changed(REACTION, details={"emoji": "🎉" * 33})),
    ("bad_emoji", changed(REACTION, details={"emoji": 5})),
    ("bad_emoji", changed(REACTION, details={"emoji": ["🎉"]})),
    # No letters of any script: many write whole sentences without a space.
    ("bad_emoji", changed(REACTION, details={"emoji": "привет"})),
    ("bad_emoji", changed(REACTION, details={"emoji": "明日の夜に会いましょう"})),
    ("bad_emoji", changed(REACTION, details={"emoji": "สวัสดี"})),
    ("bad_flag", changed("voice_state", details={})),
    ("bad_flag", changed("voice_state", details={"deaf": 1})),
    ("bad_flag", changed("voice_state", details={"afk": "yes"})),
    ("bad_flag", changed(MESSAGE, details={"alone": True})),
    ("bad_way_out", changed(MEMBER_LEFT, details={"how": "in tears"})),
    ("bad_way_out", changed(MEMBER_LEFT, details={"how": ["left"]})),
    ("bad_way_out", changed(MEMBER_LEFT, details={"how": 1})),
    *(("nobody_did_it", changed(kind, person=None)) for kind in ("command_run", "role_given", "rsvp_added")),
    *(("no_message_id", changed(kind, subject=None)) for kind in sorted(UNDONE)),
    ("nobody_did_it", changed("voice_state", person=None)),
    *(("no_event_id", changed(kind, subject=None)) for kind in (*sorted(EVENTS), *sorted(RSVPS))),
    ("no_event_id", changed("rsvp_added", subject=None, namespace="forum")),
]


@pytest.mark.parametrize(("reason", "activity"), REFUSED)
def test_what_cannot_enter_is_refused_for_its_reason(reason: str, activity: Activity) -> None:
    assert refusal(activity, DOOR) == reason


def test_each_reason_of_the_rules_has_a_case_and_words_for_people() -> None:
    elsewhere = {"sealed", "unreadable", "not_stored"}
    words = {word.reason for word in WORDS.values()} - {"bad_way_out"}  # in test_words.py
    assert {reason for reason, _ in REFUSED} == set(REASONS) - elsewhere - words
    assert all(len(words) > 10 for words in REASONS.values())


@pytest.mark.parametrize(
    "activity",
    [
        changed(MEMBER_LEFT, occurred_at=datetime(2015, 1, 1, tzinfo=UTC)),
        changed(MEMBER_LEFT, occurred_at=NOW + RULES.clock_skew),
        changed(MESSAGE, occurred_at=NOW + DAY, subject=message_id(NOW + DAY)),
        changed(MESSAGE, natural_id="x" * 200, guild=MAX_ID, channel=MAX_ID, parent=MAX_ID),
        changed(MESSAGE, natural_id="x", guild=1, channel=1, parent=1, subject=1, person=Person(id="x")),
        changed(MESSAGE, person=Person(id="x" * 200, source="forum", name="\x00\ud800" * 500)),
        changed(MESSAGE, subject=None, namespace="forum"),
        changed(MESSAGE, details={}),
        changed(MESSAGE, details={"type": None, "length": 10_000_000, "emoji": None, "how": None}),
        changed(MESSAGE, details={"content": "dropped", "poll": {"deep": ["er"]}}),
        changed(MEMBER_LEFT, details={"how": "banned"}),
        changed(REACTIONS_SEEN, details={"emoji": "🎉", "count": 0}),
    ],
)
def test_what_is_just_within_the_bounds_enters(activity: Activity) -> None:
    assert refusal(activity, DOOR) is None


@pytest.mark.parametrize(
    "emoji",
    [
        *(
            "🎉",
            "❤️",
            "❤",
            "👍🏽",
            "👩‍👩‍👧‍👦",
            "🧑🏿‍❤️‍💋‍🧑🏻",
            "🇮🇹",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "#️⃣",
            "9️⃣",
            "©️",
            "™️",
            "ℹ️",
            "Ⓜ️",
            "🅰️",
            "㊗️",
        ),
        *("🔟", "💯", "‼️", "〰️", "🀄", "175928847299117063", "100000000000000000", "?18446744073709551615"),
    ],
)
def test_emojis_and_ids_of_custom_ones_pass(emoji: str) -> None:
    assert EMOJI.match(emoji)
    assert refusal(changed(REACTION, details={"emoji": emoji}), DOOR) is None


DEEP: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from([*sorted(DETAILS), "content", "embeds"]), DEEP),
    st.none() | st.integers(),
    st.text(max_size=5),
)
def test_whatever_the_details_hold_they_are_let_in_clean_or_refused(
    kind: str, details: dict[str, Any], number: int | None, text: str
) -> None:
    activity = attrs.evolve(PLAIN[kind], details=details, channel=number, natural_id=text)
    reason = refusal(activity, DOOR)
    if reason is None:
        kept = json.loads(canonical(details))
        assert set(kept) <= DETAILS
        assert all(
            type(value) is (bool if name in FLAGS else int)
            or EMOJI.match(value)
            or WORDS[name].form.fullmatch(value)
            for name, value in kept.items()
        )
    else:
        assert reason in REASONS


@given(
    st.dictionaries(
        st.sampled_from(sorted(DETAILS)), st.none() | st.integers() | st.sampled_from(["🎉", '"\\'])
    )
)
def test_details_are_json_that_depends_on_what_they_say_alone(details: dict[str, Any]) -> None:
    kept = {name: value for name, value in details.items() if value is not None}
    assert json.loads(canonical(details)) == kept
    assert canonical(details) == canonical(dict(reversed(details.items()))) == canonical(kept)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada", "Ada"),
        ("  Ada  ", "Ada"),
        ("Ada\nLovelace\t!", "Ada Lovelace !"),
        ("a\u2028b\u2029c", "a b c"),
        ("a\x00b", "a\ufffdb"),
        ("x" * 99 + " y", "x" * 99),
        ("half \ud83d an emoji", "half \ufffd an emoji"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("@everyone", "@everyone"),
        ("\u202eevil\u2066 twin\u202c", "evil twin"),
        ("x" * 500, "x" * 100),
        ("", None),
        (" \n ", None),
        (None, None),
    ],
)
def test_a_name_fits_on_one_line_and_in_the_database(name: str | None, shown: str | None) -> None:
    assert clean_name(name, RULES) == shown


@given(st.text(alphabet=st.characters(), max_size=150))
def test_a_cleaned_name_is_clean_already(name: str) -> None:
    once = clean_name(name, RULES)
    assert clean_name(once, RULES) == once
    assert once is None or (
        0 < len(once) <= 100 and once.encode() and "\x00" not in once and once == once.strip()
    )
    assert "\x00" not in clean_text(name) and clean_text(name).encode() is not None


@pytest.mark.parametrize(
    ("activity", "at", "inferred"),
    [
        (a_message(occurred_at=TIME_ZERO + DAY, inferred=True), TIME_ZERO, False),
        (a_message(namespace="forum", occurred_at=TIME_ZERO + DAY, inferred=True), TIME_ZERO + DAY, True),
        (a_reaction(a_message(), at=TIME_ZERO + DAY, inferred=True), TIME_ZERO + DAY, True),
        (an_activity("member_joined", TIME_ZERO, person=a_person()), TIME_ZERO, False),
    ],
)
def test_a_message_of_discord_was_when_its_id_says(activity: Activity, at: datetime, inferred: bool) -> None:
    assert settled_time(activity) == (at, inferred)


@given(st.integers(-3, 3), st.integers(0, 2**22 - 1), st.integers(0, 999))
def test_an_id_is_too_late_exactly_when_its_instant_is(away: int, rest: int, micros: int) -> None:
    now = NOW + timedelta(microseconds=micros)
    subject = first_snowflake_at(now + RULES.clock_skew + timedelta(milliseconds=away)) + rest
    late = snowflake_instant(subject) > now + RULES.clock_skew
    activity = changed(REACTION, subject=subject)
    assert (refusal(activity, Door.at(now, RULES)) == "in_the_future") == late
