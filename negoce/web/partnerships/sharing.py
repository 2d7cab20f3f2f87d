"""The dialog that says with whom a deal is worked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.partnerships.share import share_as_seen, share_deal, unshare_deal
from negoce.negotiation.enums import BroughtBy
from negoce.negotiation.models import Partnership
from negoce.negotiation.queries.partnerships.read import partnerships_to_choose, shared_of
from negoce.negotiation.words.partnership import BROUGHT
from negoce.ui.components.forms import offer
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of
from negoce.web.typed_decimals import typed_decimal

_TEMPLATE, _PANELS = "partnerships/_share", ("partner",)


class ShareForm(forms.Form):
    """What is asked. The action checks it; this form only shows it."""

    partnership = forms.ChoiceField(label=_("Partenariat"))
    brought_by = forms.ChoiceField(label=_("Affaire apportée par"), choices=list(BROUGHT.items()))
    partner_share = forms.CharField(
        label=_("Part du partenaire, en pourcentage du montant"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, rows: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "partnership", rows)


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say with whom, or change it."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    stored = shared_of(actor, deal)
    kept = stored.partnership_id if stored is not None else None
    rows = [_option(row) for row in partnerships_to_choose(actor, timezone.localdate(), kept)]
    context = {
        "title": _now("Affaire partagée"),
        "url": request.path,
        "nobody": not rows,
        "seen": share_as_seen(stored),
        "removal_url": reverse("partnerships:unshare", args=[public_id]) if stored is not None else "",
    }
    if request.method == "GET":
        first: Mapping[str, object] = {"brought_by": BroughtBy.PARTNER.value}
        if stored is not None:
            first = {
                "partnership": stored.partnership.public_id,
                "brought_by": stored.brought_by,
                "partner_share": typed_decimal(actor, stored.partner_share),
            }
        return show_form(request, _TEMPLATE, ShareForm(rows, initial=first), context)
    given = {name: request.POST.get(name, "")[:40] for name in ("partnership", "brought_by", "partner_share")}
    try:
        share_deal(actor, deal, **given, seen=request.POST.get("seen"))
    except Refused as refused:
        context["seen"] = request.POST.get("seen", "")
        return show_refusal(request, _TEMPLATE, ShareForm(rows, request.POST), refused, context)
    return done(_now("Partage enregistré."), _PANELS)


@require_POST
def unshare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that it is worked with nobody."""
    actor = actor_of(request)
    unshare_deal(actor, load_deal(actor, public_id))
    return done(_now("L’affaire n’est plus partagée."), _PANELS)


def _option(row: Partnership) -> tuple[str, str]:
    return row.public_id, f"{row.name} ({row.company.name})"
