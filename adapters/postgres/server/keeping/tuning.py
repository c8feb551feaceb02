"""The server's settings: safe first, then modest enough for a small machine."""

import os
from pathlib import Path

_MB = 1024 * 1024


def server_settings(socket_folder: Path, *, durable: bool = True) -> dict[str, str]:
    """Settings given at every start, so that a newer program brings its newer settings along."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MB
    settings = {
        # No network: only who may enter the socket's folder can connect.
        "listen_addresses": "",
        "unix_socket_directories": _quoted(str(socket_folder)),
        "unix_socket_permissions": "0700",
        # A crash is recovered in seconds where little was written since the last checkpoint.
        "max_wal_size": "256MB",
        "checkpoint_timeout": "2min",
        "shared_buffers": f"{_between(32, memory // 16, 256)}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "maintenance_work_mem": f"{_between(32, memory // 32, 128)}MB",
        "work_mem": "8MB",
        "max_connections": "60",
        "random_page_cost": "1.1",
        "jit": "off",
        # The log never holds anybody's data: a failed statement is told to its caller, not to the log.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_checkpoints": "off",
        "checkpoint_warning": "0",
        "log_line_prefix": "[%p] ",
        "log_destination": "stderr",
        "logging_collector": "off",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return settings


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))


def _quoted(path: str) -> str:
    # The setting is a list: a folder with a comma or spaces in its name is one entry only in double quotes.
    return '"' + path.replace('"', '""') + '"'
