"""A person recovered from a card, a signature or the address of a profile: guessed, then corrected in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.rules.profile_link import read_profile_link
from negoce.companies.rules.signature import read_signature
from negoce.companies.rules.vcard import Card, read_cards
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused, refuse_field
from negoce.web.contacts.creation import show_new
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of

_TEMPLATE = "contacts/_recovered"
_MOST = 6_000
_LARGEST, _MOST_CARDS = 2_000_000, 20
_KINDS = {
    "linkedin": _("profil LinkedIn"),
    "viadeo": _("profil Viadeo"),
    "x": _("profil X"),
    "xing": _("profil Xing"),
    "mastodon": _("profil Mastodon"),
}
# What a card or a signature tells, as the form of a new person asks for it.
_TOLD = (
    *("first_name", "last_name", "function", "email", "phone", "mobile", "linkedin"),
    *("company_name", "company_postal_code", "company_city", "information_source"),
)


class RecoveredForm(forms.Form):
    """What was found: nothing of it is kept until the person is created."""

    card = forms.FileField(label=_("Carte de visite (.vcf)"), required=False)
    pasted = forms.CharField(
        label=_("ou signature, adresse d’un profil"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": _MOST}),
    )
    origin = forms.CharField(label=_("Campagne, ou mots de la recherche"), required=False)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["card"].widget.attrs["accept"] = ".vcf,.vcard,text/vcard"
        self.fields["card"].help_text = _("Telle qu’un téléphone la partage\u00a0; vingt cartes au plus.")
        self.fields["pasted"].help_text = _(
            "Rien n’est envoyé ni consulté ailleurs : le texte est lu ici, et vous corrigez avant d’enregistrer."
        )
        self.fields["origin"].help_text = _("Gardé comme origine des données, que la personne peut demander.")


@require_http_methods(["GET", "POST"])
def recovered(request: HttpRequest) -> HttpResponse:
    """Paste, guess, and show the form of a new person filled in: what was told stands in no address."""
    require(actor_of(request), Permission.CREATE)
    context = {
        "title": _now("Retrouver une personne"),
        "url": request.path,
        "cards": (),
        "in_dialog": "HX-Request" in request.headers,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, RecoveredForm(), context)
    if "chosen_card" in request.POST:
        return show_new(request, {name: request.POST.get(name, "")[:200] for name in _TOLD})
    origin = request.POST.get("origin", "").strip()[:100]
    try:
        cards = _cards(request)
        if len(cards) > 1:
            told = [
                {
                    "name": f"{each.first_name} {each.last_name}".strip()
                    or next(filter(None, (each.email, each.mobile, each.phone)), _now("Sans nom")),
                    "company": each.company,
                    "told": list(_with_origin(_of_card(each), origin).items()),
                }
                for each in cards
            ]
            return show_form(request, _TEMPLATE, RecoveredForm(), {**context, "cards": told})
        found = _of_card(cards[0]) if cards else _guessed(request.POST.get("pasted", "")[:_MOST])
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, RecoveredForm(request.POST), refused, context)
    return show_new(request, _with_origin(found, origin))


def _with_origin(found: Mapping[str, str], origin: str) -> Mapping[str, str]:
    """What is known of a person, and where it comes from in the words of who brings it."""
    source = " · ".join(part for part in (found["information_source"], origin) if part)
    return {name: words for name, words in {**found, "information_source": source}.items() if words}


def _cards(request: HttpRequest) -> Sequence[Card]:
    """The cards that were sent as a file, or pasted. Raises Refused when the file holds none, or too many."""
    file = request.FILES.get("card")
    pasted = request.POST.get("pasted", "").lstrip()
    if isinstance(file, UploadedFile):
        if (file.size or 0) > _LARGEST:
            raise refuse_field("card", _now("Ce fichier est trop lourd\u00a0: deux Mo au plus."))
        content = file.read()
    elif pasted[:11].upper() == "BEGIN:VCARD":
        content = pasted[:_MOST].encode(errors="ignore")
    else:
        return []
    cards = read_cards(content, nameless=True)
    if not cards:
        raise refuse_field("card", _now("Aucune carte de visite ne s’y lit."))
    if len(cards) > _MOST_CARDS:
        words = _now(
            "%(count)s cartes, c’est un fichier à importer\u00a0: demandez-le à qui tient les imports."
        )
        raise refuse_field("card", words % {"count": len(cards)})
    return cards


def _of_card(card: Card) -> dict[str, str]:
    names = ("first_name", "last_name", "function", "email", "phone", "mobile", "linkedin")
    return {
        **{name: getattr(card, name) for name in names},
        "company_name": card.company,
        "company_postal_code": card.postal_code,
        "company_city": card.city,
        "information_source": _now("carte de visite"),
    }


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
