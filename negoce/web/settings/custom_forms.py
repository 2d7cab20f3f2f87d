"""Forms of custom fields; what they hold is checked by the actions."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import CustomType
from negoce.companies.models import CustomField
from negoce.companies.rules.custom_fields import MAX_CHOICES, MAX_DECIMALS, Choice, NewChoices
from negoce.companies.words.custom_values import TYPE_WORDS
from negoce.identity.enums import FieldGroup
from negoce.identity.words import options
from negoce.ui.components.forms import offer

KIND_WORDS = (("company", _("Entreprises")), ("contact", _("Interlocuteurs")))
_PLAIN_INPUT = forms.TextInput(attrs={"autocomplete": "off"})


class FieldForm(forms.Form):
    """What may change in the life of a field: its name, new choices, decimals, rights, search."""

    label = forms.CharField(label=_("Nom du champ"), strip=False, widget=_PLAIN_INPUT)
    choices = forms.CharField(
        label=_("Choix, un par ligne"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decimals = forms.ChoiceField(
        label=_("Décimales"),
        required=False,
        choices=[(number, number) for number in range(MAX_DECIMALS + 1)],
    )
    group = forms.ChoiceField(
        label=_("Qui le lit"),
        required=False,
        help_text=_("Les rôles disent qui lit et change les champs de chaque groupe."),
    )
    searchable = forms.BooleanField(
        label=_("Trouvé par la recherche"),
        required=False,
        help_text=_("Pour un texte que tout le monde lit : un n° de client, une référence."),
    )

    def __init__(self, data: QueryDict | None = None, *, field: CustomField | None = None) -> None:
        initial = {}
        if field is not None:
            names = ("label", "decimals", "group", "searchable")
            initial = {name: getattr(field, name) for name in names}
        super().__init__(data, initial=initial)
        offer(self, "group", [("", _("Tous ceux qui voient la fiche")), *options(FieldGroup)])
        if field is not None:
            self.fields["choices"].label = _("Nouveaux choix, un par ligne")
        for name in _unused(field):
            del self.fields[name]

    def clean_decimals(self) -> int:
        """The number chosen; none for a field that has no number."""
        return int(self.cleaned_data["decimals"] or 0)

    def new_choices(self) -> list[str]:
        """The lines of the box of choices that say something."""
        lines = str(self.cleaned_data.get("choices", "")).splitlines()
        return [line for line in lines if line.strip()][: MAX_CHOICES + 1]


class NewFieldForm(FieldForm):
    """The same, with what is chosen once for all: whose field it is, and what it holds."""

    kind = forms.ChoiceField(label=_("Sur les fiches des"), choices=KIND_WORDS)
    type = forms.ChoiceField(
        label=_("Contient"), choices=[(one.value, words) for one, words in TYPE_WORDS.items()]
    )


def kept_choices(posted: QueryDict, added: Sequence[str]) -> NewChoices:
    """The choices of an existing field as posted: their names in the order of their places, without those dropped."""
    dropped = set(posted.getlist("drop"))
    rows = zip(posted.getlist("code"), posted.getlist("choice"), posted.getlist("place"), strict=False)
    placed = sorted(
        (int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 99_999, at, code, label)
        for at, (code, label, place) in enumerate(rows)
    )
    kept = tuple(Choice(code, label) for _place, _at, code, label in placed if code not in dropped)
    return NewChoices(kept, tuple(added))


def _unused(field: CustomField | None) -> list[str]:
    """The inputs that mean nothing for the type of an existing field."""
    if field is None:
        return []
    wanted = {
        CustomType.CHOICE.value: {"choices"},
        CustomType.NUMBER.value: {"decimals"},
        CustomType.TEXT.value: {"searchable"},
    }.get(field.type, set())
    return sorted({"choices", "decimals", "searchable"} - wanted)
