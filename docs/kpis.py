"""docs/KPIS.md and docs/GLOSSARY.md: every number that the product tells, and the words it tells them in."""

from collections.abc import Iterator, Sequence
from typing import Final

from domain.community.settings import setting
from domain.insights.kpis.catalogue import PAGES, of_audience
from domain.insights.kpis.kpi import Audience, Kpi, Unit, by_title
from domain.insights.kpis.receipt.glossary import GLOSSARY, Term

_UNITS: Final[dict[Unit, str]] = {
    "people": "a number of people",
    "count": "a number",
    "share": "a share in percent",
    "hours": "hours",
    "minutes": "minutes",
    "seconds": "seconds",
    "days": "days",
    "points": "points of 100",
}
_BETTER: Final = {
    "up": "Better when it rises",
    "down": "Better when it falls",
    "neither": "Neither way is better",
}

_KPIS: Final = """\
# KPIs

Every number that Community OS tells of a community, what it means, and how it is counted. Each is defined
once, in the program, and this page is made from that by `make docs`. So the pages, `/kpi` in Discord,
`community-os kpi`, the HTTP API and the rows in the database all tell the same number.

## How to read a number

Ask any of them where it comes from: click on it, or say `/kpi`, `community-os explain KEY` or
`/kpis/KEY/receipt` to the API. The receipt has the sentence and the formula with its numbers, what moved it
since the time before, who is behind it, and what to know before you trust it.

- **The window** is the time that you ask for. A number that looks at so many days of its own says so below;
  these days end with the window, and of a window that is not over with the last day that has come.
- **The time before** is as long as the window and ends where it begins; before a whole month it is the month
  before. Changes are against it.
- **An event** is of the day on which it began, also if it was planned for the other side of that midnight; so
  are those who came to it. One that has not begun is of the day on which it is planned to.
- **What was not heard is unknown, not zero.** Where nothing was heard there is no number, and it says so. A
  time that was heard for less than half is not compared with another.
- **Parts** by segment and tier sum to the whole; those of a median, a largest or a mean of shares are each
  read by themselves. Those by role and channel overlap, since one person is in several of them: what is
  counted more than once is a line of its own.
- **In a channel** is who wrote or talked there; numbers of voice are taken apart by the channels that were
  talked in, and the minutes in each sum to the whole.
- **What a number means may change**, by a new version of its definition or by a setting that it depends on.
  Then the line by what held before is drawn beside the new one.

The words are explained in [GLOSSARY.md](GLOSSARY.md). At the end of each number stands who asked for it: a
section of the insight document that this product began with, or the project whose definition it follows.
"""
_GLOSSARY: Final = """\
# Glossary

Made from the product's own words by `make docs`: what they mean in plain ones, and below that how it is
computed. What each number means is in [KPIS.md](KPIS.md).
"""


def kpis_guide() -> str:
    """Every KPI of the catalogue, page by page."""
    return "\n".join([_KPIS, *_contents(), *(line for page in PAGES for line in _page(page))])


def glossary() -> str:
    """Every word of the glossary."""
    return "\n".join([_GLOSSARY, *(line for term in GLOSSARY for line in _term(term))])


def _contents() -> Iterator[str]:
    yield "## All of them\n"
    for page, title in PAGES.items():
        yield f"**{title}**\n"
        yield from (f"- [{one.title}](#{one.key}): {one.question}" for one in of_audience(page))
        yield ""


def _page(page: Audience) -> Iterator[str]:
    yield f"## {PAGES[page]}\n"
    for one in of_audience(page):
        yield from _kpi(one)


def _kpi(one: Kpi) -> Iterator[str]:
    definition = one.definition
    formula = definition.told("*so many*", "*so many*")
    yield f'<a id="{one.key}"></a>'
    yield f"### {one.title}\n"
    yield f"`{one.key}` · {one.question}\n"
    yield f"{definition.sentence}\n"
    yield f"- {formula}, as {_UNITS[one.unit]}. {_BETTER[one.better]}."
    if one.reach is not None:
        yield f"- Looks at the {one.reach} days that end with the window."
    apart = f"; taken apart by {_words([by_title(by).lower() for by in one.by])}" if one.by else ""
    yield f"- By {_words(one.grains)}{apart}."
    if one.needs:
        yield f"- Needs to have heard {_words(one.needs)}."
    if one.settings:
        named = [f"{setting(key).title} (`{key}`)" for key in one.settings]
        yield f"- Depends on the settings {_words(named)}."
    for caveat in one.caveats:
        yield f"- {caveat}"
    yield f"- Version {definition.version}. Source: {one.source}."
    for earlier in reversed(one.earlier):
        yield f"- Version {earlier.version} was: {earlier.sentence}"
    yield ""


def _term(term: Term) -> Iterator[str]:
    also = f" ({', '.join(term.also)})" if term.also else ""
    yield f"**{term.word}**{also}: {term.plain}"
    if term.exactly:
        yield f"<br>How we know: {term.exactly}"
    yield ""


def _words(names: Sequence[str]) -> str:
    """Such as "day, week and month"; keys as they are said, code as it is written."""
    words = [name if "`" in name else name.replace("_", " ") for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
