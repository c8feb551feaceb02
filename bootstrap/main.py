"""The console script: imports little, so that help and mistakes are answered at once."""

import sys

from adapters.cli.endings import run_program
from adapters.cli.product import Session
from adapters.cli.program import program
from bootstrap.garbage import few_heaps, look_for_garbage_seldom
from bootstrap.product import CommunityOS
from bootstrap.settings import SettingsProblems


def main() -> None:
    """`community-os`."""
    look_for_garbage_seldom()
    few_heaps()
    sys.exit(run_program(program, Session(product=CommunityOS(), misconfigured=SettingsProblems)))


if __name__ == "__main__":
    main()
