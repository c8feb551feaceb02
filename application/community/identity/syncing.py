"""Reading another system's profiles: whoever signed in there with Discord has proved who they are."""

import attrs

from application.community.identity.linking import LinkMany, LinkReport, Wanted
from application.community.identity.ports import Profiles
from domain.community.identity.accounts import SUPABASE
from domain.kernel.actors import Actor


@attrs.frozen(kw_only=True)
class SyncProfiles:
    """Link every Supabase profile to the member whose Discord account signed in to it."""

    profiles: Profiles
    link_many: LinkMany

    async def __call__(self, guild: int, actor: Actor, *, dry_run: bool = False) -> LinkReport:
        """Raises NotFound where the database is not Supabase's; once more links nothing twice.

        Whoever was erased stays nobody, and is told among the refused.
        """
        report = LinkReport(dry_run=dry_run)
        async for page in self.profiles.pages():
            wanted = [
                Wanted(one.discord_id, SUPABASE, one.profile_id, f"profile {one.profile_id}") for one in page
            ]
            await self.link_many(guild, wanted, actor, proved_by="supabase", dry_run=dry_run, report=report)
        return report
