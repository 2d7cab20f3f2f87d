"""What a silence says: how likely a customer who has ordered nothing for so long is to order again within a year."""

from __future__ import annotations

from dataclasses import dataclass

YEAR_DAYS = 365.0


@dataclass(frozen=True, slots=True)
class ReturnLaw:
    """How long silences last, counted in paces: a share `never` ends with no order; the others follow a Lomax law.

    A pace is the cadence of the customer as R-F1 reads it, but at least half of the days that make a dormant one.
    """

    never: float
    shape: float
    scale: float

    def outlasts(self, paces: float) -> float:
        """Share of silences that last longer than so many paces, 0 to 1."""
        return float(self.never + (1 - self.never) * (1 + max(paces, 0.0) / self.scale) ** -self.shape)

    def comes_back(self, silence: float, pace: float, ahead: float = YEAR_DAYS) -> float:
        """Chance of an order within `ahead` days after `silence` days without one; `pace` in days, above 0."""
        return 1 - self.outlasts((silence + ahead) / pace) / self.outlasts(silence / pace)
