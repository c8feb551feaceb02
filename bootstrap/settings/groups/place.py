"""Where an installation keeps its things."""

from typing import Final

from bootstrap.settings.setting import Setting
from bootstrap.settings.values import folder, longer_than

_GROUP: Final = "Where things are"
_HOW_TO_MAKE_ONE: Final = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' prints a good one"

PLACE: Final[tuple[Setting, ...]] = (
    Setting(
        name="HOME",
        group=_GROUP,
        meaning="the data folder: the embedded database, the secret, the demo",
        read=folder,
        default=None,
        shown="`~/.local/share/community-os` (macOS: `~/Library/Application Support/community-os`)",
        example="/var/lib/community-os-data",
    ),
    Setting(
        name="SECRET",
        group=_GROUP,
        meaning="hashes ids and signs cookies; it must never change, since all would count twice",
        read=longer_than(16, _HOW_TO_MAKE_ONE),
        default=None,
        shown="the file `secret` in the data folder, made at the first start",
        example="(32 random bytes as text)",
    ),
)
