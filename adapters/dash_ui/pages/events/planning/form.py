"""The form of an event: what it is, when, where, whose; the same to plan one and to change it."""

from datetime import datetime, timedelta
from typing import Any, Final

from adapters.dash_ui.acts import Asked, address
from adapters.dash_ui.components.drawing import Element, element
from adapters.dash_ui.components.forms import Bounds, Fields, dialog, form
from adapters.dash_ui.names import legible
from domain.community.events.plan import (
    LARGEST_CAPACITY,
    LONGEST_DESCRIPTION,
    LONGEST_MINUTES,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_TYPE,
    MOST_CHANNELS,
    MOST_HOSTS,
)
from domain.insights.events.calendar import Choices
from domain.insights.events.evening.parts import Evening
from domain.insights.overview import Person

PLAN: Final = "plan-event-dialog"
EDIT: Final = "edit-event-dialog"
CANCEL: Final = "cancel-event-dialog"
END: Final = "end-event-dialog"

_REPEATS: Final = (
    ("", "Does not repeat"),
    ("FREQ=WEEKLY", "Every week"),
    ("FREQ=WEEKLY;INTERVAL=2", "Every two weeks"),
    ("FREQ=MONTHLY", "Every month, on the same date"),
    ("FREQ=DAILY", "Every day"),
)
RULES: Final = frozenset(rule for rule, _ in _REPEATS)
_USUAL: Final = timedelta(hours=2)


def plan_dialog(choices: Choices, guild: int, zone_name: str, now: datetime) -> Element:
    """A new event; it opens tomorrow at the next full hour, for two hours."""
    fields = Fields("plan-event-form")
    starts = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=1, hours=1)
    inside = [
        *_what(fields, choices, "", "", ""),
        _two(*_times(fields, starts, starts + _USUAL, zone_name)),
        fields.choice(
            "repeats", "Repeats", _REPEATS, "", hint="At the same time of the clock, also in summer."
        ),
        *_where(fields, choices, guild, (), "", ()),
        _more(fields, choices.before_minutes, choices.minimum_minutes, None),
    ]
    asks = form("plan-event-form", address("events/plan", guild), inside, submit="Plan it", kind="dialog")
    return dialog(PLAN, "Plan an event", [asks], wide=True)


def edit_dialog(read: Evening) -> Element:
    """An event as it is planned, to be changed; of a series also all later ones."""
    fields, line = Fields("edit-event-form"), read.line
    begun, over = line.phase in ("now", "over"), line.phase == "over"
    times = [] if over else [_two(*_times(fields, *read.planned_ends, read.time_zone, begun=begun))]
    later = (
        [fields.switch("later", "Also change all later ones of the series", False)]
        if line.series is not None and not begun
        else []
    )
    inside = [
        fields.hidden("event", str(line.event_id)),
        fields.hidden("version", str(read.version)),
        *_what(fields, read.choices, line.title, line.type, read.description),
        *times,
        *_where(fields, read.choices, read.guild, read.channels, read.place, line.hosts),
        _more(fields, read.before_minutes, read.minimum_minutes, line.capacity, capacity=not over),
        *later,
    ]
    asks = form("edit-event-form", address("events/edit", read.guild), inside, submit="Save", kind="dialog")
    return dialog(EDIT, "Change the event", [asks], wide=True)


def cancel_dialog(read: Evening) -> Element:
    """To call it off: whoever said that they would come sees it in Discord."""
    fields, line = Fields("cancel-event-form"), read.line
    going = line.going + line.waiting
    words = f"{legible(line.title)} will not take place. " + (
        "Nobody has said so far that they would come." if not going else f"{going} said that they would come."
    )
    later = (
        [fields.switch("later", "Also all later ones: the series ends", False)]
        if line.series is not None
        else []
    )
    inside = [fields.hidden("event", str(line.event_id)), element("p", words), *later]
    asks = form(
        "cancel-event-form", address("events/cancel", read.guild), inside, submit="Call it off", kind="dialog"
    )
    return dialog(CANCEL, "Call the event off?", [asks])


