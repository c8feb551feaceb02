"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """The version of the installed package."""
    try:
        return installed_version("community-os")
    except PackageNotFoundError:
        return "0 (not installed)"
