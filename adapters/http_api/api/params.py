"""What can be asked, in words: the parameters that several questions share."""

from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request

from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

# Said in the description and not checked here: our own refusal says better what is wrong.
_DAY = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


async def _guild(
    guild: Annotated[
        str, Path(description="The id of a community: that of its Discord server.", max_length=20)
    ],
) -> int:
    return snowflake(guild, where="guild")


Guild = Annotated[int, Depends(_guild)]
Window = Annotated[
    str,
    Query(
        description="Which days: `7d` (so many days that end with `as_of`), `all`, or both ends included: "
        "`2026-03-01..2026-03-31`.",
        max_length=24,
        json_schema_extra={"pattern": rf"^(all|[1-9][0-9]{{0,2}}d|{_DAY}\.\.{_DAY})$"},
        examples=["30d"],
    ),
]
AsOf = Annotated[
    str | None,
    Query(
        description="Read as of the end of that day (`2026-03-14`), or of a moment "
        "(`2026-03-14T18:00+01:00`); else of now.",
        max_length=40,
        json_schema_extra={"pattern": rf"^{_DAY}(T[01][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-]0[0-9]:00)?)?$"},
        examples=["2026-03-14"],
    ),
]
Cursor = Annotated[
    str | None, Query(description="`next` of the page before, with the same question.", max_length=200)
]


async def only_known(request: Request) -> None:
    """Raises Invalid for a parameter that there is not, or that is given twice: a slip of the pen would
    otherwise be answered with another number."""
    known = _names(request.scope["route"].dependant)
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            choices = f"there are {', '.join(sorted(known))}" if known else "there are none"
            raise Invalid(f"there is no parameter {name[:40]!r} here; {choices}")
        if given.count(name) > 1:
            raise Invalid(f"{name}: it is given more than once")


def _names(dependant: Any) -> set[str]:  # noqa: ANN401 - FastAPI's own
    found = {field.alias for field in dependant.query_params}
    return found.union(*(_names(one) for one in dependant.dependencies))
