"""Names that nobody bears."""

from typing import Final

_FIRST: Final = (
    "Amber", "Ash", "Birch", "Briar", "Cedar", "Clove", "Comet", "Coral", "Dune", "Echo", "Ember",
    "Fable", "Fern", "Flint", "Frost", "Gale", "Garnet", "Harbor", "Hazel", "Indigo", "Iris", "Ivory",
    "Jasper", "Juno", "Kestrel", "Lark", "Linden", "Lotus", "Lumen", "Maple", "Marlow", "Merle", "Mica",
    "Moss", "Nimbus", "Nova", "Oak", "Onyx", "Opal", "Orchid", "Pebble", "Perry", "Quill", "Raven",
    "Reed", "Ridge", "Robin", "Rook", "Saffron", "Sage", "Slate", "Sol", "Sparrow", "Storm", "Sumac",
    "Tamsin", "Teal", "Thorn", "Umber", "Vale", "Vesper", "Willow", "Wren", "Zephyr",
)  # fmt: skip
_LAST: Final = (
    "Arrow", "Blade", "Bough", "Brook", "Cairn", "Crest", "Dawn", "Drift", "Falls", "Field", "Forge",
    "Gate", "Glade", "Grove", "Hollow", "Keep", "Lake", "March", "Meadow", "Mire", "Pine", "Quarry",
    "Reach", "Rune", "Shade", "Shield", "Shore", "Spire", "Stone", "Strand", "Tide", "Tower", "Vault",
    "Ward", "Wick", "Wood",
)  # fmt: skip


def name_of(person: int) -> str:
    """A name for each person, the same ever after; none comes twice among the first two thousand."""
    round_, first = divmod(person, len(_FIRST))
    return f"{_FIRST[first]} {_LAST[(round_ + 29 * first) % len(_LAST)]}"
