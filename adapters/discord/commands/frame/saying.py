"""What Discord allows a reply to hold, respected in this one place, and names as nothing but text."""

import io
import re
from typing import Any, Final

import discord

from adapters.discord.commands.frame.asked import Reply
from domain.community.log.admission import AdmissionRules, clean_name

TEXT: Final = 2_000
CARDS: Final = 10
TITLE: Final = 256
DESCRIPTION: Final = 4_096
FIELDS: Final = 25
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1_024
FOOTER: Final = 2_048
OF_ALL_CARDS: Final = 6_000
"""Discord reference, "Embed Limits": the sum of all texts in all embeds of a message."""

CHOICES: Final = 25
CHOICE: Final = 100
"""Discord reference, "Application Command Option Choice Structure"."""

_LONGEST_NAME: Final = 80
_MARKUP: Final = re.compile(r"([\\*_~`|>#\[\]()<:@-])")
_IN_A_SENTENCE: Final = re.compile(r"([\\*_~`|<\[\]])")
_NAMES: Final = AdmissionRules()


def plain(name: str | None, otherwise: str = "somebody") -> str:
    """What somebody called themselves or an event, on one line: no markup, no link, no mention in it."""
    line = clean_name(name, _NAMES)
    return _MARKUP.sub(r"\\\1", cut(line, _LONGEST_NAME)).replace("@", "@\u200b") if line else otherwise


def escaped(text: str) -> str:
    """A sentence of ours that may quote somebody: shown as it is written, calling nobody."""
    return _IN_A_SENTENCE.sub(r"\\\1", text).replace("@", "@\u200b")


def cut(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip("\\ ") + "…"


def card(title: str, description: str = "") -> discord.Embed:
    """An empty card."""
    return discord.Embed(title=title, description=description or None, colour=discord.Colour(0x4C6EF5))


def sendable(reply: Reply) -> dict[str, Any]:
    """The reply as the library sends it, within every limit; it mentions nobody."""
    return {
        "content": cut(reply.text, TEXT) or None,
        "embeds": [fitted(one) for one in _together(reply.cards[:CARDS])],
        "view": reply.view,
        "attachments": [] if reply.file is None else [_file(*reply.file)],
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def fitted(embed: discord.Embed) -> discord.Embed:
    """The card with every text in it as long as Discord takes it."""
    made = embed.copy()
    made.title = cut(made.title, TITLE) if made.title else None
    made.description = cut(made.description, DESCRIPTION) if made.description else None
    fields = [(one.name or "\u200b", one.value or "\u200b", one.inline) for one in made.fields[:FIELDS]]
    made.clear_fields()
    for name, value, inline in fields:
        made.add_field(name=cut(name, FIELD_NAME), value=cut(value, FIELD_VALUE), inline=inline)
    if made.footer.text:
        made.set_footer(text=cut(made.footer.text, FOOTER))
    while len(made) > OF_ALL_CARDS and made.fields:
        made.remove_field(len(made.fields) - 1)
    if made.description and len(made) > OF_ALL_CARDS:
        made.description = cut(made.description, len(made.description) - len(made) + OF_ALL_CARDS)
    return made


def _together(cards: tuple[discord.Embed, ...]) -> list[discord.Embed]:
    """As many cards as fit into one message."""
    kept: list[discord.Embed] = []
    left = OF_ALL_CARDS
    for one in map(fitted, cards):
        if len(one) > left:
            break
        kept.append(one)
        left -= len(one)
    return kept


def _file(name: str, held: bytes) -> discord.File:
    return discord.File(io.BytesIO(held), filename=name)
