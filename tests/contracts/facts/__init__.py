"""What facts promise."""

from tests.contracts.facts.contract import FactsContract

__all__ = ["FactsContract"]
