"""A result that shows how it was worked out: each step with its figures and the text it rests on.

Rules return codes and figures, never sentences; the shells put each step into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from negoce.kit.explain import Finding, no_figures

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a code, the figures its sentence needs, and the article or convention it rests on."""

    code: str
    figures: Mapping[str, object] = field(default_factory=no_figures, hash=False)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Worked(Generic[T_co]):
    """A value, the steps that lead to it in order, and what there is to warn of."""

    value: T_co
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()


class CannotWork(ValueError):
    """What was given does not allow a result; `finding` says why."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, "error", figures)
