"""Whom somebody of the map sways, and how strongly."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.influence.checks import require_map
from negoce.negotiation.actions.influence.set_edge import set_influence
from negoce.negotiation.models import Deal, InfluenceEdge, InfluencePerson
from negoce.negotiation.rules.influence import Edge
from negoce.negotiation.rules.influence_circles import circles_of
from negoce.negotiation.words.influence import STRENGTHS
from negoce.ui.components.forms import offer
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of
from negoce.web.influence.people import load_person, shown_name

_TEMPLATE = "influence/_edge"


class EdgeForm(forms.Form):
    """One influence. The action checks it; this form only shows it."""

    target = forms.ChoiceField(label=_("Qui est influencé"))
    strength = forms.ChoiceField(label=_("Force"))

    def __init__(self, deal: Deal, source: InfluencePerson, *args: object, **named: object):
        super().__init__(*args, **named)  # type: ignore[arg-type]
        others = InfluencePerson.objects.filter(deal=deal).exclude(pk=source.pk).select_related("contact")
        offer(
            self, "target", [(each.public_id, shown_name(each)) for each in others.order_by("-weight", "pk")]
        )
        strengths = [(f"{value}", str(words)) for value, words in STRENGTHS]
        offer(self, "strength", [*strengths, ("0", _now("Aucune : retirer cette influence"))])
        self.fields["strength"].help_text = _(
            "Le poids de qui est influencé, multiplié par la force, s’ajoute à celui de qui influence."
        )


@require_http_methods(["GET", "POST"])
def edge(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Say, or take back, that they sway somebody."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_map(actor)
    row = load_person(deal, person_id)
    context: dict[str, object] = {"title": shown_name(row), "url": request.path, "seen": ""}
    if request.method == "GET":
        # Asked again when two people disagree, it is about whom the form named.
        asked = request.POST.get("target") or request.GET.get("target", "")
        first = {"target": asked[:20] or _first_other(deal, row), "strength": "0.6"}
        stored = InfluenceEdge.objects.filter(source=row, target__public_id=first["target"]).first()
        if stored is not None:
            first["strength"] = f"{stored.strength.normalize():f}"
        # Whom it sways may still be chosen: what was seen holds for the one that the dialog was opened on.
        context["seen"] = f"{first['target']} {first['strength'] if stored is not None else '0'}"
        return show_form(request, _TEMPLATE, EdgeForm(deal, row, initial=first), context)
    try:
        target = _target(request, deal)
        kept = set_influence(actor, deal, row, target, _strength(request), seen=_seen(request, target))
    except Refused as refused:
        context["seen"] = request.POST.get("seen", "")
        return show_refusal(request, _TEMPLATE, EdgeForm(deal, row, request.POST), refused, context)
    return done(_told(deal, row, kept=kept), ["influence"])


def _told(deal: Deal, row: InfluencePerson, *, kept: bool) -> str:
    """What was done, and that it closes a circle where it does: that is no fault."""
    if not kept:
        return _now("Influence retirée.")
    rows = InfluenceEdge.objects.filter(source__deal=deal).order_by("pk")
    edges = [Edge(each.source_id, each.target_id, each.strength) for each in rows]
    if any(row.pk in circle for circle in circles_of(edges)):
        return _now("Influence notée : ils s’influencent en cercle, la carte le dit.")
    return _now("Influence notée.")


def _target(request: HttpRequest, deal: Deal) -> InfluencePerson:
    found = InfluencePerson.objects.filter(deal=deal, public_id=request.POST.get("target", "")[:20]).first()
    if found is None:
        raise refuse_field("target", _now("Choisissez qui est influencé."))
    return found


def _first_other(deal: Deal, row: InfluencePerson) -> str:
    """Whom the list names first: a browser sends them when nobody chooses."""
    others = InfluencePerson.objects.filter(deal=deal).exclude(pk=row.pk).order_by("-weight", "pk")
    return others.values_list("public_id", flat=True).first() or ""


def _seen(request: HttpRequest, target: InfluencePerson) -> Decimal | None:
    """How strong the influence was when the dialog opened; None where it was opened on somebody else."""
    public_id, _space, strength = request.POST.get("seen", "").partition(" ")
    known = {f"{value.normalize():f}": value for value, _words in STRENGTHS} | {"0": Decimal(0)}
    return known.get(strength) if public_id == target.public_id else None


def _strength(request: HttpRequest) -> Decimal:
    known = {f"{value}": value for value, _words in STRENGTHS} | {"0": Decimal(0)}
    given = request.POST.get("strength", "")
    if given not in known:
        raise refuse_field("strength", _now("Choisissez une force."))
    return known[given]
