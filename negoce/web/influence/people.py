"""Who is on the map: put there, changed, taken off; the usual deciders of a type of buyer."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Contact
from negoce.companies.queries.activities import people_of
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.influence.checks import require_map
from negoce.negotiation.actions.influence.fill_template import fill_influence_map
from negoce.negotiation.actions.influence.place_person import place_on_map
from negoce.negotiation.actions.influence.remove_person import remove_influence_person
from negoce.negotiation.actions.influence.save_person import Placed, save_influence_person
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal, DealContact, InfluencePerson
from negoce.negotiation.words.deal import options_of
from negoce.ui.components.forms import offer
from negoce.ui.toasts import add_trigger, toast
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision, whole_number

_TEMPLATE = "influence/_person"
_PANELS = ("influence", "people")


class PersonForm(forms.Form):
    """Somebody of the decision. The action checks it; this form only shows it."""

    contact = forms.ChoiceField(label=pgettext_lazy("interlocuteur", "Personne"), required=False)
    label = forms.CharField(label=_("Fonction de qui reste à trouver"), required=False)
    roles = forms.MultipleChoiceField(label=_("Rôles"), required=False, widget=forms.CheckboxSelectMultiple)
    weight = forms.ChoiceField(label=_("Poids dans la décision"))
    reports_to = forms.ChoiceField(label=_("Dépend de"), required=False)

    def __init__(self, actor: Actor, deal: Deal, row: InfluencePerson | None, *args: object, **named: object):
        super().__init__(*args, **named)  # type: ignore[arg-type]
        people = [(each.public_id, each.full_name) for each in people_of(actor, deal.company)]
        stored = row.contact if row is not None else None
        if stored is not None and stored.public_id not in dict(people):
            people.append((stored.public_id, _now("La personne en place")))
        offer(self, "contact", [("", _now("Inconnue pour l’instant")), *people])
        offer(self, "roles", options_of(DealRole))
        weights = {1: _now("1, avis peu suivi"), 3: _now("3, avis qui compte"), 5: _now("5, décide")}
        offer(self, "weight", [(str(each), weights.get(each, str(each))) for each in range(1, 6)])
        others = InfluencePerson.objects.filter(deal=deal).exclude(pk=row.pk if row else 0)
        names = [
            (each.public_id, shown_name(each)) for each in others.select_related("contact").order_by("pk")
        ]
        offer(self, "reports_to", [("", _now("Aucun supérieur sur la carte")), *names])
        self.fields["label"].help_text = _("Par exemple « directeur des achats » : la place est gardée.")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_map(actor)
    context: dict[str, object] = {
        "title": _now("Qui compte dans la décision"),
        "url": request.path,
        "row": None,
        "guarded": False,
    }
    if request.method == "GET":
        contact = request.GET.get("contact", "")[:20]
        role = DealContact.objects.filter(deal=deal, contact__public_id=contact).first()
        first = {"contact": contact, "weight": "3", "roles": [role.role] if role is not None else []}
        return show_form(request, _TEMPLATE, PersonForm(actor, deal, None, initial=first), context)
    return _save(request, deal, None, context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Who they are in the decision."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require_map(actor)
    row = load_person(deal, person_id)
    context = {
        "title": shown_name(row),
        "url": request.path,
        "row": row,
        "revision": row.revision,
        "guarded": False,
    }
    if request.method == "GET":
        first = {
            "contact": row.contact.public_id if row.contact is not None else "",
            "label": row.label,
            "roles": _roles(row),
            "weight": str(row.weight),
            "reports_to": row.reports_to.public_id if row.reports_to is not None else "",
        }
        return show_form(request, _TEMPLATE, PersonForm(actor, deal, row, initial=first), context)
    return _save(request, deal, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Off the map; they stay in the deal."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    row = load_person(deal, person_id)
    remove_influence_person(actor, deal, row, whole_number(request.POST.get("revision", "")))
    return done(_now("Retiré de la carte."), _PANELS)


@require_POST
def place(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Where they were put on the drawing."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    x, y = whole_number(request.POST.get("x", ""), 4), whole_number(request.POST.get("y", ""), 4)
    if x is None or y is None:
        return HttpResponse(status=422)
    place_on_map(actor, deal, load_person(deal, person_id), x, y)
    return HttpResponse(status=204)


@require_POST
def filling(request: HttpRequest, public_id: str) -> HttpResponse:
    """The usual deciders of a type of buyer, to be found one by one."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    try:
        fill_influence_map(actor, deal, request.POST.get("buyer", ""))
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="bad")
        add_trigger(answer, "panel-influence")
        return answer
    return done(_now("Places ajoutées : donnez un nom à chacune."), _PANELS)


def load_person(deal: Deal, public_id: str) -> InfluencePerson:
    """Somebody of the map of a deal that the caller sees; 404 otherwise."""
    rows = InfluencePerson.objects.filter(deal=deal).select_related("contact", "reports_to")
    return load_or_404(rows, public_id)


def shown_name(row: InfluencePerson) -> str:
    """What somebody of the map is called in a dialog."""
    contact = row.contact
    if contact is None:
        return row.label
    hidden = contact.deleted_at is not None or contact.erased_at is not None
    return _now("Personne partie") if hidden else contact.full_name


def _roles(row: InfluencePerson) -> list[str]:
    known = (
        DealContact.objects.filter(deal_id=row.deal_id, contact=row.contact).first() if row.contact else None
    )
    extra = [known.role] if known is not None and known.role and known.role not in row.roles else []
    return [*row.roles, *extra]


def _save(
    request: HttpRequest, deal: Deal, row: InfluencePerson | None, context: Mapping[str, object]
) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    chief = InfluencePerson.objects.filter(deal=deal, public_id=posted.get("reports_to", "")[:20]).first()
    placed = Placed(
        contact=_contact(actor, deal, posted.get("contact", ""), row),
        label=posted.get("label", "")[:500],
        roles=posted.getlist("roles")[:20],
        weight=whole_number(posted.get("weight", "")),
        reports_to=chief,
    )
    revision = seen_revision(posted.get("revision", "")) if row is not None else None
    try:
        save_influence_person(
            actor, deal, row, placed, revision=revision, guard_reason=posted.get("guard_reason", "")
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, PersonForm(actor, deal, row, posted), refused, context)
    return done(_now("Carte enregistrée."), _PANELS)


def _contact(actor: Actor, deal: Deal, public_id: str, row: InfluencePerson | None) -> Contact | None:
    if row is not None and row.contact is not None and row.contact.public_id == public_id:
        return row.contact
    return next((each for each in people_of(actor, deal.company) if each.public_id == public_id), None)
