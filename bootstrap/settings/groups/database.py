"""The database, and what is kept in memory of it."""

from typing import Final

from bootstrap.settings.setting import Setting
from bootstrap.settings.values import database, whole_number

_GROUP: Final = "Database"

DATABASE: Final[tuple[Setting, ...]] = (
    Setting(
        name="DATABASE_URL",
        group=_GROUP,
        meaning="another PostgreSQL (15 or newer) than the embedded one",
        read=database("DATABASE_URL"),
        default=None,
        shown="the embedded PostgreSQL",
        example="postgresql://community:PASSWORD@db.example.org:5432/community",
    ),
    Setting(
        name="DATABASE_DIRECT_URL",
        group=_GROUP,
        meaning="the same database without the pooler, for migrations; needed when the first is a pooler",
        read=database("DATABASE_DIRECT_URL"),
        default=None,
        shown="`COMMUNITY_OS_DATABASE_URL`",
        example="postgresql://community:PASSWORD@db.example.org:5432/community",
    ),
    Setting(
        name="DATABASE_TIMEOUT",
        group=_GROUP,
        meaning="seconds that one statement may take",
        read=whole_number(1, 3600),
        default="30",
        shown="`30`",
        example="30",
    ),
    Setting(
        name="DATABASE_CONNECTIONS",
        group=_GROUP,
        meaning="connections that one process opens at most",
        read=whole_number(2, 500),
        default="10",
        shown="`10`",
        example="10",
    ),
    Setting(
        name="MEMORY_MB",
        group=_GROUP,
        meaning="megabytes of counted facts that are kept in memory for quick answers",
        read=whole_number(16, 65536),
        default="96",
        shown="`96`",
        example="512",
    ),
)
