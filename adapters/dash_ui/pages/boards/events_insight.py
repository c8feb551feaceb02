"""Events insight: how events do, for those who organise them."""

from typing import Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.cards.standing import NAMED, STANDING
from adapters.dash_ui.pages.boards.cards.tables import GroupTable, part_bars
from adapters.dash_ui.pages.boards.parts import Chart, Drawn, Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place

PATH: Final = "/events-insight"
CSV: Final = "/events-insight.csv"

BY_TYPE: Final = GroupTable(
    key="by-type",
    title="By type of event",
    by="event_type",
    of="Type",
    columns=(
        ("events_held", "Events"),
        ("event_average", "People at each"),
        ("event_peak", "At the largest"),
        ("event_comings", "Came in all"),
        ("event_time", "Time there"),
        ("event_no_shows", "No-shows"),
    ),
    empty="No event took place in this time.",
)
BY_SERIES: Final = GroupTable(
    key="by-series",
    title="By series",
    by="series",
    of="Series",
    columns=(
        ("events_held", "Events"),
        ("event_average", "People at each"),
        ("series_return", "Came to the next"),
        ("series_drop_off", "Regulars who stopped"),
    ),
    empty="No series had an event in this time.",
)
BY_HOST: Final = GroupTable(
    key="by-host",
    title="By host",
    by="host",
    of="Host",
    columns=(
        ("events_held", "Events"),
        ("event_hours", "Guests\u2019 hours"),
        ("event_average", "People at each"),
    ),
    empty="Nobody hosted an event in this time.",
)
BY_TIER: Final = GroupTable(
    key="captains-by-tier",
    title="Their teams by tier",
    by="tier",
    of="Tier",
    columns=(("captain_teams", "Came to events"), ("event_average", "At each event")),
    empty="There is no captain with a team.",
)
TABLES: Final = (BY_TYPE, BY_SERIES, BY_HOST, BY_TIER)

PARTS: Final = (
    STANDING,
    Part(
        key="attendance",
        title="Who comes",
        about="Events that took place, and the people at them.",
        kpis=(
            *("events_held", "event_average", "event_peak", "event_attendees", "event_comings"),
            "events_called_off",
        ),
        charts=(
            Chart(
                key="attendance-course",
                title="People at an event",
                drawn=(
                    Drawn(kpi="event_peak", colour="active", name="At the largest"),
                    Drawn(kpi="event_average", colour="messages", name="On average"),
                ),
            ),
            Chart(
                key="held-course",
                title="Events held",
                drawn=(Drawn(kpi="events_held", colour="blue"),),
                kind="bars",
            ),
            BY_TYPE,
        ),
    ),
    Part(
        key="reach",
        title="How far events reach",
        about="Guests against everybody who could have come.",
        kpis=("event_reach", "event_rate_members", "event_first_timers", "event_repeat"),
        charts=(
            Chart(
                key="reach-course",
                title="Who came: for the first time, and again",
                drawn=(
                    Drawn(kpi="event_first_timers", colour="green", name="For the first time"),
                    Drawn(kpi="event_repeat", colour="reactions", name="More than once"),
                ),
                under="Shares of all guests.",
            ),
        ),
    ),
    Part(
        key="promises",
        title="Who said so",
        about="What people answered to the invitation, against who came.",
        kpis=(
            *("event_rate_rsvp", "event_rate_invited", "event_no_shows", "event_walk_ins"),
            *("event_waitlist", "event_overflow"),
        ),
        charts=(
            Chart(
                key="promises-course",
                title="No-shows, and those who came without a word",
                drawn=(
                    Drawn(kpi="event_no_shows", colour="rose"),
                    Drawn(kpi="event_walk_ins", colour="reactions"),
                ),
            ),
        ),
    ),
    Part(
        key="time",
        title="How long they stay",
        about="Time in the channels of an event, within its time.",
        kpis=("event_time", "event_left_early", "event_hours"),
        charts=(
            Chart(
                key="time-course",
                title="Time at an event",
                drawn=(Drawn(kpi="event_time", colour="messages"),),
            ),
        ),
    ),
    Part(
        key="series",
        title="Who comes back",
        about="From one event of a series to the next.",
        kpis=("series_return", "series_drop_off"),
        charts=(
            Chart(
                key="series-course",
                title="Came back, or stopped coming",
                drawn=(
                    Drawn(kpi="series_return", colour="reactions"),
                    Drawn(kpi="series_drop_off", colour="gold"),
                ),
            ),
            BY_SERIES,
        ),
    ),
    Part(
        key="hosts",
        title="Who carries it",
        about="How much lies on each host, and how their teams take part.",
        kpis=("host_load", "host_hours", "captain_teams"),
        charts=(
            BY_HOST,
            part_bars(
                "captains",
                "Captains\u2019 teams at events",
                "captain_teams",
                "Of each captain\u2019s team, how many came to an event.",
                "There is no captain with a team.",
            ),
            BY_TIER,
        ),
    ),
)


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who organise, and draw it."""
    apart = tuple(dict.fromkeys(pair for table in TABLES for pair in table.wanted))
    read = await desk.kpis.board(guild, "organisers", place.window_text, place.as_of, apart)
    return await Shown.drawn(read, lambda read, place: board_page(read, PARTS, place, CSV), place)


EVENTS_INSIGHT = Page(
    path=PATH,
    title="Events insight",
    icon="insight",
    group="Events",
    show=show,
    parts=(NAMED, *((part.key, part.title) for part in PARTS if part.title)),
)
