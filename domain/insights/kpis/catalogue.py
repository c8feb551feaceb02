"""The catalogue: every KPI, once. Pages, commands, the API, published rows and docs/KPIS.md loop over it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from domain.insights.kpis.events import EVENTS
from domain.insights.kpis.health import HEALTH
from domain.insights.kpis.health.score import score
from domain.insights.kpis.kpi import Audience, Kpi
from domain.insights.kpis.platform import PLATFORM
from domain.insights.kpis.quality import QUALITY
from domain.insights.kpis.retention import RETENTION
from domain.kernel.errors import Invalid, NotFound

CATALOGUE: Final[tuple[Kpi, ...]] = (
    score((*HEALTH, *RETENTION)),
    *HEALTH,
    *RETENTION,
    *EVENTS,
    *PLATFORM,
    *QUALITY,
)
"""In the order in which they are shown."""

PAGES: Final[dict[Audience, str]] = {
    "leadership": "Community health",
    "organisers": "Events",
    "engineering": "Platform",
    "quality": "Data quality",
}
"""For whom the numbers are, in the order in which they are shown, and what they are about."""

_FEW: Final = 3
_A_WORD: Final = 3
_BY_KEY: Final = {kpi.key: kpi for kpi in CATALOGUE}


def kpi(key: str, among: Sequence[Kpi] = CATALOGUE) -> Kpi:
    """The KPI of that key; NotFound for one that there is not."""
    by_key = _BY_KEY if among is CATALOGUE else {one.key: one for one in among}
    if key not in by_key:
        raise NotFound(f"there is no KPI {key[:40]!r}: {_instead(key[:40], by_key)}")
    return by_key[key]


def _instead(asked: str, by_key: Mapping[str, Kpi]) -> str:
    """What was probably meant: by key or title, or a word of them; else where all of them stand."""
    names = {name.casefold(): key for key, one in by_key.items() for name in (one.title, key)}
    word = asked.casefold().strip()
    near = [names[name] for name in get_close_matches(word, names, n=_FEW)]
    within = [key for name, key in names.items() if len(word) >= _A_WORD and word in name]
    if meant := list(dict.fromkeys([*near, *within]))[:_FEW]:
        return f"did you mean {' or '.join(meant)}?"
    return f"`community-os kpi` lists all {len(by_key)} with their keys, and so does /kpis of the API"


def audience_named(text: str | None) -> Audience:
    """The audience of that name, else the first; Invalid for one that there is not."""
    if text is not None and text not in PAGES:
        raise Invalid(f"there is no page {text[:40]!r}: choose {' or '.join(PAGES)}")
    return next((one for one in PAGES if one == text), next(iter(PAGES)))


def of_audience(audience: Audience, among: Sequence[Kpi] = CATALOGUE) -> tuple[Kpi, ...]:
    """Those of one page."""
    return tuple(one for one in among if one.audience == audience)
