"""Accounts of other worlds that are a member's, what says so, and linking one more."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.forms import Fields, at_once, dialog, form, opener
from adapters.dash_ui.components.notice import notice
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import moment
from application.community.identity.sides import Accounts, LinkedAccount
from domain.community.identity.accounts import DISCORD, SUPABASE
from domain.community.identity.links import PROOFS
from domain.community.members import shown_name

WORLDS: Final = {DISCORD: "Discord", SUPABASE: "Supabase", "steam": "Steam", "dota": "Dota 2"}
"""Worlds with names of their own; any other is called as its accounts name it."""

_DIALOG: Final = "link-account"


def world(source: str) -> str:
    """What a world is called."""
    return WORLDS.get(source, legible(source).capitalize())


def accounts(read: Accounts, guild: int, zone_name: str) -> html.Section:
    """Each account with what says that it is theirs; one that is wrong is unlinked, and nothing is lost."""
    own = [_own(read)] if read.own is not None else []
    rows = [*own, *(_linked(one, guild, zone_name) for one in read.linked)]
    body: list[Component] = [html.Ul(rows, className="accounts")]
    if not read.linked:
        body.append(
            html.P("No account of another world is known to be theirs.", className="card-under none-yet")
        )
    if not read.member.bot:
        body.append(Drawing(_linking(read, guild)))
    under = "What they do under any of these counts as theirs. One account of each world."
    return card("accounts", "Accounts", body, under=under)


def _own(read: Accounts) -> html.Li:
    account = read.own
    source = account.source if account else DISCORD
    told = (account and account.external_id) or "no id"
    return _row(source, told, "their own account here", [])


def _linked(one: LinkedAccount, guild: int, zone_name: str) -> html.Li:
    name = world(one.link.source)
    unlink = at_once(
        "Unlink",
        address("members/unlink", guild),
        {"account": one.link.member_no},
        name=f"the {name} account",
    )
    words = f"{PROOFS[one.link.proved_by]}, {moment(one.link.since, zone_name)}"
    return _row(one.link.source, one.account.external_id or "erased", words, [Drawing(unlink)])


def _row(source: str, told: str, words: str, more: list[Drawing]) -> html.Li:
    shown = legible(told)
    return html.Li(
        [
            html.Span(world(source), className="world"),
            html.Code(shown, className="outside-id", title=shown),
            html.Span(words, className="than"),
            *more,
        ],
        key=f"account-{source}",
        **spelled(data_world=source),
    )


def _linking(read: Accounts, guild: int) -> Element:
    fields = Fields(f"{_DIALOG}-form")
    has = {one.link.source for one in read.linked}
    offered = [name for source, name in WORLDS.items() if source not in {DISCORD, *has}]
    hint = "Where the account is. Any name will do, as long as it is always the same one."
    asked = form(
        fields.key,
        address("members/link", guild),
        [
            fields.hidden("member", str(read.member.member_no)),
            fields.text("source", "World", hint=hint, longest=31, required=True, offers=offered),
            fields.text(
                "external_id",
                "Id of the account there",
                hint="As that world calls it: a profile\u2019s uuid, a SteamID64.",
                required=True,
            ),
        ],
        submit="Link",
        kind="dialog",
    )
    said = element(
        "p",
        "Link it only if you know that it is theirs. A link can be taken away again, and leaves no trace.",
        className="dialog-said",
    )
    name = legible(shown_name(read.member))
    return element(
        "div",
        opener("Link an account", _DIALOG, key="link-account-open"),
        dialog(_DIALOG, f"Link an account to {name}", [said, asked]),
        className="account-actions",
    )


def belongs_elsewhere(read: Accounts, place: Place) -> list[html.Div]:
    """What to say on the page of an account that is somebody's."""
    person = read.member
    if place.number is None or place.number == person.member_no:
        return []
    href = place.at(path=f"/members/{person.member_no}").href
    link = html.A(legible(shown_name(person)), href=href)
    return [notice(["This is an account of ", link, ": all that is known of them is there."], name="linked")]
