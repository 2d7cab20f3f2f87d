"""Forms of people administration: each names the only fields that are read from a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Role, Scope
from negoce.identity.models import Team, User
from negoce.identity.words import options


class PersonForm(forms.Form):
    """A person's name, address and rights."""

    first_name = forms.CharField(label=_("Prénom"), max_length=60)
    last_name = forms.CharField(label=_("Nom"), max_length=60)
    email = forms.EmailField(label=_("Adresse e-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Rôle"))
    scope = forms.ChoiceField(
        label=_("Voit"), required=False, help_text=_("Sans choix : ce que son rôle prévoit.")
    )
    team = forms.ModelChoiceField(
        label=_("Équipe"), queryset=Team.objects.none(), required=False, empty_label=_("Aucune")
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        if person is not None:
            names = ("first_name", "last_name", "email", "role", "scope", "team")
            kwargs["initial"] = {name: getattr(person, name) for name in names}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # What the page showed travels with the form: only what its reader changed is written.
            field.show_hidden_initial = person is not None
        roles = self.fields["role"]
        scopes = self.fields["scope"]
        teams = self.fields["team"]
        assert isinstance(roles, forms.ChoiceField)
        assert isinstance(scopes, forms.ChoiceField)
        assert isinstance(teams, forms.ModelChoiceField)
        roles.choices = options(Role)
        scopes.choices = [("", _("Selon son rôle")), *options(Scope)]
        teams.queryset = Team.objects.order_by("name", "id")

    @property
    def seen(self) -> SafeString:
        """What the page showed, as hidden fields."""
        return format_html_join("", "{}", ((bound.as_hidden(only_initial=True),) for bound in self))

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that differ from what the page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class TeamForm(forms.Form):
    """A team's name."""

    name = forms.CharField(label=_("Nom de l’équipe"), max_length=80)


class TerritoryForm(forms.Form):
    """A territory: its name, who works in it, and the beginnings of codes that fall to it."""

    name = forms.CharField(label=_("Nom du secteur"), max_length=80)
    team = forms.ModelChoiceField(
        label=_("Équipe"), queryset=Team.objects.none(), required=False, empty_label=_("Aucune")
    )
    postal_code = forms.CharField(
        label=_("Débuts de codes postaux"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        help_text=_("Séparés par des virgules : 38, 73, 6900. Le début le plus long l’emporte."),
    )
    activity_code = forms.CharField(
        label=_("Débuts de codes APE"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        help_text=_("Séparés par des virgules : 46, 4634Z."),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Personnes"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Elles voient les fiches du secteur, même suivies par d’autres."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams, people = self.fields["team"], self.fields["people"]
        assert isinstance(teams, forms.ModelChoiceField)
        assert isinstance(people, forms.ModelMultipleChoiceField)
        teams.queryset = Team.objects.order_by("name", "id")
        people.queryset = User.objects.filter(is_active=True).order_by("last_name", "first_name", "id")
