"""« Ce qui le retient, ce qui le fait partir » on the page of a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.portfolio.enums import LifeStatus, ReasonSide
from negoce.portfolio.matrices.words import REASON_SIDES, TOLD
from negoce.portfolio.models import CustomerLife, ToldReason
from negoce.ui.words.say import reader_language
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord

_SHOWN = 12


def _reasons(record: CompanyRecord) -> Mapping[str, object] | None:
    company = record.company
    rows = list(
        ToldReason.objects.filter(company=company)
        .select_related("competitor", "author")
        .order_by("-told_on", "-pk")[:_SHOWN]
    )
    status = CustomerLife.objects.filter(company=company).values_list("status", flat=True).first()
    gone = status == LifeStatus.LOST.value
    return {
        "unexplained": gone and not any(each.side == ReasonSide.LEFT.value for each in rows),
        "lines": [
            {
                "tone": "bad" if each.side == ReasonSide.LEFT.value else "good",
                "reason": TOLD[each.reason],
                "competitor": each.competitor.name if each.competitor is not None else "",
                "about": _about(each),
                "note": each.note,
                "removal_url": reverse(
                    "company_targets:reason_removal", args=[company.public_id, each.public_id]
                )
                if record.may_edit
                else "",
            }
            for each in rows
        ],
        "left_url": _new(record, ReasonSide.LEFT),
        "stays_url": _new(record, ReasonSide.STAYS),
    }


def _about(each: ToldReason) -> str:
    """« Pourquoi il part · 12 nov. 2026 · Nadia Benali »."""
    parts = [str(REASON_SIDES[each.side]), format_date(each.told_on, reader_language())]
    return " · ".join([*parts, *([each.author.full_name] if each.author is not None else [])])


def _new(record: CompanyRecord, side: ReasonSide) -> str:
    if not record.may_edit:
        return ""
    return reverse("company_targets:reason_new", args=[record.company.public_id, side.value])


REASONS = Panel(
    "reasons", _("Pourquoi il part, pourquoi il reste"), "web/matrices/_told_panel.html", _reasons, 2,
    tab=BEHAVIOUR, column=SIDE,
)  # fmt: skip
