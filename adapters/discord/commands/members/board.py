"""A leaderboard as a card."""

from adapters.discord.commands.frame import Reply, card, plain
from application.insights.top import Top
from domain.insights.leaderboard import Standing
from domain.insights.scoring import REACTIONS_GIVEN, ScorePart


def board(top: Top, own: int | None = None) -> Reply:
    """The places, with what each score is made of; whoever asks finds their own in bold."""
    lines = [_place(top, each, own) for each in top.board.standings]
    made = card(f"Leaderboard: {span(top)}", "\n".join(lines) or _nobody(top))
    notes = [*_more(top), *_unheard(top)]
    if notes:
        made.set_footer(text=" ".join(notes))
    return Reply(cards=(made,))


def span(top: Top) -> str:
    """The days it is of."""
    return f"{top.window.first} to {top.window.last}"


def parts(receipt: tuple[ScorePart, ...], *, reactors_known: bool) -> str:
    """What a score is made of, such as `12 messages x 1 + 4 reactions given x 0.5`."""
    told = [part for part in receipt if reactors_known or part.what != REACTIONS_GIVEN]
    return " + ".join(f"{part.count:,} {_counted(part)} x {part.weight:g}" for part in told)


def _counted(part: ScorePart) -> str:
    if part.count != 1:
        return part.what
    return "reaction given" if part.what == REACTIONS_GIVEN else "message"


def _place(top: Top, each: Standing, own: int | None) -> str:
    name = plain(top.people[each.member_no].name)
    shown = f"**{name}**" if each.member_no == own else name
    made_of = parts(each.parts, reactors_known=top.board.reactors_known)
    return f"{each.rank}{'=' if each.tied else '.'} {shown}: {each.score:,g} ({made_of})"


def _nobody(top: Top) -> str:
    if top.heard.none:
        return "Nothing is known of that time."
    return f"Nobody {'wrote or reacted' if top.board.reactors_known else 'wrote'} in that time."


def _more(top: Top) -> list[str]:
    tied = top.board.also_tied
    return [f"{tied:,} more {'shares' if tied == 1 else 'share'} the last place."] if tied else []


def _unheard(top: Top) -> list[str]:
    notes = []
    if top.board.standings and not top.board.reactors_known:
        notes.append("Who reacted is not known here, so messages alone make the score.")
    if not top.heard.full and not top.heard.none:
        notes.append(f"{top.heard.share:.0%} of this time was heard; the rest is unknown, not zero.")
    return notes
