"""The dialog that notes a testimonial, and its withdrawal."""

from __future__ import annotations

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
from negoce.portfolio.actions.testimonials import note_testimonial, remove_testimonial
from negoce.portfolio.models import Testimonial
from negoce.web.companies.page import load_record
from negoce.web.day_input import day_input
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404

_TEMPLATE = "attitudes/_testimonial"
_PANELS = ("attitude", "journal")


class TestimonialForm(forms.Form):
    """What is asked of a testimonial. The action checks it; this form only shows it."""

    place = forms.CharField(
        label=_("Où"), help_text=_("Notre site, une revue, un salon, un avis en ligne…"), max_length=200
    )
    published_on = forms.CharField(label=_("Publié le"), widget=day_input())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note a testimonial of the company."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    context = {
        "title": _now("Noter un témoignage"),
        "url": reverse("portfolio:testimonial_new", args=[public_id]),
        "guarded": False,
    }
    if request.method == "GET":
        first = {"published_on": f"{timezone.localdate():%d/%m/%Y}"}
        return show_form(request, _TEMPLATE, TestimonialForm(initial=first), context)
    try:
        note_testimonial(
            record.actor,
            record.company,
            published_on=request.POST.get("published_on", ""),
            place=request.POST.get("place", ""),
            reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, TestimonialForm(request.POST), refused, context)
    return done(_now("Témoignage noté."), _PANELS)


@require_POST
def removal(request: HttpRequest, public_id: str, testimonial_id: str) -> HttpResponse:
    """Take a testimonial back."""
    record = load_record(request, public_id)
    rows = Testimonial.objects.filter(company=record.company).order_by("pk")
    remove_testimonial(record.actor, load_or_404(rows, testimonial_id))
    return done(_now("Témoignage retiré."), _PANELS)
