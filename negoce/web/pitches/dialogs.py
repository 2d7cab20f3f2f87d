"""The dialogs of a block: new, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.pitches.library import save_block, withdraw_block
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import PitchBlock
from negoce.negotiation.queries.pitches.library import blocks
from negoce.negotiation.rules.pitch import WORDS_MAX
from negoce.negotiation.words.pitch import PARTS
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_TEMPLATE = "pitches/_block"


class BlockForm(forms.Form):
    """What is asked of a block. The action checks it; this form only shows it."""

    part = forms.ChoiceField(label=_("Partie du pitch"))
    title = forms.CharField(label=_("Titre"), max_length=120, help_text=_("Pour le choisir dans une liste."))
    words = forms.CharField(
        label=_("Ce qui se dit"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": WORDS_MAX}),
        help_text=_(
            "Comme vous le diriez : phrases courtes, chiffres vérifiables, noms de clients d’accord."
        ),
    )
    product = forms.CharField(
        label=_("Référence du produit"), required=False, help_text=_("Vide : toutes les ventes.")
    )
    sector = forms.CharField(
        label=pgettext_lazy("métier", "Secteur"),
        required=False,
        help_text=_("Deux premiers chiffres du code APE ; vide : tous les clients."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "part", [(each.value, PARTS[each]) for each in PitchPart])
        for name in ("title", "product", "sector"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}
        self.fields["sector"].widget.attrs |= {"inputmode": "numeric", "maxlength": "2"}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more block."""
    require(actor_of(request), Permission.EDIT)
    context = {"title": _now("Nouveau bloc"), "url": request.path, "revision": "", "removal_url": ""}
    if request.method == "GET":
        first = {"part": request.GET.get("part", "")[:20]}
        return show_form(request, _TEMPLATE, BlockForm(initial=first), {**context, "guarded": False})
    return _save(request, None, context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a block says."""
    require(actor_of(request), Permission.EDIT)
    row = load_or_404(blocks(), public_id)
    context = {
        "title": _now("Modifier le bloc"),
        "url": request.path,
        "revision": row.revision,
        "removal_url": reverse("pitches:removal", args=[row.public_id]),
    }
    if request.method == "GET":
        first: dict[str, object] = {name: getattr(row, name) for name in ("part", "title", "words", "sector")}
        first["product"] = row.product.code if row.product is not None else ""
        return show_form(request, _TEMPLATE, BlockForm(initial=first), {**context, "guarded": False})
    return _save(request, row, context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a block out of the library."""
    withdraw_block(actor_of(request), load_or_404(blocks(), public_id))
    flash(request, _now("Bloc retiré ; les affaires qui le disent le gardent."))
    return go(request, reverse("pitches:list"))


def _save(request: HttpRequest, row: PitchBlock | None, context: Mapping[str, object]) -> HttpResponse:
    posted = request.POST
    try:
        save_block(
            actor_of(request),
            row,
            given=posted,
            revision=whole_number(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        more = {**context, "revision": posted.get("revision", "")}
        return show_refusal(request, _TEMPLATE, BlockForm(posted), refused, more)
    flash(request, _now("Bloc enregistré."))
    return go(request, reverse("pitches:list"))
