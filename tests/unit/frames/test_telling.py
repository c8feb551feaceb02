"""What each frame tells: tables of frames and the activities that they become."""

from datetime import timedelta
from typing import Any

import attrs
import pytest

from domain.community.log.activity import Activity, Person
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import milliseconds
from tests.builders.activities import TIME_ZERO
from tests.unit.frames.sent.listener import Listener, activities, tells
from tests.unit.frames.sent.places import (
    DELETED,
    DELETED_IN_BULK,
    EVERY,
    audited,
    channel,
    interaction,
    invite,
    thread,
)
from tests.unit.frames.sent.talk import (
    ADA,
    BEN,
    BOT,
    CHANNEL,
    CLEO,
    CUSTOM,
    GUILD,
    HOOK,
    MESSAGE,
    RUN,
    THREAD,
    Json,
    answer_to_command,
    message,
    reaction,
    reaction_gone,
    reply,
    stamp,
    user,
)

QUEEN, BIG_BEN = Person(id=str(ADA), name="Queen Ada"), Person(id=str(BEN), name="Big Ben")
ROBOT = Person(id=str(BOT), name="robot", bot=True)


def _message(person: Person, **parts: Any) -> Activity:
    details = {"type": 0, "length": 19, "mentions": 0, "attachments": 1, **parts.pop("details", {})}
    at = snowflake_instant(MESSAGE)
    return tells(
        "message", str(MESSAGE), person=person, subject=MESSAGE, occurred_at=at, details=details, **parts
    )


_EVENT_CREATE = {
    "id": "1",
    "name": "event",
    "type": 1,
    "options": [{"name": "create", "type": 1, "options": [{"name": "title", "type": 3, "value": "secret"}]}],
}


def _ran(person: Person, command: str, **details: Any) -> Activity:
    told = {"command": command, "outcome": "ok", **details}
    return tells("command_run", str(RUN), person=person, occurred_at=snowflake_instant(RUN), details=told)


def _begun(person: Person, command: str) -> Activity:
    """Until the bot tells how it ended, it is taken for interrupted."""
    return attrs.evolve(_ran(person, command, outcome="failed", error="Interrupted"), inferred=True)


def _reacted(emoji: str = "🎉", by: Person = BIG_BEN) -> Activity:
    return tells(
        "reaction",
        f"{MESSAGE}:{by.id}:{emoji}",
        person=by,
        subject=MESSAGE,
        toward=Person(id=str(ADA)),
        details={"emoji": emoji},
    )


def _undone(kind: str, natural_id: str = "abc:1", **parts: Any) -> Activity:
    return tells(kind, natural_id, **{"subject": MESSAGE, **parts})


