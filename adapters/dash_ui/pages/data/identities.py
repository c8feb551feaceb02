"""Of how many people it is known who they are in other worlds."""

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.pages.member.person.accounts import world
from adapters.dash_ui.words import counted, number, percent
from domain.community.identity.coverage import IdCoverage, SourceCoverage


def identities(read: IdCoverage) -> html.Section:
    """A bar for each world: whose accounts there are known, and accounts that are nobody's so far."""
    title = "Who is known elsewhere"
    if not read.sources:
        words = "No account of another world is known so far. Staff link one on the page of a member."
        return card("identities", title, nothing(words))
    rows = [_row(one, read) for one in read.sources]
    return card("identities", title, html.Ol(rows, className="bars"), under=_under(read))


def _under(read: IdCoverage) -> str:
    if not read.people:
        return "There is nobody of Discord here yet."
    share = percent(read.anywhere / read.people)
    return f"Of {counted(read.people, 'person', 'people')}, {share} have at least one account linked."


def _row(one: SourceCoverage, read: IdCoverage) -> html.Li:
    share = read.share(one.source) or 0
    strangers = counted(one.strangers, "account is", "accounts are")
    note = [html.Span(f"{strangers} nobody\u2019s so far.", className="bar-note")] if one.strangers else []
    return html.Li(
        [
            html.Span(world(one.source), className="bar-name"),
            html.Span(
                [number(one.linked), html.Span(percent(share), className="than")],
                className="bar-value",
            ),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{min(1, share) * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
            *note,
        ],
        key=f"world-{one.source}",
    )
