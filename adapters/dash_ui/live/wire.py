"""What browser and server say to each other on the live feed.

The browser says where it is (`place`, the `outline` and `mark` of what it shows, and how far it was: `epoch`
and `seq`), and `shown` when it has drawn a message. The server says what changed, that a page must be asked
for anew (`look`), or nothing but that it lives. What changed is packed once for all viewers.

A browser counts what it says of where it is (`turn`), and is told when that was heard: what comes before
was meant for what it showed until then, and must not be drawn over a newer page.
"""

import gzip
import json
from typing import Any, Final

import attrs

from adapters.dash_ui.place import Place
from domain.kernel.errors import Invalid

NONSENSE, TOO_SLOW, FULL, FAILED = 4400, 4408, 4429, 4500
"""Codes with which a socket is closed; each is said with a reason."""

BEAT: Final = "{}"
LONGEST_WORD: Final = 4096


@attrs.frozen(kw_only=True)
class Hello:
    """Where a browser is, what it shows, and how far it was when it was last heard of."""

    place: Place
    outline: str
    mark: str
    epoch: str
    seq: int
    turn: int = 0
    """Which of its words this is; 0 for a browser that does not want to be told that it was heard."""


@attrs.frozen(kw_only=True)
class Drawn:
    """The browser shows everything up to there."""

    seq: int


def read(text: object) -> Hello | Drawn:
    """What a browser said; Invalid, with what is wrong, for anything that no page of ours says."""
    if not isinstance(text, str) or len(text) > LONGEST_WORD:
        raise Invalid("a message is a text of at most 4 kB")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("a message is a JSON object") from None
    if not isinstance(said, dict):
        raise Invalid("a message is a JSON object")
    if "shown" in said:
        return Drawn(seq=_count(said, "shown"))
    href = _word(said, "place")
    if not href.startswith("/") or href.startswith("//"):
        raise Invalid("place: a path of this dashboard is needed")
    path, _, search = href.partition("?")
    return Hello(
        place=Place.of(path, search),
        outline=_word(said, "outline"),
        mark=_word(said, "mark"),
        epoch=_word(said, "epoch"),
        seq=_count(said, "seq"),
        turn=_count(said, "turn"),
    )


def heard(turn: int) -> str:
    """From here on all is meant for what the browser said last."""
    return json.dumps({"heard": turn})


def look(within: float) -> str:
    """The page has to be asked for anew, at some moment within so many seconds."""
    return json.dumps({"look": round(within * 1000)})


def changes(place: str, epoch: str, seq: int, mark: str, parts: dict[str, str]) -> bytes:
    """A message with the new properties of parts, each given as JSON; packed."""
    head = json.dumps({"place": place, "epoch": epoch, "seq": seq, "mark": mark})
    body = ",".join(f"{json.dumps(part)}:{text}" for part, text in parts.items())
    return gzip.compress(f'{head[:-1]},"parts":{{{body}}}}}'.encode(), 1, mtime=0)


def _word(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise Invalid(f"{name}: a text is needed")
    return value


def _count(said: dict[str, Any], name: str) -> int:
    value = said.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise Invalid(f"{name}: a whole number is needed")
    return value
