"""The form of the seller's identity; what it holds is checked by the action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Field
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.documents.writing import written_identifier
from negoce.catalogue.words import SECTORS, TERMS
from negoce.companies.rules.company_size import SIZE_CLASSES
from negoce.companies.rules.identifiers import format_vat_number
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import SIZE_LABELS
from negoce.kit.money import format_decimal
from negoce.parameters.models import Seller
from negoce.ui.components.forms import offer

# What documents are incomplete without: the others are said to be optional.
WANTED = frozenset(
    "name legal_form capital siren register_town vat_number street postal_code city country term_days"
    " quote_validity_days".split()
)
_HELP: Mapping[str, Any] = {
    "trade_name": _("Sur les documents, à la place de la dénomination, qui reste dans la ligne légale."),
    "register_town": _("RCS ou RM."),
    "iban": _("Imprimé dans le cadre « Règlement »."),
    "is_vat_exempt": _("CGI art. 293 B : les documents le disent et n’ont pas de colonne TVA."),
    "vat_on_debits": _("La mention « option pour le paiement de la taxe d’après les débits » est imprimée."),
    "late_rate": _(
        "Pénalités de retard par an. Vide : taux de la BCE majoré de 10 points (C. com. L441-10)."
    ),
    "early_percent": _("Offert d’office sur les devis et les factures."),
    "early_days": _("Comptés de la date de facture."),
    "early_payment": _("Imprimé tel quel s’il n’y a pas de chiffres. Rien du tout : « Pas d’escompte »."),
    "year_end_month": _("Les factures sont gardées dix ans à partir de là (C. com. L123-22)."),
    "footer": _("Une ligne de plus au bas de chaque page."),
    "size": _("Elle décide de la date où vos factures doivent être électroniques."),
    "colour": _("Titres, filets et total. Assez foncée pour se lire sur le papier."),
}
_TEXTS = (
    "name", "trade_name", "legal_form", "capital", "siren", "siret", "vat_number", "register_town", "street",
    "complement", "postal_code", "city", "country", "phone", "email", "website", "iban", "bic", "colour", "term_days",
    "late_rate", "early_percent", "early_days", "early_payment",
    "quote_validity_days", "footer",
)  # fmt: skip
_NUMBERS = frozenset(
    {
        "capital", "term_days", "late_rate", "early_percent", "early_days", "quote_validity_days", "siren", "siret",
    }
)  # fmt: skip


class WantedField(forms.CharField):
    """A text that documents want, but that may come later: what is missing is said beside the form."""

    def validate(self, value: str) -> None:
        """Accept an empty text."""


class SellerForm(forms.Form):
    """Every column of the identity, the logo, and the revision that was read."""

    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)
    term_kind = forms.ChoiceField()
    term_sector = forms.ChoiceField()
    size = forms.ChoiceField()
    year_end_month = forms.ChoiceField()
    is_vat_exempt = forms.BooleanField(required=False)
    vat_on_debits = forms.BooleanField(required=False)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG ou SVG. Il est nettoyé, puis gardé avec au plus 1 200 points de large."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
    )
    drops_logo = forms.BooleanField(label=_("Retirer le logo"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in _TEXTS:
            self.fields[name] = _text_field(name)
        offer(self, "term_kind", TERMS)
        offer(self, "term_sector", SECTORS)
        offer(self, "size", [(size, SIZE_LABELS[size]) for size in SIZE_CLASSES])
        offer(self, "year_end_month", [(str(month), capfirst(name)) for month, name in MONTHS.items()])
        for name, field in self.fields.items():
            field.help_text = field.help_text or _HELP.get(name, "")
            if not field.label:
                field.label = _label(name)

    def values(self) -> dict[str, object]:
        """What was typed, by column; fields that did not pass are left out."""
        beside = {"revision", "logo", "drops_logo"}
        return {name: given for name, given in self.cleaned_data.items() if name not in beside}


def shown(seller: Seller, language: str) -> dict[str, object]:
    """The stored values as people write them."""
    values: dict[str, object] = {
        name: getattr(seller, name) for name in SellerForm().fields if hasattr(seller, name)
    }
    for name in ("siren", "siret", "iban"):
        values[name] = written_identifier(getattr(seller, name))
    if seller.capital is not None:
        whole = seller.capital == seller.capital.to_integral_value()
        values["capital"] = format_decimal(seller.capital, language, 0 if whole else 2)
    if seller.early_percent is not None:
        values["early_percent"] = format_decimal(seller.early_percent, language, 2)
    if seller.late_rate is not None:
        values["late_rate"] = format_decimal(seller.late_rate.normalize(), language, 2)
    del values["logo"]
    return values | {
        "vat_number": format_vat_number(seller.vat_number),
        "phone": format_phone(seller.phone, seller.country),
    }


def _text_field(name: str) -> forms.CharField:
    kind = WantedField if name in WANTED else forms.CharField
    attributes = {"autocomplete": "off"} | ({"inputmode": "decimal"} if name in _NUMBERS else {})
    widget = forms.TextInput(attrs=attributes | ({"type": "color"} if name == "colour" else {}))
    return kind(label=_label(name), required=name in WANTED or name == "colour", strip=False, widget=widget)


def _label(name: str) -> Any:
    if name == "early_payment":
        return _("Escompte, en d’autres mots")
    column = Seller._meta.get_field(name)
    assert isinstance(column, Field)
    return capfirst(column.verbose_name)
