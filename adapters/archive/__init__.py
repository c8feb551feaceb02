"""Backups as files: one zip each, with a member for each table and a manifest."""

from adapters.archive.reading import ZipOriginal, opened_backup
from adapters.archive.shelf import Shelf
from adapters.archive.writing import ZipDuplicate, new_backup

__all__ = ["Shelf", "ZipDuplicate", "ZipOriginal", "new_backup", "opened_backup"]
