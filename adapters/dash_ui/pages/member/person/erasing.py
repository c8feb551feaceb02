"""Forgetting a person for good: what goes, what stays, and a word that has to be typed."""

from dash import html

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.forms import Fields, confirmed, opener
from adapters.dash_ui.names import legible
from domain.community.members import Member, shown_name

_DIALOG = "erase"


def must_be_typed(member_no: int) -> str:
    """What has to be typed before somebody is erased."""
    return f"erase #{member_no}"


def erasing(member: Member, guild: int) -> html.Section:
    """The last card of the page: nobody comes upon it by accident."""
    name = legible(shown_name(member))
    gone = element(
        "ul",
        element("li", "Their name and the ids of all their accounts go, here and in the next backups."),
        element("li", "What they did stays in the sums of the community, as a number\u2019s."),
        element("li", "Importing or reading back the past does not bring them back."),
        className="dialog-list",
    )
    fields = Fields(f"{_DIALOG}-form")
    body = element(
        "div",
        opener("Erase this person", _DIALOG, danger=True, key="erase-open"),
        confirmed(
            _DIALOG,
            f"Erase {name}?",
            [gone, element("p", "This cannot be undone.", className="dialog-said urgent")],
            address("members/erase", guild),
            must=must_be_typed(member.member_no),
            submit="Erase for good",
            hidden=[fields.hidden("member", str(member.member_no))],
        ),
        className="erasing",
    )
    under = "When somebody asks to be forgotten. Their name and ids go, and nobody can bring them back."
    return card("forget", "Forget this person", Drawing(body), under=under)
