"""Who a member is elsewhere, and how they are forgotten."""

from adapters.dash_ui.pages.member.person.accounts import accounts, belongs_elsewhere
from adapters.dash_ui.pages.member.person.acts import ACTS
from adapters.dash_ui.pages.member.person.erasing import erasing

__all__ = ["ACTS", "accounts", "belongs_elsewhere", "erasing"]
