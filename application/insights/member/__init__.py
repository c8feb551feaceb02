"""One member, as staff see them."""

from application.insights.member.show import ShowMember

__all__ = ["ShowMember"]
