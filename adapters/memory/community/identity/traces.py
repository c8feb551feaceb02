"""What can name somebody outside of the member list, in memory."""

from collections.abc import Collection

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.events.plan import Plan
from domain.community.identity.traces import without


@attrs.frozen
class MemoryTraces:
    """Settings, readings that wait, and events."""

    _state: GuildState
    _undo: Undo

    async def empty(self, *, names: Collection[str], outside_ids: Collection[str]) -> None:
        """Nothing there names them any more."""
        state, undo = self._state, self._undo
        named = {name.casefold() for name in names}
        undo.set(
            state,
            "settings",
            [
                attrs.evolve(one, changed_by="") if one.changed_by.casefold() in named else one
                for one in state.settings
            ],
        )
        for key, waiting in list(state.reactors.items()):
            if str(waiting.after) in outside_ids:
                undo.put(state.reactors, key, attrs.evolve(waiting, after=0))
        undo.set(state, "touched_events", state.revision + 1)
        for number, event in list(state.events.items()):
            undo.put(state.events, number, attrs.evolve(event, plan=_plan(event.plan, outside_ids)))
        for number, series in list(state.recurrences.items()):
            undo.put(state.recurrences, number, attrs.evolve(series, plan=_plan(series.plan, outside_ids)))


def _plan(plan: Plan, outside_ids: Collection[str]) -> Plan:
    return attrs.evolve(
        plan,
        title=without(plan.title, outside_ids),
        description=without(plan.description, outside_ids),
        place=without(plan.place, outside_ids),
    )
