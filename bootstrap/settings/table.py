"""Every setting of an installation: one table, from which .env.example and OPERATIONS are made."""

from typing import Final

from bootstrap.settings.groups.backups import BACKUPS
from bootstrap.settings.groups.bot import BOT
from bootstrap.settings.groups.database import DATABASE
from bootstrap.settings.groups.log import LOG
from bootstrap.settings.groups.place import PLACE
from bootstrap.settings.groups.web import WEB
from bootstrap.settings.setting import Setting

TABLE: Final[tuple[Setting, ...]] = (*PLACE, *BOT, *WEB, *DATABASE, *BACKUPS, *LOG)
