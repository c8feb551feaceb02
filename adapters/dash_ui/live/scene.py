"""A scene: one place as all its viewers see it, each part with the turn at which it last changed."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

import attrs
from plotly.utils import PlotlyJSONEncoder

from adapters.dash_ui.components.living import outline, refresh
from adapters.dash_ui.live import wire
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from adapters.dash_ui.shell.bar import AGO, ago

LARGE: Final = 24_000
"""Characters: a part of more is sent no oftener than a chart."""


@attrs.frozen(kw_only=True)
class Sketch:
    """A page as it is sent: its living parts as JSON, and those of them that change slowly."""

    mark: str
    outline: str
    parts: Mapping[str, str]
    calm: frozenset[str]
    restless: bool = False


def sketch(shown: Shown) -> Sketch:
    """Cut a drawn page into its living parts; costs milliseconds, so it belongs into a thread."""
    found: dict[str, Any] = dict(refresh(shown.content))
    calm = {part for part, properties in found.items() if "figure" in properties}
    if shown.heading.last_activity is not None:
        found[AGO] = ago(shown.heading.last_activity, shown.heading.time_zone)
    parts = {part: json.dumps(properties, cls=PlotlyJSONEncoder) for part, properties in found.items()}
    calm |= {part for part, text in parts.items() if len(text) > LARGE}
    return Sketch(
        mark=shown.mark,
        outline=outline(shown.content),
        parts=parts,
        calm=frozenset(calm),
        restless=shown.restless,
    )


@attrs.define
class _Part:
    text: str
    seq: int
    at: float


class Scene:
    """What is shown at a place, and since when; viewers are woken when anything of it changes.

    `turn` counts the drawings, also those that changed nothing; `troubles` counts the times that there was
    nothing to draw. It is `outdated` from when nobody looked until it is drawn again.
    """

    def __init__(self, place: Place, *, calm: float) -> None:
        self.place = place
        self.epoch = uuid4().hex[:12]
        self.seq = 0
        self.turn = 0
        self.troubles = 0
        self.in_trouble = False
        self.outdated = True
        self.outline = ""
        self.mark = ""
        self.owed_at: float | None = None
        self.restless = False
        self.viewers: set[asyncio.Event] = set()
        self.wanted = asyncio.Event()
        self._calm = calm
        self._parts: dict[str, _Part] = {}
        self._messages: dict[int, bytes] = {}

    @property
    def nbytes(self) -> int:
        """Memory that it takes, nearly all of it."""
        texts = sum(len(part.text) for part in self._parts.values())
        return len(self.outline) + texts + sum(len(message) for message in self._messages.values())

    def show(self, drawn: Sketch, now: float) -> None:
        """Take in a drawing; what changes slowly may stay behind, and is owed then."""
        self.turn, self.in_trouble, self.owed_at = self.turn + 1, False, None
        self.outdated = False
        self.restless = drawn.restless
        changed = self._changed(drawn, now)
        if changed or drawn.outline != self.outline:
            self.seq += 1
            self._messages.clear()
        for part in changed:
            self._parts[part] = _Part(drawn.parts[part], self.seq, now)
        for gone in self._parts.keys() - drawn.parts.keys():
            del self._parts[gone]
        self.mark, self.outline = drawn.mark, drawn.outline
        self.wake()

    def trouble(self) -> None:
        """There is nothing to draw: whoever looks has to ask for the page, which says why."""
        self.turn += 1
        if not self.in_trouble:
            self.in_trouble, self.troubles = True, self.troubles + 1
        self.wake()

    def since(self, seq: int) -> bytes:
        """All that changed after a turn, as one message; made once for all who are as far."""
        made = self._messages.get(seq)
        if made is None:
            parts = {name: part.text for name, part in self._parts.items() if part.seq > seq}
            made = wire.changes(self.place.href, self.epoch, self.seq, self.mark, parts)
            self._messages[seq] = made
        return made

    def where(self, hello: wire.Hello) -> int:
        """The turn up to which a browser has seen this scene; 0 when it has to be shown everything."""
        if hello.epoch == self.epoch and 0 < hello.seq <= self.seq:
            return hello.seq
        return self.seq if hello.mark == self.mark else 0

    def wake(self) -> None:
        """Let every viewer look whether there is something for them."""
        for viewer in self.viewers:
            viewer.set()

    def _changed(self, drawn: Sketch, now: float) -> list[str]:
        changed = []
        for part, text in drawn.parts.items():
            before = self._parts.get(part)
            if before is not None and before.text == text:
                continue
            if before is not None and part in drawn.calm and now - before.at < self._calm:
                due = before.at + self._calm
                self.owed_at = due if self.owed_at is None else min(due, self.owed_at)
                continue
            changed.append(part)
        return changed
