"""What customers who buy the same families also buy, on the page of a company that does not."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.automation.queries.similar import Proposal, similar_buy
from negoce.kit.money import format_decimal
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    found = similar_buy(record.company)
    if not found:
        return None
    return {"lines": [{"name": each.family.name, "reason": _reason(each)} for each in found]}


def _reason(found: Proposal) -> str:
    """« 12 clients sur 15 qui achètent X et Y achètent aussi Z »."""
    figures = {
        "buyers": format_decimal(found.buyers, language(), 0),
        "similar": format_decimal(found.similar, language(), 0),
        "proposed": found.family.name,
        "first": found.given[0].name,
        "second": found.given[-1].name,
    }
    if len(found.given) == 1:
        return (
            _now(
                "%(buyers)s clients sur %(similar)s qui achètent « %(first)s » achètent aussi « %(proposed)s »."
            )
            % figures
        )
    words = _now(
        "%(buyers)s clients sur %(similar)s qui achètent « %(first)s » et « %(second)s » achètent aussi "
        "« %(proposed)s »."
    )
    return words % figures


SIMILAR_BUY = Panel(
    "similar-buy",
    _("Ce que des clients semblables achètent, et pas eux"),
    "web/playbooks/_similar.html",
    _read,
    3,
    tab=BEHAVIOUR,
    column=SIDE,
)
