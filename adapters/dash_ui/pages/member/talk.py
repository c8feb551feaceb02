"""Whom they talk with: answers in both directions, those who answer each other first."""

from collections.abc import Mapping

from dash import html

from adapters.dash_ui.components.behind import behind
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.pages.member.circle import circle
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from domain.insights.overview import Person
from domain.insights.profile import Bond, Profile, Talk


def talk(read: Profile, place: Place) -> html.Section:
    """A picture of the strongest bonds, and the same as a list that opens to its days."""
    title = "Whom they talk with"
    known = read.doings.talk if read.doings else None
    if known is None or not known.bonds:
        return card("talk", title, nothing("Nobody answered them, and they answered nobody, in this time."))
    people = [(bond, _person(bond, read.people)) for bond in known.bonds]
    more = known.people - len(known.bonds)
    rest = [html.P(f"And {counted(more, 'more person', 'more people')}.", className="card-foot")]
    return card(
        "talk",
        title,
        [
            circle(read.person, people),
            html.Ol([_line(bond, person, place) for bond, person in people], className="bonds openings"),
            *(rest if more else []),
        ],
        under=_sums(known),
    )


def _sums(known: Talk) -> str:
    with_whom = counted(known.people, "person", "people")
    ways = f", {number(known.mutual)} of them both ways" if known.mutual else ""
    answers = f"{counted(known.given, 'answer')} to others, {number(known.received)} from others"
    return f"{answers}: {with_whom}{ways}."


def _person(bond: Bond, people: Mapping[int, Person]) -> Person:
    return people.get(bond.member_no) or Person(
        member_no=bond.member_no, name=f"Member {bond.member_no}", initials="?"
    )


def _line(bond: Bond, person: Person, place: Place) -> html.Li:
    words = [member_link(person, place), html.Span(_both(bond), className="gave")]
    summary = html.Summary(
        [
            avatar(person),
            html.Span(words, className="who"),
            html.Span(number(bond.answers), className="score", title="Answers in both directions"),
        ]
    )
    days = behind([(day, counts) for day, *counts in bond.days], ["To them", "From them"])
    return html.Li(html.Details([summary, days]), key=f"bond-{bond.member_no}")


def _both(bond: Bond) -> str:
    if not bond.received:
        return f"{counted(bond.given, 'answer')} to them, none back"
    if not bond.given:
        return f"{counted(bond.received, 'answer')} from them, none back"
    return f"{number(bond.given)} to them, {number(bond.received)} back"
