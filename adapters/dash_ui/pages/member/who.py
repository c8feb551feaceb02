"""Who it is, at a glance: initials, since when, last seen, rank, and whether they rise or go quiet."""

from datetime import date
from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.people import avatar
from adapters.dash_ui.pages.members.tiers import TIER_NAMES
from adapters.dash_ui.words import counted, day, number
from domain.insights.profile import Profile
from domain.insights.profile.course import Course
from domain.insights.segments import TITLES

_COURSE: Final[dict[Course, tuple[str, str, str]]] = {
    "rising": ("\u25b2", "Rising", "Half as much again as in {before}, or more."),
    "steady": ("=", "Steady", "About as much as in {before}."),
    "quieter": ("\u25bc", "Going quiet", "Less than half of what they gave in {before}."),
    "silent": ("\u25cb", "Silent", "Nothing was heard of them in this time."),
    "new": ("\u2726", "New", "First heard of in this time."),
    "back": ("\u21a9", "Back", "Nothing in {before}, and here again."),
    "voice_only": ("\u266a", "Only in voice", "They talked, but wrote nothing in this time."),
}


def who(read: Profile) -> html.Section:
    """The card that answers who this is."""
    return html.Section(
        [
            html.Div([avatar(read.person), *_marks(read)], className="who-face"),
            html.Div(_facts(read), className="who-facts"),
            *_course(read),
        ],
        className="card who-is",
        id="who-is",
        **spelled(aria_label="Who this is"),
    )


def _marks(read: Profile) -> list[Component]:
    words = [word for word, true in (("Bot", read.member.bot), ("Left", read.left)) if true]
    tier = read.tier or "member"
    told = [html.Span(TIER_NAMES[tier], className=f"mark-word tier-{tier}")] if tier != "member" else []
    return [*told, *(html.Span(word, className="mark-word") for word in words or ["Member"] * (not told))]


def _facts(read: Profile) -> list[Component]:
    facts = [("First seen" if read.joined_inferred else "Joined", _joined(read))]
    if read.left_on is not None:
        facts.append(("Left", day(read.left_on)))
    if not read.member.bot:
        facts.append(("Last seen", _last_seen(read)))
    if read.segment is not None and not read.left:
        facts.append(("Segment", TITLES[read.segment]))
    if place := _place(read):
        facts.append(("Rank by score", place))
    shown: list[Component] = [
        html.Div([html.Span(name, className="fact-name"), html.Span(told, className="fact")], className="of")
        for name, told in facts
    ]
    if read.member.discord_id is not None:
        shown.append(
            html.A(
                "Profile in Discord \u2197",
                href=f"https://discord.com/users/{read.member.discord_id}",
                className="outside",
                title="Opens Discord in another tab",
            )
        )
    return shown


def _joined(read: Profile) -> str:
    return "not known" if read.joined is None else day(read.joined)


def _last_seen(read: Profile) -> str:
    return "not yet" if read.last_seen is None else f"{day(read.last_seen)}{_ago(read.last_seen, read)}"


def _ago(at: date, read: Profile) -> str:
    """How long ago; a page that opened at an old last day says only the day."""
    if read.opened_at_last_day:
        return ""
    days = (read.today - at).days
    return f", {'today' if days == 0 else 'yesterday' if days == 1 else counted(days, 'day') + ' ago'}"


def _place(read: Profile) -> str | None:
    standing = read.doings.standing if read.doings else None
    if standing is None or standing.rank is None:
        return None
    return f"{'=' * standing.tied}{number(standing.rank)} of {number(standing.scored)}"


def _course(read: Profile) -> list[Component]:
    if read.doings is None or read.member.bot or read.left or read.doings.course not in _COURSE:
        return []
    sign, name, words = _COURSE[read.doings.course]
    before = f"the {counted(read.window.days, 'day')} before"
    return [
        html.Div(
            [
                html.P(
                    [html.Span(sign, className="course-sign", **spelled(aria_hidden="true")), name],
                    className="course-name",
                ),
                html.P(words.format(before=before), className="course-words"),
            ],
            className=f"course {read.doings.course}",
        )
    ]
