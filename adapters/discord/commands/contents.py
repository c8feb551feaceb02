"""The contents page: every command, every button that outlives a restart, every form."""

from typing import Final

from adapters.discord.commands.events import EVENT, EVENT_BUTTONS, EVENT_FORMS
from adapters.discord.commands.frame import Contents
from adapters.discord.commands.help import show_help
from adapters.discord.commands.identity.forgetting import Forget, forgetme
from adapters.discord.commands.identity.linking import TakeAway, link
from adapters.discord.commands.identity.mydata import mydata
from adapters.discord.commands.insights.kpi import kpi
from adapters.discord.commands.members.leaderboard import leaderboard
from adapters.discord.commands.members.profile import show_my_profile, show_profile
from adapters.discord.commands.setup.choosing import ChooseGroup, ChooseSetting
from adapters.discord.commands.setup.command import setup
from adapters.discord.commands.setup.form import SettingForm
from adapters.discord.commands.setup.pressing import Keep, Undo

CONTENTS: Final = Contents(
    commands=(
        show_my_profile,
        show_profile,
        leaderboard,
        kpi,
        EVENT,
        link,
        mydata,
        forgetme,
        setup,
        show_help,
    ),
    buttons=(
        ChooseGroup,
        ChooseSetting,
        Keep,
        Undo,
        TakeAway,
        Forget,
        *EVENT_BUTTONS,
    ),
    forms=(
        SettingForm,
        *EVENT_FORMS,
    ),
)