EDITED = TIME_ZERO + timedelta(seconds=9)
TELLS: list[tuple[str, Json, list[Activity]]] = [
    ("MESSAGE_CREATE", message(), [_message(QUEEN)]),
    ("MESSAGE_CREATE", message(member=None), [_message(Person(id=str(ADA), name="Ada"))]),
    (
        "MESSAGE_CREATE",
        message(mentions=[user(BEN), user(CLEO)], attachments=[], type=7, content=""),
        [_message(QUEEN, details={"type": 7, "length": 0, "mentions": 2, "attachments": 0})],
    ),
    ("MESSAGE_CREATE", message(type=4_000), [_message(QUEEN, details={"type": 255})]),
    ("MESSAGE_CREATE", message(type=-1), [_message(QUEEN, details={"type": 255})]),
    ("MESSAGE_CREATE", reply(), [_message(QUEEN, toward=Person(id=str(BEN)), details={"type": 19})]),
    (
        "MESSAGE_CREATE",
        {**reply(), "referenced_message": {"webhook_id": str(HOOK), "author": user(HOOK, bot=False)}},
        [_message(QUEEN, toward=Person(id=str(HOOK), bot=True), details={"type": 19})],
    ),
    ("MESSAGE_CREATE", {**reply(), "referenced_message": None}, [_message(QUEEN, details={"type": 19})]),
    # A forward refers to a message too, and answers nobody.
    ("MESSAGE_CREATE", {**reply(), "type": 0}, [_message(QUEEN)]),
    (
        "MESSAGE_CREATE",
        message(HOOK, member=None, webhook_id=str(HOOK), author=user(HOOK, bot=False)),
        [_message(Person(id=str(HOOK), name="hook", bot=True))],
    ),
    (
        "MESSAGE_CREATE",
        answer_to_command(member=None),
        [_message(ROBOT, details={"type": 20}), _ran(BIG_BEN, "rank")],
    ),
    (
        "MESSAGE_CREATE",
        {**answer_to_command(member=None), "interaction": None},
        [_message(ROBOT, details={"type": 20}), _ran(Person(id=str(BEN)), "rank")],
    ),
    # The answer to a button, and a later message about the same command.
    (
        "MESSAGE_CREATE",
        answer_to_command(member=None)
        | {"interaction": None, "interaction_metadata": {"id": "5", "type": 3}},
        [_message(ROBOT, details={"type": 20})],
    ),
    ("MESSAGE_CREATE", {**answer_to_command(member=None), "type": 0}, [_message(ROBOT)]),
    (
        "MESSAGE_UPDATE",
        message(edited_timestamp=stamp(EDITED)),
        [_undone("message_edited", f"{MESSAGE}:{milliseconds(EDITED)}", person=QUEEN, occurred_at=EDITED)],
    ),
    ("MESSAGE_DELETE", DELETED, [_undone("message_deleted", str(MESSAGE))]),
    (
        "MESSAGE_DELETE_BULK",
        DELETED_IN_BULK,
        [_undone("message_deleted", str(one), subject=one) for one in (MESSAGE, MESSAGE + 1)],
    ),
    ("MESSAGE_REACTION_ADD", reaction(), [_reacted()]),
    ("MESSAGE_REACTION_ADD", reaction(member=None), [_reacted(by=Person(id=str(BEN)))]),
    ("MESSAGE_REACTION_ADD", reaction(emoji={"id": str(CUSTOM), "name": None}), [_reacted(str(CUSTOM))]),
    (
        "MESSAGE_REACTION_REMOVE",
        reaction_gone("user_id", "emoji"),
        [_undone("reaction_removed", person=Person(id=str(BEN)), details={"emoji": "🎉"})],
    ),
    ("MESSAGE_REACTION_REMOVE_ALL", reaction_gone(), [_undone("reaction_removed")]),
    (
        "MESSAGE_REACTION_REMOVE_EMOJI",
        reaction_gone("emoji"),
        [_undone("reaction_removed", details={"emoji": "🎉"})],
    ),
    (
        "INTERACTION_CREATE",
        interaction(),
        [_begun(BIG_BEN, "profile.show")],
    ),
    ("INTERACTION_CREATE", interaction(3), []),
    ("INTERACTION_CREATE", interaction(4), []),
    (
        "INTERACTION_CREATE",
        interaction(data=_EVENT_CREATE),
        [_begun(BIG_BEN, "event.create")],
    ),
    (
        "INTERACTION_CREATE",
        interaction(data={"id": "1", "name": "Report to Staff", "type": 3}),
        [_begun(BIG_BEN, "report-to-staff")],
    ),
    (
        "INVITE_CREATE",
        invite(created_at=stamp(EDITED)),
        [
            tells(
                "invite_created",
                f"hTKzmak:{milliseconds(EDITED)}",
                person=Person(id=str(CLEO)),
                occurred_at=EDITED,
                details={"invite": "hTKzmak"},
            )
        ],
    ),
    ("INVITE_CREATE", invite(code="come and see"), []),
    (
        "THREAD_CREATE",
        thread(MESSAGE, newly_created=True),
        [
            tells(
                "thread_created",
                str(MESSAGE),
                person=Person(id=str(BEN)),
                occurred_at=snowflake_instant(MESSAGE),
                channel=MESSAGE,
                parent=CHANNEL,
            )
        ],
    ),
    ("THREAD_CREATE", thread(), []),
    ("CHANNEL_CREATE", channel(), []),
    ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(1, options=None), []),
    ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(20, target_id=None), []),
]


@pytest.mark.parametrize(("name", "data", "expected"), TELLS)
def test_a_frame_tells_what_happened(name: str, data: Json, expected: list[Activity]) -> None:
    assert activities(Listener().hears(name, data)) == expected


@pytest.mark.parametrize(("name", "data"), EVERY)
def test_whatever_a_frame_tells_is_let_in(name: str, data: Json) -> None:
    door = Door.at(TIME_ZERO + timedelta(days=1), AdmissionRules())
    for one in activities(Listener(voice_details={GUILD}).hears(name, data)):
        assert refusal(one, door) is None, one


@pytest.mark.parametrize(
    ("name", "data"),
    [("THREAD_CREATE", thread()), ("THREAD_UPDATE", thread()), ("THREAD_LIST_SYNC", EVERY[29][1]), EVERY[22]],
)
def test_what_is_written_in_a_thread_names_the_channel_once_the_thread_is_known(
    name: str, data: Json
) -> None:
    listener = Listener()
    sent = message(channel_id=str(THREAD))
    assert [one.parent for one in activities(listener.hears("MESSAGE_CREATE", sent))] == [None]
    listener.hears(name, data)
    for kind, of_thread in (
        ("MESSAGE_CREATE", sent),
        ("MESSAGE_DELETE", {**DELETED, "channel_id": str(THREAD)}),
        ("MESSAGE_REACTION_ADD", reaction(channel_id=str(THREAD))),
        ("INTERACTION_CREATE", interaction(channel_id=str(THREAD))),
    ):
        told = activities(listener.hears(kind, of_thread))
        assert [(one.channel, one.parent) for one in told] == [(THREAD, CHANNEL)]


def test_a_thread_that_was_known_before_this_run_names_its_channel() -> None:
    listener = Listener()
    listener.reader.remember(GUILD, {THREAD: CHANNEL})
    told = activities(listener.hears("MESSAGE_CREATE", message(channel_id=str(THREAD))))
    assert [one.parent for one in told] == [CHANNEL]


def test_an_edit_and_a_delete_before_their_message_leave_it_to_count() -> None:
    listener = Listener()
    told = listener.hears("MESSAGE_DELETE", DELETED)
    told += listener.hears("MESSAGE_UPDATE", message(edited_timestamp=stamp(EDITED)))
    told += listener.hears("MESSAGE_CREATE", message())
    assert [one.kind for one in activities(told)] == ["message_deleted", "message_edited", "message"]
    assert activities(told)[-1] == _message(QUEEN)
