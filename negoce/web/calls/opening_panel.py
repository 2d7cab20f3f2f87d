"""How to begin a call with a company, on its page: the lines proposed and the facts they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.portfolio.queries.life_page import life_of
from negoce.web.calls.opening import opening_facts, opening_words
from negoce.web.companies.panel_types import BEHAVIOUR, Panel
from negoce.web.companies.record import CompanyRecord


def _read(record: CompanyRecord) -> Mapping[str, object]:
    return {
        "openings": opening_words(
            opening_facts(record.actor, record.company, life_of(record.company)), timezone.localdate()
        )
    }


OPENING = Panel("opening", _("Pour commencer un appel"), "web/calls/_opening.html", _read, 11, tab=BEHAVIOUR)
