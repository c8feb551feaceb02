"""People come and go, are thrown out, and change."""

from collections.abc import Iterable
from typing import Any

from tests.loopback.payloads import people
from tests.loopback.scenes.stage import Stage
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Guild, Invite, Member, Role, User
from tests.loopback.world.truth import Belonged

KICK, BAN, UNBAN, MEMBER_UPDATE, ROLES = 20, 22, 23, 24, 25


class People(Stage):
    """Membership, nicknames and roles as they change."""

    async def member_joins(
        self, guild: Guild, user: User | str = "newcomer", *, invite: Invite | None = None, bot: bool = False
    ) -> Member:
        """Somebody new, or the same user once more."""
        who = self.user(user, bot=bot) if isinstance(user, str) else user
        now = self.world.clock.now()
        member = Member(guild=guild, user=who, joined_at=now)
        guild.members[who.id] = member
        if invite:
            invite.uses += 1
        self.truth.membership.append(
            Belonged(guild=guild.id, member=who.id, start=now, invite=invite.code if invite else None)
        )
        self._tell("GUILD_MEMBER_ADD", guild, people.member(member) | {"guild_id": str(guild.id)})
        return member

    async def member_leaves(self, member: Member) -> None:
        self._departs(member, "left")

    async def member_is_kicked(self, member: Member, by: Member | None = None) -> None:
        self._departs(member, "kicked")
        self._audit(member.guild, KICK, member.id, by)

    async def member_is_banned(self, member: Member, by: Member | None = None) -> None:
        ban = {"guild_id": str(member.guild.id), "user": people.user(member.user)}
        self._tell("GUILD_BAN_ADD", member.guild, ban)
        self._departs(member, "banned")
        self._audit(member.guild, BAN, member.id, by)

    async def member_is_unbanned(self, member: Member, by: Member | None = None) -> None:
        ban = {"guild_id": str(member.guild.id), "user": people.user(member.user)}
        self._tell("GUILD_BAN_REMOVE", member.guild, ban)
        self._audit(member.guild, UNBAN, member.id, by)

    def _departs(self, member: Member, how: str) -> None:
        guild, now = member.guild, self.world.clock.now()
        guild.members.pop(member.id, None)
        for one in reversed(self.truth.membership):
            if (one.guild, one.member, one.end) == (guild.id, member.id, None):
                one.end, one.how = now, how
                break
        gone = {"guild_id": str(guild.id), "user": people.user(member.user)}
        self._tell("GUILD_MEMBER_REMOVE", guild, gone)

    async def member_changes_roles(self, member: Member, roles: Iterable[Role]) -> None:
        """From now on the member has exactly these roles."""
        member.roles = list(roles)
        ids = frozenset(role.id for role in member.roles)
        self._happened("roles", member.guild, member=member.id, detail=ids)
        self._updated(member)

    async def member_changes_nick(self, member: Member, nick: str | None) -> None:
        member.nick = nick
        self._happened("nick", member.guild, member=member.id, detail=nick)
        self._updated(member)

    def _updated(self, member: Member) -> None:
        self._tell(
            "GUILD_MEMBER_UPDATE", member.guild, people.member(member) | {"guild_id": str(member.guild.id)}
        )

    def _audit(self, guild: Guild, action: int, target: int, by: Member | None) -> None:
        """The audit log is told only to those who may read it."""
        if not self.world.may(May.VIEW_AUDIT_LOG, guild):
            return
        entry: dict[str, Any] = {
            "id": str(self.world.ids.next()),
            "guild_id": str(guild.id),
            "action_type": action,
            "target_id": str(target),
            "user_id": str((by.user if by else guild.owner).id),
        }
        self._tell("GUILD_AUDIT_LOG_ENTRY_CREATE", guild, entry)
