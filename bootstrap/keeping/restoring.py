"""`community-os restore`: a backup into an empty database, under the secret that it belongs to."""

import contextlib
from pathlib import Path

from adapters.cli.product import Copied, Told
from bootstrap.keeping.making import other_database
from bootstrap.processes import Say, reached, where_the_secret_is
from bootstrap.settings import Settings
from domain.kernel.errors import Conflict
from domain.operations.backups.manifest import Manifest, differing_guilds


async def restore(settings: Settings, path: Path, to: str | None, say: Say, told: Told) -> Copied:
    """Everything about the file is looked at before anything is touched."""
    from adapters.archive import opened_backup
    from adapters.postgres.operations.backup import filling, tallies_now
    from application.operations.copying import CopyInstallation

    with opened_backup(path) as original:
        must_be_ours(settings, original.manifest)
        say(f"Looking through {path} ...")
        await original.check(told)
        async with contextlib.AsyncExitStack() as stack:
            if to is None:
                there = (await stack.enter_async_context(reached(settings, say))).direct
            else:
                there = await other_database(to)
            async with filling(there, original.origin, report=say) as duplicate:
                manifest = await CopyInstallation(told=told)(original, duplicate)
            guilds, _ = await tallies_now(there)
    _forget_bookmarks(settings)
    return Copied(
        where="the embedded database" if to is None and settings.database_url is None else str(there),
        manifest=manifest,
        differences=tuple(differing_guilds(manifest.guilds, guilds)),
    )


def must_be_ours(settings: Settings, manifest: Manifest) -> None:
    """Raises Conflict, with what to bring, unless the secret is the one that all keys were made with."""
    from adapters.system.secret import secret_if_any
    from domain.community.log.keys import Keyring

    given = settings.secret.reveal() if settings.secret is not None else secret_if_any(settings.home)
    if given is not None and Keyring(given.encode()).fingerprint == manifest.origin.fingerprint:
        return
    place = where_the_secret_is(settings)
    raise Conflict(
        f"this backup was made under another secret than {place}: everything that is sent again would count "
        f"twice. Bring the secret of that installation (the file `secret` of its data folder, or its "
        f"COMMUNITY_OS_SECRET) and put it into {place}; then restore again. Nothing was touched"
        if given is not None
        else f"there is no secret here yet, and this backup belongs to one: put the file `secret` of the old "
        f"data folder at {place.removeprefix('the file ')} (readable by its owner alone), or set "
        "COMMUNITY_OS_SECRET; then restore again. Nothing was touched"
    )


def _forget_bookmarks(settings: Settings) -> None:
    """They say how far files were imported into what was there before; read again, nothing counts twice."""
    for bookmark in (settings.home / "imports").glob("*"):
        with contextlib.suppress(OSError):
            bookmark.unlink()
