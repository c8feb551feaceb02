"""A leaderboard as a card."""

from adapters.discord.commands.frame import Reply, card, plain
from adapters.discord.commands.members.wording import counted, day, number, receipt
from application.insights.top import Top
from domain.insights.leaderboard import Standing


def board(top: Top, own: int | None = None) -> Reply:
    """The places, with what each score is made of; whoever asks finds their own in bold."""
    lines = [_place(top, each, own) for each in top.board.standings]
    made = card("Leaderboard", "\n".join([_span(top), "", *(lines or [_nobody(top)])]))
    if notes := [*_more(top), *_unheard(top)]:
        made.set_footer(text=" ".join(notes))
    return Reply(cards=(made,))


def _span(top: Top) -> str:
    unfinished = ", today not over yet" if top.window.open else ""
    days = counted(top.window.days, "day")
    return f"{day(top.window.first)} to {day(top.window.last)} ({days}{unfinished})"


def _place(top: Top, each: Standing, own: int | None) -> str:
    name = plain(top.people[each.member_no].name)
    shown = f"**{name}**" if each.member_no == own else name
    made_of = receipt(each.parts, reactors_known=top.board.reactors_known)
    return f"{each.rank}{'=' if each.tied else '.'} {shown}: {number(each.score)} ({made_of})"


def _nobody(top: Top) -> str:
    if top.heard.none:
        return "Nothing is known of that time."
    return f"Nobody {'wrote or reacted' if top.board.reactors_known else 'wrote'} in that time."


def _more(top: Top) -> list[str]:
    tied, scored = top.board.also_tied, top.board.scored
    notes = []
    if tied:
        notes.append(f"{number(tied)} more {'shares' if tied == 1 else 'share'} the last place.")
    if scored:
        notes.append(f"{counted(scored, 'member')} {'has' if scored == 1 else 'have'} a score.")
    return notes


def _unheard(top: Top) -> list[str]:
    notes = []
    if top.board.standings and not top.board.reactors_known:
        notes.append("Who reacted is not known here, so messages alone make the score.")
    if not top.heard.full and not top.heard.none:
        notes.append(f"{top.heard.share:.0%} of this time was heard; the rest is unknown, not zero.")
    return notes
