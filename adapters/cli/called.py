"""What somebody has to type to call this program again: what they typed just now."""

import os
import shlex
import shutil
import sys
from typing import Final

NAME: Final = "community-os"


def program_name() -> str:
    """The path by which the program was called, or its bare name where a shell finds it by that."""
    called = sys.argv[0]
    folder, name = os.path.split(called)
    if name != NAME or not folder:
        return NAME
    found = shutil.which(NAME)
    if found is not None and os.path.realpath(found) == os.path.realpath(called):
        return NAME
    return shlex.quote(called)


def typed(arguments: str) -> str:
    """A command of this program as it is typed here."""
    return f"{program_name()} {arguments}"
