"""What somebody who listens again finds against what is known: what must have happened in between."""

from domain.community.reconcile.membership import left_before, stayed, who_left
from domain.community.reconcile.roles import RolesFound, roles_moved
from domain.community.reconcile.voice import voice_moved

__all__ = ["RolesFound", "left_before", "roles_moved", "stayed", "voice_moved", "who_left"]
