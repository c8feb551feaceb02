"""On whom events lie, and whether the teams of captains come."""

from collections.abc import Callable

from tests.integration.twin.answers.evenings import Coming, Evenings, compared, counted
from tests.integration.twin.question import Answer, Question, here, roles


def hours(found: Evenings) -> Answer:
    return sum(found.seconds(*one) for one in found.comings) / 3600, None


def _hostings(found: Evenings) -> list[Coming]:
    return [
        (at, host)
        for at in found.places
        for host in found.calendar.events[at].plan.hosts
        if found.asked.group is None or host in found.asked.group
    ]


def host_load(found: Evenings) -> Answer:
    pairs = _hostings(found)
    return float(len(pairs)), float(len({who for _, who in pairs}))


def host_hours(found: Evenings) -> Answer:
    pairs = _hostings(found)
    spent = sum(found.seconds(at, who) for at, _ in pairs for who in found.calendar.came[at])
    return spent / 3600, float(len({who for _, who in pairs}))


def captain_teams(found: Evenings) -> Answer:
    asked, past = found.asked, found.asked.past
    tiers = past.settings.tiers
    if "captain" not in tiers.values():
        return None
    everybody = here(past, asked.end)
    held_now = {role: who & everybody for role, who in roles(past, asked.end).items()}
    lead = {who for role, mine in held_now.items() if tiers.get(str(role)) == "captain" for who in mine}
    team: set[int] = set()
    for role, mine in held_now.items():
        captains = mine & lead
        plain = str(role) not in tiers
        if plain and 0 < len(captains) <= 2 and len(mine) > len(captains) and 2 * len(mine) <= len(everybody):
            team |= mine
    if not team:
        return None
    mine = asked.within(team)
    return float(len(mine & {who for _, who in found.comings})), float(len(mine))


HOSTING: dict[str, Callable[[Question], Answer]] = {
    "event_hours": counted(hours),
    "host_load": counted(host_load, of_voice=False),
    "host_hours": counted(host_hours),
    "captain_teams": compared(captain_teams),
}
