"""The demo world in small, seeded: real purchase histories, French identities, threads, people."""

from __future__ import annotations

from datetime import date

from negoce.demo.seed import SeedResult, seed_world
from tests.conftest import TODAY


def seeded_world(*, today: date = TODAY, scale: float = 0.01) -> SeedResult:
    """Seed a hundredth of the demo world (64 companies, some 600 orders) in about a second."""
    return seed_world(today=today, scale=scale)
