"""What upper rooms keep beside the records of an import."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.lent import ImportFollower
from negoce.companies.wired import wired


def import_followers(target: str) -> Sequence[ImportFollower]:
    """Those that follow imports of a kind."""
    return [each for each in wired().import_followers if target in each.targets]
