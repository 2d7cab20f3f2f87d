"""The status that a person might declare, as a button that opens the dialog already filled in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.models import Company
from negoce.portfolio.life_words import PRESALE_MESSAGES, STATUS_LABELS
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.queries.presale import proposal_of
from negoce.ui.words.say import say


def proposed_status(company: Company, life: CustomerLife | None) -> Mapping[str, str] | None:
    """The label of the button, why, and the address of the dialog; None when nothing is proposed."""
    found = proposal_of(company, life)
    if found is None:
        return None
    why = say(found.reason, PRESALE_MESSAGES)
    given = urlencode({"status": found.status.value, "reason": why})
    return {
        "label": _("Passer en « %(status)s »") % {"status": STATUS_LABELS[found.status]},
        "why": why,
        "url": f"{reverse('life:override', args=[company.public_id])}?{given}",
    }
