"""Every referral that one may see: who, whom, when, whether they may be named, what became of it, the thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import Referral
from negoce.prospecting.queries.referrals import visible_referrals
from negoce.prospecting.words.qualification import OUTCOMES
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of
from negoce.web.orders.figures import language

PAGE = 100
_TONES = {
    ReferralOutcome.WAITING: "warn",
    ReferralOutcome.MET: "info",
    ReferralOutcome.CUSTOMER: "good",
    ReferralOutcome.DECLINED: "neutral",
}


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The latest first; `?outcome=` narrows to one."""
    actor = actor_of(request)
    rows = visible_referrals(actor)
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in set(ReferralOutcome) else ""
    counts = dict(rows.order_by().values("outcome").annotate(made=Count("pk")).values_list("outcome", "made"))
    if chosen:
        rows = rows.filter(outcome=chosen)
    spent = rows.order_by().aggregate(spent=Sum("reward_amount"))["spent"]
    related = ("referrer_company", "referrer_contact", "referred_company", "referred_contact")
    shown = Paginator(rows.select_related(*related).order_by("-given_on", "-pk"), PAGE)
    page = shown.get_page(request.GET.get("page"))
    context = {
        "tabs": _tabs(chosen, counts),
        "may_note": actor.may(Permission.EDIT),
        "here": request.get_full_path(),
        "lines": [_line(each) for each in page],
        "shown": page,
        "chosen": chosen,
        "spent": format_money(spent, language(), "EUR") if spent else "",
        "columns": (
            TableColumn(_("Recommandé par")),
            TableColumn(_("À")),
            TableColumn(_("Le")),
            TableColumn(_("Peut être nommé")),
            TableColumn(_("Suite")),
            TableColumn(_("Remerciement")),
        ),
    }
    return render(request, "web/prospecting/referrals.html", context)


def _tabs(chosen: str, counts: Mapping[str, int]) -> Sequence[Tab]:
    here = reverse("referrals:list")
    every = Tab(_("Toutes"), here, count=str(sum(counts.values())), active=not chosen)
    each = [
        Tab(str(words), f"{here}?outcome={key}", count=str(counts.get(key, 0)), active=chosen == key)
        for key, words in OUTCOMES.items()
    ]
    return [every, *each]


def _line(row: Referral) -> Mapping[str, Any]:
    change = reverse("prospecting:referral", args=[row.referrer_company.public_id, row.public_id])
    thanks = format_money(row.reward_amount, language(), "EUR") if row.reward_amount else ""
    return {
        "giver": row.referrer_company.name,
        "giver_url": company_url(row.referrer_company),
        "giver_person": row.referrer_contact.full_name if row.referrer_contact is not None else "",
        "receiver": row.referred_company.name,
        "receiver_url": company_url(row.referred_company),
        "receiver_person": row.referred_contact.full_name if row.referred_contact is not None else "",
        "day": format_date(row.given_on, language()),
        "named": _("oui, le %(day)s") % {"day": format_date(row.consent_on, language())}
        if row.may_be_named and row.consent_on is not None
        else _("non"),
        "outcome": chip(str(OUTCOMES[row.outcome]), tone=_TONES[ReferralOutcome(row.outcome)]),
        "thanks": " · ".join(part for part in (row.reward, thanks) if part),
        "url": change,
    }
