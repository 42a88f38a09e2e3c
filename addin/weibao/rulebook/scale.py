"""The score step of a rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Scale:
    """The rulebook's score step, and the conversions between points (shown) and steps (computed)."""

    step: Fraction

    def steps(self, points: Decimal | Fraction | int) -> int | None:
        """Points as whole steps; None where they lie between two steps."""
        quotient = Fraction(points) / self.step
        return int(quotient) if quotient.denominator == 1 else None

    def points(self, steps: int) -> Decimal:
        """Steps as points, without trailing zeros (4 steps of 0.5 are Decimal('2'))."""
        return _decimal(self.step.numerator, self.step.denominator, steps)


@lru_cache(maxsize=1 << 10)
def _decimal(numerator: int, denominator: int, steps: int) -> Decimal:
    """So many times a fraction. A run asks for the same few points by the thousand."""
    value = Fraction(numerator, denominator) * steps
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
