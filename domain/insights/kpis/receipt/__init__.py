"""The receipt of a reading: where the number comes from, what moved it, who is behind it, what to know."""

from domain.insights.kpis.receipt.amounts import number, said
from domain.insights.kpis.receipt.crowd import Crowd
from domain.insights.kpis.receipt.movement import Contribution, Effects, Movement, movement
from domain.insights.kpis.receipt.receipt import Receipt, receipt

__all__ = [
    "Contribution",
    "Crowd",
    "Effects",
    "Movement",
    "Receipt",
    "movement",
    "number",
    "receipt",
    "said",
]
