"""Forms of tags; what they hold is checked by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import TagColour
from negoce.companies.models import Tag
from negoce.companies.words.choices import choice_options
from negoce.ui.components.forms import offer


class TagForm(forms.Form):
    """A tag's name and colour."""

    name = forms.CharField(label=_("Nom"), strip=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    colour = forms.ChoiceField(label=_("Couleur"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "colour", choice_options(TagColour))


class MergeForm(forms.Form):
    """The tag that stays, and the person's word that the other may go."""

    into = forms.ModelChoiceField(
        label=_("L’étiquette qui reste"),
        queryset=Tag.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choisir…"),
    )
    sure = forms.BooleanField(
        label=_("Je confirme la fusion"),
        error_messages={"required": _("Cochez la case pour confirmer. Rien n’a été changé.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, but: Tag) -> None:
        super().__init__(data)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = Tag.objects.exclude(pk=but.pk).order_by("name_key")


def confirmed(posted: Mapping[str, object]) -> bool:
    """Whether the box that confirms was ticked."""
    return posted.get("sure") == "on"
