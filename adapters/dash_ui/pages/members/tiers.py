"""The tiers of a community: how they are called, and links to the members of each."""

from typing import Final

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.living import living
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import number
from domain.community.tiers import Tier
from domain.insights.directory import Directory

TIER_NAMES: Final[dict[Tier, str]] = {
    "staff": "Staff",
    "host": "Host",
    "captain": "Captain",
    "volunteer": "Volunteer",
    "member": "Member",
}
_ANY: Final = "Any tier"


def tiers(read: Directory, place: Place) -> list[html.Div]:
    """Links to each tier, with how many of what was searched are in it; none where no role means one."""
    if not read.tiers:
        return []
    links = [_link(tier, read, place) for tier in (None, *read.tiers)]
    return [
        html.Div(links, className="picker tiers", role="group", **spelled(aria_label="Which tier")),
    ]


def _link(tier: Tier | None, read: Directory, place: Place) -> dmc.Anchor:
    chosen = {"aria-current": "true"} if read.question.tier == tier else {}
    key = tier or "any"
    count = html.Span(number(read.tier_counts[tier]), className="group-count")
    return dmc.Anchor(
        [TIER_NAMES[tier] if tier else _ANY, living(f"tier-{key}-count", count)],
        id=f"tier-{key}",
        href=place.at(tier=tier).href,
        refresh=False,
        unstyled=True,
        className="choice",
        **chosen,
    )


def tier_word(tier: Tier | None) -> html.Span:
    """What somebody is; nothing for a bot, and quietly for a plain member."""
    if tier is None:
        return html.Span("\u2013", className="than", title="A bot is in no tier")
    return html.Span(TIER_NAMES[tier], className="than" if tier == "member" else f"tier tier-{tier}")
