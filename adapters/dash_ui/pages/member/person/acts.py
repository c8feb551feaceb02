"""What the page of a member can do: link and unlink accounts, erase, and find members by name."""

from typing import Final

from adapters.dash_ui.acts import Act, Asked, Done, Undo
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.member.person.accounts import WORLDS, world
from adapters.dash_ui.pages.member.person.erasing import must_be_typed
from domain.insights.directory import Question
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_NUMBER

_OFFERED: Final = 20


async def link(desk: Desk, asked: Asked) -> Done:
    """Say that an account is theirs."""
    member = _number(asked, "member")
    source = _source(asked.needed("source", "say in which world the account is, such as Steam", longest=31))
    outside = asked.needed("external_id", "write the id of the account, as that world calls it", longest=100)
    try:
        made = await desk.people.link(asked.guild, f"#{member}", source, outside, asked.by)
    except Invalid as problem:
        raise _beside(problem) from None
    number = next((one.link.member_no for one in made.linked if one.link.source == source), None)
    back = None if number is None else Undo(act="members/unlink", given={"account": str(number)})
    return Done(said=f"Linked: {world(source)}.", undo=back)


async def unlink(desk: Desk, asked: Asked) -> Done:
    """Take a link away; the way back is to link the same account again."""
    account = _number(asked, "account")
    held = await desk.people.accounts(asked.guild, account)
    gone = await desk.people.unlink(asked.guild, account, asked.by)
    outside = next((one.account.external_id for one in held.linked if one.link == gone), None)
    given = {"member": str(gone.canonical_no), "source": gone.source, "external_id": outside}
    back = None if outside is None else Undo(act="members/link", given=given)
    return Done(said=f"Unlinked: {world(gone.source)}. Every reading is as it was before.", undo=back)


async def erase(desk: Desk, asked: Asked) -> Done:
    """Forget somebody for good, once it was typed."""
    member = _number(asked, "member")
    must = must_be_typed(member)
    if asked.text("confirm", longest=64) != must:
        raise Invalid(f"confirm: type exactly: {must}")
    await desk.people.forget(asked.guild, f"#{member}", asked.by)
    return Done(said="Erased: their name and ids are gone.")


async def find(desk: Desk, asked: Asked) -> Done:
    """Members whose name holds what was typed, the most active first."""
    text = asked.text("text", longest=64)
    if not text:
        return Done()
    found = await desk.directory(asked.guild, "all", None, Question(search=text))
    lines = found.lines[:_OFFERED]
    return Done(
        options=[(str(one.member_no), legible(one.name or f"Member {one.member_no}")) for one in lines]
    )


def _number(asked: Asked, name: str) -> int:
    number = asked.whole(name)
    if number is None or not 0 <= number <= MAX_NUMBER:
        raise Invalid("reload the page: it does not say whom it is about")
    return number


def _source(said: str) -> str:
    """The world by its name, as it is offered, or by its key."""
    return next((key for key, name in WORLDS.items() if said.lower() in (key, name.lower())), said.lower())


def _beside(problem: Invalid) -> Invalid:
    """A refusal of an id is said beside the id, one of the world beside the world."""
    words = str(problem)
    return Invalid(f"source: {words}" if words.startswith("source ") else f"external_id: {words}")


ACTS: Final = (
    Act(name="members/link", run=link),
    Act(name="members/unlink", run=unlink),
    Act(name="members/erase", run=erase),
    Act(name="members/find", run=find, looks=True),
)
