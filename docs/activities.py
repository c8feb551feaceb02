"""docs/ACTIVITIES.md and docs/activities.schema.json, from the envelope that the front door reads."""

import json
from typing import Any, Final

from domain.community.log.activity import KINDS
from domain.community.log.admission import REASONS
from domain.community.log.envelope import FIELDS, Field, json_schema

_EXAMPLES: Final[tuple[dict[str, Any], ...]] = (
    {
        "guild": "1000000000000000001",
        "kind": "message",
        "id": "1482438161203200001",
        "at": "2026-03-14T18:00:00Z",
        "person": {"id": "2000000000000000001", "name": "Ada"},
        "channel": "3000000000000000001",
        "subject": "1482438161203200001",
        "details": {"type": 0, "length": 42},
    },
    {
        "guild": "1000000000000000001",
        "kind": "voice_joined",
        "id": "visit-81-in",
        "at": "2026-03-14T19:00:00+01:00",
        "namespace": "game-server",
        "person": {"id": "steam:76561190000000000", "source": "steam", "name": "Bo"},
        "channel": "3000000000000000002",
    },
    {
        "guild": "1000000000000000001",
        "kind": "command_run",
        "id": "1482453260700160001",
        "at": "2026-03-14T19:00:00Z",
        "person": {"id": "2000000000000000001", "name": "Ada"},
        "channel": "3000000000000000001",
        "details": {"command": "profile", "outcome": "ok", "latency_ms": 130},
    },
    {
        "guild": "1000000000000000001",
        "kind": "role_given",
        "id": "2000000000000000001:4000000000000000001:1773514800000",
        "at": "2026-03-14T19:00:00Z",
        "person": {"id": "2000000000000000001", "name": "Ada"},
        "details": {"role": "4000000000000000001"},
    },
)


def activities_schema() -> str:
    """The JSON Schema of one line."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def activities_guide() -> str:
    """The envelope for somebody who writes a program that sends us activities."""
    return "\n".join(
        (
            "<!-- Made from the code by `make docs`; edit domain/community/log/envelope.py instead. -->",
            "# Activities",
            "",
            "An activity is one thing that happened in a community. Write each as one JSON object on a line",
            "of its own, in UTF-8, and hand the lines to Community OS:",
            "",
            "```",
            "community-os ingest activities.ndjson",
            "your-program | community-os ingest -",
            "```",
            "",
            "Sending a line again counts nothing, whoever sends it and in whatever order, as long as its",
            "`namespace`, `kind` and `id` are the same. A line that cannot be kept is put aside with the",
            "reason, and its neighbours land: see `community-os dead-letters list`. A line may have 1 MiB.",
            "",
            "Lines tell what happened, and not that nothing else did. So of a community that is known from",
            "lines alone what was told is counted, while shares of all members, changes since days before",
            'and the health score are unavailable ("heard 0%"): a bot, or the import of a history, says what',
            "was listened to, and when.",
            "",
            "```json",
            *(json.dumps(example, ensure_ascii=False) for example in _EXAMPLES),
            "```",
            "",
            "`docs/activities.schema.json` is the same as JSON Schema (2020-12) for one line.",
            "",
            "## Fields",
            "",
            "| field | needed | what it says | form |",
            "| --- | --- | --- | --- |",
            *(_row(field) for field in FIELDS),
            "",
            'A person is `{"id", "source", "name", "bot"}`: `id` is needed, `source` is `discord` unless',
            "said otherwise, and a Discord id has only digits. Ids of 64 bits are written as text. In the",
            "namespace `discord` a message, a reaction and a look at reactions need their `subject`, and a",
            "message takes its time from that id. What becomes of an event, and who says that they will",
            "come, need the event's id as `subject`. Titles, descriptions and what a command was asked are",
            "never taken.",
            "",
            "## Kinds",
            "",
            "| kind | what happened |",
            "| --- | --- |",
            *(f"| `{kind}` | {meaning} |" for kind, meaning in KINDS.items()),
            "",
            "## Why a record is put aside",
            "",
            "| reason | meaning |",
            "| --- | --- |",
            *(f"| `{reason}` | {meaning} |" for reason, meaning in REASONS.items()),
            "",
        )
    )


def _row(field: Field) -> str:
    needed = "yes" if field.required else ""
    return f"| `{field.name}` | {needed} | {field.meaning} | {_form(field.schema)} |"


def _form(schema: Any) -> str:  # noqa: ANN401  a JSON Schema is any JSON
    default = f", else `{json.dumps(schema['default'])}`" if "default" in schema else ""
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return "one of the words below" if len(schema["enum"]) > 3 else _words(schema["enum"])
    if schema.get("properties", {}).get("id"):
        return "a person"
    if "properties" in schema:
        return "object: " + ", ".join(
            f"`{name}` ({_form(inner)})" for name, inner in schema["properties"].items()
        )
    if schema.get("format") == "date-time":
        return "RFC 3339, such as `2026-03-14T18:00:00Z`"
    if schema.get("pattern") == "^[0-9]{1,19}$":
        return "digits as text"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    bounds = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return f"{words[schema['type']]}{bounds}{default}"


def _words(words: list[str]) -> str:
    return " or ".join(f"`{word}`" for word in words)
