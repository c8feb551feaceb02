"""The log of the program."""

from typing import Final

from bootstrap.settings.setting import Setting
from bootstrap.settings.values import one_of

_GROUP: Final = "Log"

LOG: Final[tuple[Setting, ...]] = (
    Setting(
        name="LOG_LEVEL",
        group=_GROUP,
        meaning="how much is logged: debug, info, warning, error",
        read=one_of("debug", "info", "warning", "error"),
        default="info",
        shown="`info`",
        example="info",
    ),
    Setting(
        name="LOG_FORMAT",
        group=_GROUP,
        meaning="text for people, json for machines; auto is text on a terminal and json elsewhere",
        read=one_of("auto", "text", "json"),
        default="auto",
        shown="`auto`",
        example="json",
    ),
)
