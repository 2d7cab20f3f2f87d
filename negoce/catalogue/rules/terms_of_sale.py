"""Which terms of sale hold for a customer, and whether a file may be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.kit.explain import Finding

MOST_BYTES = 5_000_000
_HEAD, _TAIL = 1_024, 2_048
# What a document to keep has no use for, and what a reader may run.
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/Encrypt")


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """A version: `customer_kind` is empty for all customers."""

    key: int
    customer_kind: str
    starts_on: date


def in_force(versions: Sequence[TermsVersion], customer_kind: str, day: date) -> TermsVersion | None:
    """Return the version that holds for a category of customers on a day (C. com. L441-1); None without any.

    Those of the category go before the general ones; within each, the one that started last.
    """
    begun = [each for each in versions if each.starts_on <= day]
    own = [each for each in begun if customer_kind and each.customer_kind == customer_kind]
    general = [each for each in begun if not each.customer_kind]
    found = own or general
    return max(found, key=lambda each: (each.starts_on, each.key), default=None)


def check_pdf(content: bytes) -> Finding | None:
    """Return what is wrong with a file that should be a plain PDF: too large, no PDF, cut short, locked or active."""
    if not content:
        return Finding("terms.no_file")
    if len(content) > MOST_BYTES:
        return Finding("terms.too_large", "error", {"most": MOST_BYTES // 1_000_000})
    if b"%PDF-" not in content[:_HEAD]:
        return Finding("terms.not_pdf")
    if b"%%EOF" not in content[-_TAIL:]:
        return Finding("terms.cut_short")
    if any(mark in content for mark in _ACTIVE):
        return Finding("terms.active")
    return None
