"""Details that are words: each in its form and where it belongs, and nothing that somebody wrote."""

from datetime import timedelta

import pytest

from domain.community.log.activity import MESSAGE, Activity
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.community.log.words import WORDS
from domain.kernel.ids import MAX_ID
from tests.builders.activities import TIME_ZERO
from tests.unit.domain.community.log.plain import changed

DOOR = Door.at(TIME_ZERO + timedelta(days=1), AdmissionRules())
A_RUN = {"command": "profile", "outcome": "ok"}
REFUSED: list[tuple[str, Activity]] = [
    ("bad_number", changed("command_run", details=A_RUN | {"latency_ms": "fast"})),
    *(
        ("bad_command", changed("command_run", details=A_RUN | {"command": command}))
        for command in (
            None,
            "",
            "Profile",
            "event create",
            "/profile",
            "x" * 33,
            "a..b",
            "a.b.c.d",
            "\n",
            "profile\n",
            5,
        )
    ),
    *(
        ("bad_options", changed("command_run", details=A_RUN | {"options": options}))
        for options in (
            "",
            "a b",
            "title=Hello world",
            "x" * 33,
            "a=",
            "=b",
            "a,",
            5,
            ",".join("abcdefghijklm"),
        )
    ),
    *(
        ("bad_outcome", changed("command_run", details=A_RUN | {"outcome": outcome}))
        for outcome in (None, "", "OK", "okay", "failed: no such member", True)
    ),
    *(
        ("bad_error", changed("command_run", details=A_RUN | {"error": error}))
        for error in (
            "",
            "no such member",
            "Timeout!",
            "9Lives",
            "x" * 65,
            "TimeoutError\n",
            ["TimeoutError"],
        )
    ),
    *(
        ("bad_role", changed(kind, details={"role": role}))
        for kind in ("role_given", "role_taken")
        for role in (None, "", "host", "0", "007", "-1", "1.5", 5, str(MAX_ID + 1), "1" * 20, "٣")
    ),
    ("bad_role", changed("role_given", details={})),
    *(
        ("bad_invite", changed("member_joined", details={"invite": code}))
        for code in ("", "x", "x" * 33, "meet me", "caffè", "discord.gg/x", "abc\n", 7)
    ),
    ("bad_invite", changed("invite_created", details={})),
    *(
        ("bad_start", changed("event_scheduled", details={"starts": starts}))
        for starts in ("", "soon", "2026-03-14", "2026-03-14T18:00:00+01:00", "2026-03-14T18:00:00Z\n", 7)
    ),
    *(
        ("bad_answer", changed(kind, subject=5, details={"answer": answer}))
        for kind in ("rsvp_added", "rsvp_removed")
        for answer in ("", "yes", "Going", "going\n", "I would love to", True, 1)
    ),
    # A word stands only where its kind has such a word: elsewhere it would be somebody's.
    *(
        (reason, changed(MESSAGE, details={name: word}))
        for reason, name, word in (
            ("bad_command", "command", "profile"),
            ("bad_options", "options", "window=7d"),
            ("bad_outcome", "outcome", "ok"),
            ("bad_error", "error", "TimeoutError"),
            ("bad_role", "role", "5"),
            ("bad_answer", "answer", "going"),
            ("bad_invite", "invite", "arena"),
            ("bad_start", "starts", "2026-03-14T18:00:00Z"),
        )
    ),
]


@pytest.mark.parametrize(("reason", "activity"), REFUSED)
def test_a_word_of_another_form_or_in_another_place_is_refused(reason: str, activity: Activity) -> None:
    assert refusal(activity, DOOR) == reason


def test_each_word_has_a_case() -> None:
    reasons = {reason for reason, _ in REFUSED} - {"bad_number"}
    assert reasons == {word.reason for word in WORDS.values()} - {"bad_way_out"}


@pytest.mark.parametrize(
    "activity",
    [
        changed("command_run", details=A_RUN | {"latency_ms": 0, "error": None}),
        changed("command_run", details=A_RUN | {"error": "app_commands.MissingPermissions"}),
        *(
            changed("command_run", details=A_RUN | {"command": name})
            for name in (
                "x" * 32,
                "top-10",
                "who's_who",
                "профиль",
                "プロフィール",
                "प्रोफ़ाइल",
                "โปรไฟล์",
                "größe",
                "event.create",
                "settings.roles.add",
            )
        ),
        changed("command_run", details=A_RUN | {"options": "window=30d,member,last=true,share=0.5"}),
        changed("role_given", details={"role": str(MAX_ID)}),
        changed("role_taken", details={"role": "1"}),
        *(changed("member_joined", details={"invite": code}) for code in ("hTKzmak", "go", "the-arena")),
        changed("member_joined", details={"invite": None}),
        changed("event_updated", details={"starts": "2026-03-14T18:00:00Z"}),
    ],
)
def test_a_word_of_its_form_enters(activity: Activity) -> None:
    assert refusal(activity, DOOR) is None
