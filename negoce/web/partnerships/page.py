"""The list of partnerships, and the page of one: objectives, shared deals, what it brings and costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealState, PartnershipAim
from negoce.negotiation.models import Partnership, PartnershipObjective, SharedDeal
from negoce.negotiation.queries.deals.shown import shown_value
from negoce.negotiation.queries.partnerships.read import (
    listed_partnerships,
    partnership_page,
    results_of,
    visible_partnerships,
)
from negoce.negotiation.rules.partnerships import PartnershipResult, attained, must_prepare
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.partnership import AIMS, BROUGHT, KINDS, SHORT_KINDS, end_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, number
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.deals.lists import STATE_TONES
from negoce.web.http import actor_of, load_or_404
from negoce.web.partnerships.words import share_words


def load_partnership(actor: Actor, public_id: str) -> Partnership:
    """The partnership; 404 when the actor does not see the partner."""
    return load_or_404(visible_partnerships(actor), public_id)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All of them, those that end first at the top, each with its result."""
    actor, today = actor_of(request), timezone.localdate()
    rows = listed_partnerships(actor)
    results = results_of(actor, rows, today)
    context = {
        "may_edit": actor.may(Permission.EDIT),
        "columns": (
            TableColumn(_("Partenariat")),
            TableColumn(_("Sens")),
            TableColumn(_("Fin du contrat")),
            TableColumn(_("Apporté"), numeric=True),
            TableColumn(_("Donné"), numeric=True),
            TableColumn(_("Coût"), numeric=True),
            TableColumn(_("Solde"), numeric=True),
        ),
        "lines": [_line(row, results[row.pk], today) for row in rows],
    }
    return render(request, "web/partnerships/list.html", context)


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One partnership."""
    actor, today = actor_of(request), timezone.localdate()
    row = load_partnership(actor, public_id)
    found, may_edit = partnership_page(actor, row, today), actor.may(Permission.EDIT)
    context = {
        "row": row,
        "company_url": company_url(row.company),
        "kind": KINDS[row.kind],
        "owner": row.owner.full_name if row.owner is not None else "",
        "period": _period(row, today),
        "alarm": end_words(row.ends_on, today) if must_prepare(row.ends_on, row.warning_days, today) else "",
        "yearly_cost": cents(row.yearly_cost),
        "has_cost": row.yearly_cost is not None,
        "result": _result(found.result),
        "objectives": [
            _objective(row, each, measured, may_edit=may_edit) for each, measured in found.objectives
        ],
        "deal_columns": (
            TableColumn(_("Affaire")),
            TableColumn(_("État")),
            TableColumn(_("Apportée par")),
            TableColumn(_("Montant HT"), numeric=True),
            TableColumn(_("Leur part"), numeric=True),
        ),
        "deals": [_deal(each) for each in found.deals],
        "change_url": reverse("partnerships:change", args=[public_id]) if may_edit else "",
        "objective_url": reverse("partnerships:objective_new", args=[public_id]) if may_edit else "",
        "deletion_url": reverse("partnerships:deletion", args=[public_id])
        if actor.may(Permission.DELETE) and not found.deals
        else "",
        "sure": _("Supprimer ce partenariat ? Ses objectifs sont supprimés avec lui."),
    }
    return render(request, "web/partnerships/partnership.html", context)


def _line(row: Partnership, result: PartnershipResult, today: date) -> Mapping[str, object]:
    return {
        "name": row.name,
        "url": reverse("partnerships:partnership", args=[row.public_id]),
        "company": row.company.name,
        "kind": SHORT_KINDS[row.kind],
        "ends": end_words(row.ends_on, today),
        "alarm": must_prepare(row.ends_on, row.warning_days, today),
        **_result(result),
    }


def _result(found: PartnershipResult) -> Mapping[str, object]:
    return {
        "ended": f"{found.won} / {found.lost}",
        "under_way": found.under_way,
        "brought": cents(found.brought),
        "theirs": cents(found.theirs),
        "given": cents(found.given),
        "kept": cents(found.kept),
        "open_amount": cents(found.open_amount),
        "cost": cents(found.cost),
        "balance": cents(found.balance),
        "is_negative": found.balance < 0,
    }


def _objective(
    row: Partnership, each: PartnershipObjective, measured: Decimal | None, *, may_edit: bool
) -> Mapping[str, object]:
    share = attained(measured, each.target)
    is_revenue = each.aim == PartnershipAim.REVENUE
    note = ""
    if is_revenue:
        note = _("notre part des affaires partagées gagnées")
    elif each.measured_on is not None:
        note = _("mesuré le %(day)s") % {"day": format_date(each.measured_on, reader_language())}
    return {
        "words": each.words,
        "aim": AIMS[each.aim],
        "target": _figure(each.target, each.unit, is_revenue=is_revenue),
        "measured": _figure(measured, each.unit, is_revenue=is_revenue),
        "share": f"{number(share)}\u00a0%" if share is not None else "",
        "is_there": share is not None and share >= 100,
        "note": note,
        "url": reverse("partnerships:objective", args=[row.public_id, each.public_id]) if may_edit else "",
    }


def _figure(value: Decimal | None, unit: str, *, is_revenue: bool) -> str:
    if value is None:
        return ""
    if is_revenue:
        return cents(value)
    return f"{number(value, 0 if value == int(value) else 2)}\u00a0{unit}".strip()


def _deal(each: SharedDeal) -> Mapping[str, object]:
    return {
        "name": each.deal.name,
        "company": each.deal.company.name,
        "url": reverse("deals:deal", args=[each.deal.public_id]),
        "state": label_of(DealState, each.deal.state),
        "tone": STATE_TONES[each.deal.state],
        "by": BROUGHT[each.brought_by],
        "amount": shown_value(each.deal, "amount"),
        "share": share_words(each.partner_share),
    }


def _period(row: Partnership, today: date) -> str:
    figures = {"begins": format_date(row.begins_on, reader_language()), "ends": end_words(row.ends_on, today)}
    if row.ends_on is None:
        return _("depuis le %(begins)s, %(ends)s") % figures
    figures["last"] = format_date(row.ends_on, reader_language())
    return _("du %(begins)s au %(last)s, %(ends)s") % figures
