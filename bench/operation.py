"""One thing that is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.client import Request


@dataclass(frozen=True, slots=True)
class Operation:
    """A request made anew for each number, so that no answer is always the same row."""

    name: str
    make: Callable[[int], Request]
    target: float = 0
    brief: bool = False
