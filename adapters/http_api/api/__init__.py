"""The API for other programs: the same numbers, each question with a key."""

from adapters.http_api.api.app import PREFIX, Programs, api_app
from adapters.http_api.api.described import description
from adapters.http_api.api.gate import KeyGate

__all__ = ["PREFIX", "KeyGate", "Programs", "api_app", "description"]
