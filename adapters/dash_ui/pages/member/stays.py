"""Voice sessions, latest first, and when somebody came and went."""

from datetime import datetime, timedelta

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import called
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, lasting, moment, number
from domain.insights.profile import Profile
from domain.insights.profile.parts import Session, Sessions, Stay
from domain.insights.profile.stays import PAGE


def voice(read: Sessions, seconds: int, time_zone: str, place: Place) -> html.Section:
    """The sessions of the window; `seconds` is their time within it, as it is counted by day."""
    title = "In voice"
    if not read.count:
        return card("voice", title, nothing("They were in no voice channel in this time."))
    told = f"{counted(read.count, 'session')}, {lasted(seconds)} in this time"
    if read.longest is not None:
        told += f"; the longest {lasted(read.longest.seconds)}"
    rows = [_session(one, time_zone) for one in read.shown]
    return card("voice", title, [html.Ol(rows, className="sessions"), *_more(read, place)], under=f"{told}.")


def _session(one: Session, time_zone: str) -> html.Li:
    guessed = [("start not heard", one.start_inferred), ("end not heard", one.end_inferred)]
    marks = [html.Span(words, className="mark-word") for words, true in guessed if true]
    length = "still there" if one.end is None else lasted(one.seconds)
    return html.Li(
        [
            html.Span(moment(one.start, time_zone), className="since"),
            html.Span([called(one.channel), *marks], className="where"),
            html.Span(length, className="long"),
        ],
        key=f"session-{one.start.isoformat()}",
    )


def _more(read: Sessions, place: Place) -> list[html.P]:
    left = read.count - len(read.shown)
    if left <= 0:
        return []
    link = html.A(
        f"Show {number(min(left, PAGE))} more",
        href=place.at(page=str(len(read.shown) // PAGE + 1)).href,
        id="sessions-more",
        className="step",
    )
    than = html.Span(f"of {counted(left, 'earlier session')}", className="than")
    return [html.P([link, than], className="more")]


def lasted(seconds: int) -> str:
    """How long, to the minute; a session of seconds is under a minute."""
    if 0 < seconds < 60:
        return "under a minute"
    return lasting(timedelta(minutes=round(seconds / 60)))


def comings_and_goings(read: Profile) -> html.Section:
    """Every time that they joined and left, latest first."""
    rows = [_stay(stay, at, read.time_zone) for at, stay in enumerate(read.stays)]
    return card("stays", "Joined and left", html.Ol(rows[::-1], className="stays"))


def _stay(stay: Stay, position: int, time_zone: str) -> html.Li:
    came = "Came back" if position else "Joined"
    words = [f"{came}: {_when(stay.joined, time_zone, inferred=stay.joined_inferred)}"]
    if stay.left is None:
        words.append("Still here")
    else:
        words.append(f"Left: {_when(stay.left, time_zone, inferred=stay.left_inferred)}{_after(stay)}")
    return html.Li([html.Span(word, className="stay") for word in words])


def _when(at: datetime | None, time_zone: str, *, inferred: bool) -> str:
    if at is None:
        return "nobody saw it"
    return moment(at, time_zone) + (" (a guess)" if inferred else "")


def _after(stay: Stay) -> str:
    if stay.joined is None or stay.left is None:
        return ""
    days = (stay.left - stay.joined) // timedelta(days=1)
    return f", after {counted(days, 'day')}" if days else ", within a day"
