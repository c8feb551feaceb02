"""Newcomers to go and greet: they wrote, and nobody has replied."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.pages.channels.words import (
    channel_name,
    channel_words,
    discord_link,
    eighth_words,
    short_day,
)
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from domain.insights.channels import Channels, Spot, Unanswered
from domain.insights.channels.newcomers import RULES

_AT_ONCE: Final = 6
"""Two rows of a wide page; the others are behind a click."""


def newcomers(read: Channels, place: Place) -> html.Section:
    """Who came in the last two weeks, wrote, and got no reply."""
    title = "Newcomers nobody has replied to"
    days = RULES.fresh_days
    told = read.newcomers
    if not read.unanswered:
        words = _nobody(told.wrote)
        return card("newcomers", title, nothing(words))
    people = [_person(one, read.guild, place) for one in read.unanswered]
    body: list[Component] = [html.Ul(people[:_AT_ONCE], className="greet")]
    if len(people) > _AT_ONCE:
        more = html.Summary(f"Show {number(len(people) - _AT_ONCE)} more")
        rest = html.Ul(people[_AT_ONCE:], className="greet")
        body.append(html.Details([more, rest], className="more"))
    wrote = counted(told.wrote, "newcomer")
    under = f"{number(told.alone)} of {wrote} who joined and wrote in the last {days} days still wait."
    if told.alone > len(people):
        under += f" The {number(len(people))} who wrote last are shown."
    return card("newcomers", title, body, under=under)


def _nobody(wrote: int) -> str:
    if not wrote:
        return f"Nobody who joined in the last {RULES.fresh_days} days has written yet."
    who = "The newcomer" if wrote == 1 else f"Every one of the {number(wrote)} newcomers"
    return f"{who} who wrote in the last {RULES.fresh_days} days got a reply."


def _person(one: Unanswered, guild: int, place: Place) -> html.Li:
    came = f"{'first seen' if one.joined_inferred else 'joined'} {short_day(one.joined)}"
    gave = counted(one.messages, "message")
    got = f"got {counted(one.received, 'reaction')}, no reply" if one.received else "no reply, no reaction"
    return html.Li(
        [
            avatar(one.person),
            html.Div(
                [
                    member_link(one.person, place),
                    html.Span(f"{came} \u00b7 {gave} \u00b7 {got}", className="gave"),
                ],
                className="who",
            ),
            html.Ul([_spot(spot, guild) for spot in one.spots], className="spots"),
        ],
        className="newcomer",
        key=f"newcomer-{one.person.member_no}",
    )


def _spot(spot: Spot, guild: int) -> html.Li:
    when = f"{short_day(spot.last)}, {eighth_words(spot.eighth)}"
    last = f"Last wrote in #{channel_words(spot.channel, spot.name)}"
    return html.Li(
        [
            html.Span(channel_name(spot.channel, spot.name), className="bar-name"),
            html.Span(when, className="than", title=last),
            discord_link(guild, spot.channel, spot.name),
        ],
        key=f"spot-{spot.channel}",
    )
