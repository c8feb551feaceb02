"""A profile as a card: what everybody may see, and below it what only staff see."""

from collections.abc import Iterator
from typing import Final

import discord

from adapters.discord.commands.frame import Reply, card, plain
from adapters.discord.commands.members.wording import counted, day, hours, number, receipt
from application.community.identity.sides import Accounts
from domain.community.identity.accounts import DISCORD
from domain.insights.profile import Profile
from domain.insights.profile.course import Course
from domain.insights.profile.profile import Doings
from domain.insights.profile.standing import Standing

UNKNOWN: Final = "not known"

_COURSES: Final[dict[Course, str]] = {
    "new": "new here",
    "rising": "rising",
    "steady": "steady",
    "quieter": "going quiet",
    "silent": "silent in this time",
    "back": "back after a silence",
    "voice_only": "only in voice",
    "unknown": UNKNOWN,
}
_KNOWN: Final = {DISCORD: "Discord", "supabase": "Supabase"}


def sheet(profile: Profile, accounts: Accounts | None, *, own: bool, staff: bool) -> Reply:
    """What is shown of a member, to themselves, to staff, or to anybody else."""
    made = card(plain(profile.person.name), _span(profile))
    if profile.doings is None:
        made.description = "This member asked to be forgotten, so nothing is shown of them."
        return Reply(cards=(made,))
    _doings(made, profile.doings)
    if accounts is not None:
        made.add_field(name="Linked accounts", value=_accounts(accounts, own=own), inline=False)
    if staff:
        facts = "\n".join(_for_staff(profile, profile.doings))
        made.add_field(name="For staff only", value=facts, inline=False)
    return Reply(cards=(made,))


def _span(profile: Profile) -> str:
    window = profile.window
    return f"{day(window.first)} to {day(window.last)} ({counted(window.days, 'day')})"


def _doings(made: discord.Embed, doings: Doings) -> None:
    amounts = {one.key: one.total for one in doings.amounts}
    place = doings.standing
    made.add_field(name="Score", value=_score(place), inline=False)
    made.add_field(name="Rank", value=_rank(place))
    made.add_field(name="Active days", value=number(doings.active_days))
    if "voice" in amounts:
        seconds = amounts["voice"]
        made.add_field(name="In voice", value=UNKNOWN if seconds is None else hours(seconds))
    attended = amounts.get("events")
    made.add_field(name="Events attended", value=UNKNOWN if attended is None else number(attended))


def _score(place: Standing) -> str:
    if place.score is None:
        return UNKNOWN
    made_of = receipt(place.parts, reactors_known=place.reactors_known)
    note = "" if place.reactors_known else "\nWho reacted is not known here, so messages alone make it."
    return f"**{number(place.score)}** = {made_of}{note}"


def _rank(place: Standing) -> str:
    if place.rank is None:
        return "no place yet"
    shared = ", shared" if place.tied else ""
    return f"{number(place.rank)} of {number(place.scored)}{shared}"


def _accounts(accounts: Accounts, *, own: bool) -> str:
    linked = [_KNOWN.get(one.account.source, one.account.source) for one in accounts.linked]
    if linked:
        return ", ".join(plain(one) for one in linked)
    return "none yet; /link says how" if own else "none"


def _for_staff(profile: Profile, doings: Doings) -> Iterator[str]:
    yield f"Member #{profile.person.member_no}"
    if profile.joined is not None:
        inferred = " or earlier" if profile.joined_inferred else ""
        yield f"Here since {day(profile.joined)}{inferred}"
    if profile.left_on is not None:
        yield f"Left on {day(profile.left_on)}"
    if profile.last_seen is not None:
        yield f"Last seen {day(profile.last_seen)}"
    if profile.tier is not None:
        yield f"Tier: {profile.tier}"
    yield f"Course: {_COURSES[doings.course]}"
