"""How long messages are kept once they are done with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from negoce.kit.dates import add_years
from negoce.outbox.enums import ContactPurpose

# Prospecting as long as the person's data (domain 5.5); what serves a contract as long as business letters
# must be kept, ten years (Code de commerce, art. L. 123-22: the invoice that they carry is an accounting document).
KEPT_YEARS: Mapping[ContactPurpose, int] = {
    ContactPurpose.PROFESSIONAL: 3,
    ContactPurpose.CONSUMER: 3,
    ContactPurpose.CONTRACTUAL: 10,
}


def kept_from(purpose: ContactPurpose, today: date) -> date:
    """Return the day before which messages of this purpose are deleted."""
    return add_years(today, -KEPT_YEARS[purpose])
