"""One member: how they do, when and where they are here, and with whom they talk."""

from domain.insights.profile.bonds import Bond, Talk
from domain.insights.profile.facts import MemberFacts
from domain.insights.profile.profile import Profile
from domain.insights.profile.reading import read_profile

__all__ = ["Bond", "MemberFacts", "Profile", "Talk", "read_profile"]
