"""How the store was told what it holds, and whose accounts of other worlds are known."""

import attrs

from application.community.ports import Store
from domain.insights.kpis.facts import KpiFacts


async def accounts(store: Store, facts: KpiFacts) -> KpiFacts:
    """The facts with every link."""
    async with store.reading(facts.guild) as work:
        return attrs.evolve(facts, accounts=await work.links.linked())


async def intake(store: Store, facts: KpiFacts) -> KpiFacts:
    """The facts with what the front door did, what it could not keep, and why the bot did not hear."""
    async with store.reading(facts.guild) as work:
        return attrs.evolve(
            facts,
            received=await work.intake.received(),
            letters=await work.letters.parked(),
            noted=await work.listening.noted(),
        )
