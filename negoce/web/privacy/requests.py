"""A person's requests: all that we hold about them, or their erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.people.erase import Erased, erase_person
from negoce.companies.actions.people.export import export_person
from negoce.companies.enums import ActivityKind
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.contact_page import contact_posts
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import show_contact_value
from negoce.kit.refusal import Refused
from negoce.ui.html import text
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.contacts.record import load_record
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import go


class ErasureForm(forms.Form):
    """Why, and the name typed by whoever is sure."""

    reason = forms.CharField(label=_("Pourquoi"))
    typed_name = forms.CharField(label=_("Tapez son prénom et son nom pour confirmer"))
    oppose = forms.BooleanField(
        label=_("Fermer aussi tous les canaux : ses coordonnées ne pourront pas revenir"), required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].widget.attrs["placeholder"] = _("Demande reçue le…, fin du délai…")
        self.fields["typed_name"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


@require_GET
def export(request: HttpRequest, public_id: str) -> HttpResponse:
    """The archive of all that is held about the person."""
    record = load_record(request, public_id)
    content = export_person(record.actor, record.contact)
    name = slugify(record.contact.full_name) or "person"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmation, and the erasure."""
    record = load_record(request, public_id)
    require_privacy(record.actor)
    contact = record.contact
    template = "privacy/_erasure"
    context = {
        "title": _now("Effacer %(name)s") % {"name": contact.full_name},
        "url": reverse("privacy:erasure", args=[public_id]),
        "name": contact.full_name,
        "houses": [post.company.name for post in contact_posts(contact)],
    }
    if request.method == "GET":
        return show_form(request, template, ErasureForm(initial={"oppose": True}), context)
    home = contact.company
    try:
        erased = erase_person(
            record.actor,
            contact,
            reason=request.POST.get("reason", ""),
            typed_name=request.POST.get("typed_name", ""),
            oppose="oppose" in request.POST,
        )
    except Refused as refused:
        return show_refusal(request, template, ErasureForm(request.POST), refused, context)
    if erased.to_review or erased.files_removed or erased.files_left:
        return _to_review(request, erased, company_url(home))
    flash(request, _now("La personne est effacée."))
    return go(request, company_url(home))


def _to_review(request: HttpRequest, erased: Erased, next_url: str) -> HttpResponse:
    """What somebody has to read or know after an erasure, in the place of the form: exchanges and files."""
    lines = [
        {
            "url": url_or_nothing("activities:record", each.public_id),
            "title": f"{choice_label(ActivityKind, each.kind)} · {text(each.subject)}",
            "when": show_contact_value("", timezone.localtime(each.starts_at).date()),
        }
        for each in erased.to_review
    ]
    context = {
        "title": _now("La personne est effacée."),
        "inner": "web/privacy/_to_review.html",
        "lines": lines,
        "files_removed": erased.files_removed,
        "files_left": erased.files_left,
        "next_url": next_url,
    }
    page = "" if request.headers.get("HX-Request") else "_page"
    return render(request, f"web/dialog{page}.html", context)