def end_dialog(read: Evening) -> Element:
    """To end it: nobody can take that back, and who came is counted until then."""
    fields, line = Fields("end-event-form"), read.line
    words = (
        f"{legible(line.title)} is over from now on, and who is there is counted until now. "
        "It cannot be begun again."
    )
    inside = [fields.hidden("event", str(line.event_id)), element("p", words)]
    asks = form("end-event-form", address("events/end", read.guild), inside, submit="End it", kind="dialog")
    return dialog(END, "End the event now?", [asks])


def _what(fields: Fields, choices: Choices, title: str, kind: str, description: str) -> list[Element]:
    return [
        fields.text("title", "Title", title, longest=LONGEST_TITLE, required=True),
        fields.text(
            "type",
            "Type",
            kind,
            longest=LONGEST_TYPE,
            offers=choices.types,
            hint="Events of one type are compared.",
        ),
        fields.area("description", "Description", description, longest=LONGEST_DESCRIPTION, rows=3),
    ]


def _times(
    fields: Fields, starts: datetime, ends: datetime | None, zone_name: str, *, begun: bool = False
) -> list[Element]:
    start = [] if begun else [fields.moment("starts_at", "Starts", starts, zone_name)]
    return [*start, fields.moment("ends_at", "Ends", ends, zone_name, required=False)]


def _where(
    fields: Fields,
    choices: Choices,
    guild: int,
    channels: tuple[int, ...],
    place: str,
    hosts: tuple[Person, ...],
) -> list[Element]:
    known = [(str(channel), f"#{legible(name)}") for channel, name in choices.channels]
    named = dict(known)
    return [
        fields.picked(
            "channels",
            "Voice channels",
            [(str(one), named.get(str(one), f"channel {one}")) for one in channels],
            found=known,
            most=MOST_CHANNELS,
            hint="Who is in one of them while it runs, came.",
        ),
        fields.text(
            "place", "Or another place", place, longest=LONGEST_PLACE, hint="A server, a link, a street."
        ),
        fields.picked(
            "hosts",
            "Hosts",
            [(str(host.member_no), legible(host.name)) for host in hosts],
            found=address("events/people", guild),
            most=MOST_HOSTS,
        ),
    ]


def _more(fields: Fields, before: int, minimum: int, seats: int | None, *, capacity: bool = True) -> Element:
    """What most events leave as it is."""
    minutes = Bounds(0, LONGEST_MINUTES)
    inside = [
        fields.number("before_minutes", "Counts from", before, minutes, unit="minutes before the start"),
        fields.number("minimum_minutes", "Came who stayed", minimum, minutes, unit="minutes or more"),
    ]
    if capacity:
        room = Bounds(1, LARGEST_CAPACITY)
        hint = "Empty: as many as like. Beyond, people wait for a seat, in the order in which they said so."
        inside.insert(0, fields.number("capacity", "Seats", seats, room, hint=hint, required=False))
    return element(
        "details",
        element("summary", "Seats, and what counts as coming"),
        element("div", *inside, className="more-fields"),
        className="more of-form",
        open=True if seats is not None else None,
    )


def _two(*fields: Element) -> Element:
    return element("div", *fields, className="side-by-side")


def wishes(asked: Asked, zone_name: str) -> dict[str, Any]:
    """What the form holds, as the fields of a plan; only those that it has."""
    found: dict[str, Any] = {}
    for name in ("title", "type", "description", "place"):
        if asked.has(name):
            found[name] = asked.text(name)
    for name in ("starts_at", "ends_at"):
        if asked.has(name):
            found[name] = asked.moment(name, zone_name)
    for name in ("hosts", "channels"):
        if asked.has(name):
            found[name] = asked.ids(name)
    if asked.has("capacity"):
        found["capacity"] = asked.whole("capacity")
    for name in ("before_minutes", "minimum_minutes"):
        if asked.has(name):
            found[name] = asked.whole(name)
    return found
