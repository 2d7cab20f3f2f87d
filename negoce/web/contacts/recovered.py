"""A person recovered from a signature or from the address of a profile: guessed, then corrected in the form."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.rules.profile_link import read_profile_link
from negoce.companies.rules.signature import read_signature
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused, refuse_field
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

_TEMPLATE = "contacts/_recovered"
_MOST = 6_000
_KINDS = {
    "linkedin": _("profil LinkedIn"),
    "viadeo": _("profil Viadeo"),
    "x": _("profil X"),
    "xing": _("profil Xing"),
    "mastodon": _("profil Mastodon"),
}


class RecoveredForm(forms.Form):
    """What was found: nothing of it is kept until the person is created."""

    pasted = forms.CharField(
        label=_("Signature, ou adresse d’un profil"),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": _MOST}),
    )
    origin = forms.CharField(label=_("Campagne, ou mots de la recherche"), required=False)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["pasted"].help_text = _(
            "Rien n’est envoyé ni consulté ailleurs : le texte est lu ici, et vous corrigez avant d’enregistrer."
        )
        self.fields["origin"].help_text = _("Gardé comme origine des données, que la personne peut demander.")


@require_http_methods(["GET", "POST"])
def recovered(request: HttpRequest) -> HttpResponse:
    """Paste, guess, and open the form of a new person filled in."""
    require(actor_of(request), Permission.CREATE)
    context = {"title": _now("Retrouver une personne"), "url": request.path}
    if request.method == "GET":
        return show_form(request, _TEMPLATE, RecoveredForm(), context)
    try:
        found = _guessed(request.POST.get("pasted", "")[:_MOST])
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, RecoveredForm(request.POST), refused, context)
    origin = request.POST.get("origin", "").strip()[:100]
    found["information_source"] = " · ".join(part for part in (found["information_source"], origin) if part)
    return go(request, f"{reverse('contacts:create')}?{urlencode({k: v for k, v in found.items() if v})}")


def _guessed(pasted: str) -> dict[str, str]:
    """The fields of the form of a new person. Raises Refused when nothing is recognised."""
    link = read_profile_link(pasted)
    if link is not None:
        return {
            "first_name": link.first_name,
            "last_name": link.last_name,
            "linkedin": link.url if link.kind == "linkedin" else "",
            "information_source": f"{_KINDS[link.kind]} {link.url}"[:200],
        }
    signature = read_signature(pasted)
    told = {name: str(value) for name, value in asdict(signature).items()}
    if not (signature.last_name or signature.email or signature.phone or signature.mobile):
        raise refuse_field("pasted", _now("Rien ne s’y reconnaît : ni nom, ni e-mail, ni téléphone."))
    return {
        **{
            name: told[name]
            for name in ("first_name", "last_name", "function", "email", "phone", "mobile", "linkedin")
        },
        "company_name": told["company"],
        "information_source": _now("signature d’un message"),
    }
