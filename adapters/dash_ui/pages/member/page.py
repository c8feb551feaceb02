"""Member: who somebody is, how they do, when and where they are here, and with whom they talk."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.living import living
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.member import states
from adapters.dash_ui.pages.member.amounts import amounts
from adapters.dash_ui.pages.member.person import ACTS, accounts, belongs_elsewhere, erasing
from adapters.dash_ui.pages.member.places import places
from adapters.dash_ui.pages.member.rhythm import rhythm
from adapters.dash_ui.pages.member.stays import comings_and_goings, voice
from adapters.dash_ui.pages.member.talk import talk
from adapters.dash_ui.pages.member.timeline import timeline
from adapters.dash_ui.pages.member.who import who
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from application.community.identity.sides import Accounts
from domain.insights.profile import Profile
from domain.insights.profile.profile import Doings
from domain.insights.profile.stays import PAGE

MOST_PAGES: Final = 50
"""Pages of sessions that are shown at once: nobody reads more, and a page stays a page."""


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the profile of the member in the address and draw it."""
    most = PAGE * pages_of_sessions(place)
    number = place.number or 0
    read = await desk.member(guild, number, place.window_text, place.as_of, most)
    known = await desk.people.accounts(guild, number)
    return await Shown.drawn(
        read,
        lambda read, place: member(read, place, known),
        place,
        title=legible(read.person.name),
        beside=known,
    )


def member(read: Profile, place: Place, known: Accounts) -> Any:  # noqa: ANN401 — Dash has no common type
    """The page: who and how first, then when, where and with whom; of the erased only that they are."""
    if read.doings is None:
        return states.erased(place)
    return [
        living("member-notices", html.Div([*belongs_elsewhere(known, place), states.notices(read, place)])),
        living("member-who", who(read)),
        living("member-amounts", amounts(read.doings, bot=read.member.bot)),
        timeline(read, read.doings, place),
        html.Div(_columns(read, read.doings, place), className="columns of-member"),
        *_person(read, place, known),
    ]


def _person(read: Profile, place: Place, known: Accounts) -> list[html.Div]:
    """Who they are elsewhere, and the last card of all; none of an account that is somebody else's."""
    if place.number != known.member.member_no:
        return []
    cards = [
        living("member-accounts", accounts(known, read.guild, read.time_zone)),
        living("member-forget", erasing(known.member, read.guild)),
    ]
    return [html.Div(cards, className="columns halves of-person")]


def _columns(read: Profile, doings: Doings, place: Place) -> list[html.Div]:
    """Two columns of cards, each as high as what it says; of a bot only what people did."""
    people = [living("member-talk", talk(read, place))]
    if read.stays:
        people.append(living("member-stays", comings_and_goings(read)))
    if read.member.bot:
        return [html.Div(people, className="column")]
    times = [
        living("member-rhythm", rhythm(doings.rhythm, read.time_zone)),
        living("member-places", places(doings)),
    ]
    if doings.sessions is not None:
        seconds = next((one.total or 0 for one in doings.amounts if one.key == "voice"), 0)
        times.append(living("member-voice", voice(doings.sessions, seconds, read.time_zone, place)))
    return [html.Div(people, className="column"), html.Div(times, className="column")]


def pages_of_sessions(place: Place) -> int:
    """How many pages of sessions the address asks for; what it asks wrongly is as if it were silent."""
    said = place.page or ""
    asked = int(said) if said.isdecimal() and said.isascii() and len(said) <= 4 else 1
    return min(max(1, asked), MOST_PAGES)


async def known(desk: Desk, guild: int, place: Place) -> bool:
    """Whether the guild has a member of that number."""
    return place.number is not None and await desk.knows(guild, place.number)


MEMBER = Page(
    path="/members",
    title="Member",
    icon="person",
    show=show,
    known=known,
    absent=states.nobody,
    acts=ACTS,
    parts=(
        ("numbers", "In numbers"),
        ("timeline", "Day by day"),
        ("talk", "Whom they talk with"),
        ("rhythm", "When they are here"),
        ("places", "Where they write"),
        ("accounts", "Accounts"),
        ("forget", "Forget this person"),
    ),
)
