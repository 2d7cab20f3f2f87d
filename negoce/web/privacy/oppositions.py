"""A person's refusals: recorded by channel with their day and source, lifted in the same way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.contacts.update import update_contact
from negoce.companies.actions.people.opposition_record import lift_opposition, record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Opposition
from negoce.companies.words.choices import choice_label, choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash, toast
from negoce.web.contacts.record import load_record
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import go

_DAY = {"placeholder": _("jj/mm/aaaa"), "autocomplete": "off"}


class OppositionForm(forms.Form):
    """Which channels, since when, and how the person said so."""

    channels = forms.MultipleChoiceField(label=_("Ne plus utiliser"), widget=forms.CheckboxSelectMultiple)
    opposed_on = forms.CharField(label=_("Reçue le"), required=False)
    source = forms.CharField(label=_("Comment elle l’a dit"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "channels", choice_options(Channel))
        self.fields["opposed_on"].widget.attrs |= _DAY
        self.fields["source"].widget.attrs["placeholder"] = _("Réponse à notre e-mail, au téléphone…")


class LiftForm(forms.Form):
    """Since when the person agrees again, and how they said so."""

    lifted_on = forms.CharField(label=_("Levée le"), required=False)
    source = forms.CharField(label=_("Comment elle l’a dit"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["lifted_on"].widget.attrs |= _DAY


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record a refusal."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    template = "privacy/_opposition"
    context = {
        "title": _now("Opposition de %(name)s") % {"name": record.contact.full_name},
        "url": reverse("privacy:opposition_new", args=[public_id]),
    }
    if request.method == "GET":
        return show_form(request, template, OppositionForm(initial={"opposed_on": _today()}), context)
    known = {channel.value for channel in Channel}
    channels = [Channel(each) for each in request.POST.getlist("channels") if each in known]
    try:
        record_opposition(
            record.actor,
            record.contact,
            channels=channels,
            opposed_on=request.POST.get("opposed_on", ""),
            source=request.POST.get("source", ""),
        )
    except Refused as refused:
        return show_refusal(request, template, OppositionForm(request.POST), refused, context)
    flash(request, _now("Opposition enregistrée : ces canaux sont fermés."))
    return go(request, record.url)


@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, public_id: str, key: int) -> HttpResponse:
    """Lift a refusal."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    opposition = get_object_or_404(Opposition.objects.order_by("pk"), contact=record.contact, pk=key)
    template = "privacy/_lift"
    context = {
        "title": _now("Lever l’opposition : %(channel)s")
        % {"channel": choice_label(Channel, opposition.channel)},
        "url": reverse("privacy:opposition_lift", args=[public_id, key]),
    }
    if request.method == "GET":
        return show_form(request, template, LiftForm(initial={"lifted_on": _today()}), context)
    given = {name: request.POST.get(name, "") for name in ("lifted_on", "source")}
    try:
        lift_opposition(record.actor, opposition, **given)
    except Refused as refused:
        return show_refusal(request, template, LiftForm(request.POST), refused, context)
    flash(request, _now("Opposition levée ; elle reste dans l’historique."))
    return go(request, record.url)


@require_POST
def informed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person was given the information notice today, by the channel that the button names."""
    record = load_record(request, public_id)
    channel = request.POST.get("channel", "")
    changes = {"informed_on": _today(), "informed_through": channel}
    try:
        update_contact(record.actor, record.contact, changes=changes)
    except Refused as refused:
        answer = HttpResponse(status=422)
        toast(answer, refused.message, tone="warn")
        return answer
    flash(request, _now("Information RGPD notée à ce jour."))
    return go(request, record.url)


def _today() -> str:
    return timezone.localdate().strftime("%d/%m/%Y")
