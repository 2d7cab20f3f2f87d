"""The dialog in which the ways of paying are told, for a deal or for the draft of a quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.financing.save import remove_financing, save_financing
from negoce.negotiation.rules.financing_terms import FIELDS, OUR_FIELDS
from negoce.negotiation.words.financing import EVERY, LABELS, WAYS
from negoce.ui.words.say import reader_language
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.financing.homes import Home, load_home
from negoce.web.http import actor_of, seen_revision
from negoce.web.typed_decimals import typed_decimal

_FORM = "financing/_terms"
_CHECKS = ("recovers_vat", "is_service", "lease_in_advance")
_GROUPS = (
    ("offer", _("L’achat et l’acheteur"), ("amount", "vat_rate", "vat_months", "tax_rate", "depreciation_years",
        "discount_rate", "recovers_vat", "is_service")),
    ("cash", WAYS["cash"], ("cash_discount",)),
    ("deferred", WAYS["deferred"], ("deferred_days",)),
    ("instalments", WAYS["instalments"], ("instalment_count", "instalment_deposit", "instalment_rate")),
    ("loan", WAYS["loan"], ("loan_months", "loan_rate", "loan_every", "loan_deposit", "loan_fees")),
    ("lease", WAYS["lease"], ("lease_months", "lease_rent", "lease_rate", "lease_every", "lease_first", "lease_last",
        "lease_in_advance")),
    ("ours", _("Ce que le délai nous coûte (jamais montré au client)"), OUR_FIELDS),
)  # fmt: skip


class TermsForm(forms.Form):
    """The terms as they are typed. The action checks them; this form only shows them."""

    shown = forms.MultipleChoiceField(
        label=_("Modes présentés au client, en annexe du devis"),
        required=False,
        choices=list(WAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, home: Home, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        for name in (*FIELDS, *(OUR_FIELDS if home.sees_costs else ())):
            self.fields[name] = _input(name)
        if home.kind == "deal":
            del self.fields["shown"]
        if home.base.net is not None:
            amount = format_money(home.base.net, reader_language(), home.base.currency)
            self.fields["amount"].help_text = _now("Vide : %(amount)s, de l’offre.") % {"amount": amount}
        self.fields["discount_rate"].help_text = _now("Vide : le taux de l’emprunt après impôt.")
        self.fields["depreciation_years"].help_text = _now("0 : déduit la première année.")
        self.fields["lease_last"].help_text = _now("Vide : le bien revient au bailleur.")


def _input(name: str) -> forms.Field:
    if name in _CHECKS:
        return forms.BooleanField(label=LABELS[name], required=False)
    if name in ("loan_every", "lease_every"):
        choices = [(str(months), words) for months, words in EVERY.items()]
        return forms.ChoiceField(label=LABELS[name], choices=choices)
    typed = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
    return forms.CharField(label=LABELS[name], required=False, max_length=40, widget=typed)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, deal_id: str = "", quote_id: str = "") -> HttpResponse:
    """Tell how the buyer may pay."""
    actor = actor_of(request)
    home = load_home(actor, deal_id=deal_id, quote_id=quote_id)
    require(actor, Permission.EDIT)
    revision = home.row.revision if home.row is not None else 0
    context = {
        "title": _now("Financement"),
        "url": request.path,
        "revision": revision,
        "removal_url": home.url("removal") if home.row is not None else "",
    }
    if request.method == "GET":
        form = TermsForm(home, initial=_typed(home))
        return show_form(request, _FORM, form, {**context, "groups": _groups(form)})
    context["revision"] = seen = seen_revision(request.POST.get("revision", ""))
    try:
        save_financing(
            actor,
            home.record,
            given=request.POST.dict(),
            shown=request.POST.getlist("shown")[:9],
            revision=seen,
        )
    except Refused as refused:
        form = TermsForm(home, request.POST)
        return show_refusal(request, _FORM, form, refused, {**context, "groups": _groups(form)})
    return done(_now("Financement enregistré."), ("financing",))


@require_POST
def removal(request: HttpRequest, deal_id: str = "", quote_id: str = "") -> HttpResponse:
    """The buyer is offered no financing after all."""
    actor = actor_of(request)
    home = load_home(actor, deal_id=deal_id, quote_id=quote_id)
    remove_financing(actor, home.record)
    return done(_now("Financement retiré."), ("financing",))


def _groups(form: TermsForm) -> list[Mapping[str, object]]:
    """The fields by way; those of one way stand together."""
    return [
        {"title": title, "fields": [form[name] for name in names if name in form.fields]}
        for _key, title, names in _GROUPS
        if any(name in form.fields for name in names)
    ]


def _typed(home: Home) -> dict[str, object]:
    """The terms as one types them."""
    values = {**asdict(home.terms), **(asdict(home.our_terms) if home.sees_costs else {})}
    written = {
        name: typed_decimal(home.actor, value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
    empty = ("instalment_deposit", "loan_deposit", "loan_fees", "lease_first", "bank_fees")
    return {
        **{
            name: "" if name in empty and written.get(name) == "0" else value
            for name, value in written.items()
        },
        "shown": home.shown,
    }
