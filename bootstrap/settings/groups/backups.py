"""Settings: backups."""

from typing import Final

from bootstrap.settings.setting import Setting
from bootstrap.settings.values import folder, whole_number

BACKUPS: Final[tuple[Setting, ...]] = (
    Setting(
        name="BACKUP_DIR",
        group="Backups",
        meaning="the folder for the daily backups; best on another disk than the database",
        read=folder,
        default=None,
        shown="the folder `backups` in the data folder",
        example="/mnt/other-disk/community-os",
    ),
    Setting(
        name="BACKUPS_KEPT",
        group="Backups",
        meaning="how many daily backups are kept; 0 makes none by itself",
        read=whole_number(0, 3650),
        default="7",
        shown="`7`",
        example="7",
    ),
)
