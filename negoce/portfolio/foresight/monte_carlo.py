"""A month drawn ten thousand times: orders of existing customers and the deals that may be won in it (S3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 10_000
SEED = 2026
LOW, HIGH = 0.10, 0.90
# As many deals are drawn at once: 8 bytes × DRAWS each.
_AT_ONCE = 200

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's month: what customers should order (mean and variance), deals as (amount, probability).

    `own` is how far this cell strays beside the month that all share.
    """

    mean: float
    variance: float
    deals: tuple[tuple[float, float], ...] = ()
    ordered: float = 0.0
    own: float = 0.0

    @property
    def chance(self) -> float:
        """The variance of orders and deals alone, without good and bad months."""
        return self.variance + sum(amount * amount * odds * (1 - odds) for amount, odds in self.deals)


@dataclass(frozen=True, slots=True)
class Spread:
    """What was drawn of a scope: eight times in ten between low and high, `mid` on average."""

    low: float
    mid: float
    high: float


def simulate(
    cells: Mapping[str, Cell],
    scopes: Mapping[str, Sequence[str]],
    *,
    spread: float,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, Spread]:
    """Draw every cell `draws` times, add the cells of each scope draw by draw, and read the interval off.

    Orders of a cell follow a gamma law of its mean and variance, times one factor that all cells share in a draw
    (a good or a bad month for everybody: mean 1, standard deviation `spread`) and one of its own. A deal is won or
    not, whole. The same seed gives the same figures.
    """
    chance = np.random.default_rng(seed)
    common = _factor(spread, chance, draws)
    drawn = {key: _drawn(cells[key], common, chance, draws) for key in sorted(cells)}
    found = {}
    for scope, keys in scopes.items():
        total = np.zeros(draws)
        for key in keys:
            total += drawn[key]
        low, high = np.quantile(total, (LOW, HIGH))
        found[scope] = Spread(float(low), float(total.mean()), float(high))
    return found


def _factor(spread: float, chance: np.random.Generator, draws: int) -> Floats:
    """Log-normal, of mean 1."""
    sigma = float(np.sqrt(np.log1p(spread * spread)))
    return np.exp(chance.normal(-sigma * sigma / 2, sigma, draws))


def _drawn(cell: Cell, common: Floats, chance: np.random.Generator, draws: int) -> Floats:
    total = np.full(draws, float(cell.ordered))
    if cell.own:
        common = common * _factor(cell.own, chance, draws)
    if cell.mean > 0 and cell.variance > 0:
        shape = cell.mean * cell.mean / cell.variance
        total += chance.gamma(shape, cell.variance / cell.mean, draws) * common
    elif cell.mean:
        total += cell.mean * common
    for start in range(0, len(cell.deals), _AT_ONCE):
        amounts, odds = np.array(cell.deals[start : start + _AT_ONCE]).T
        total += (chance.random((draws, len(amounts))) < odds) @ amounts
    return total
