"""The API for other programs: the same numbers, each question with a key."""

from adapters.http_api.api.app import PREFIX, api_app, mount_api
from adapters.http_api.api.described import description
from adapters.http_api.api.gate import KeyGate

__all__ = ["PREFIX", "KeyGate", "api_app", "description", "mount_api"]
