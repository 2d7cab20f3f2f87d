"""What a role may see and do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.custom_known import all_custom_fields
from negoce.companies.queries.custom_fields import VALUES
from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope
from negoce.identity.rules.role_defaults import RoleDefaults
from negoce.identity.words import label, options


class RoleForm(forms.Form):
    """Scope, permissions, one choice for each group of sensitive fields, and the second factor."""

    scope = forms.ChoiceField(label=_("Voit et modifie"), widget=forms.RadioSelect)
    permissions = forms.MultipleChoiceField(
        label=_("Peut"), required=False, widget=forms.CheckboxSelectMultiple
    )
    second_factor_required = forms.BooleanField(
        label=_("Double authentification obligatoire"),
        required=False,
        help_text=_("Qui n’en a pas encore est conduit à l’activer dès sa prochaine page."),
    )

    def __init__(self, role: Role, rights: RoleDefaults, data: Any = None) -> None:
        initial: dict[str, Any] = {
            "scope": rights.scope.value,
            "permissions": [permission.value for permission in rights.permissions],
            "second_factor_required": rights.second_factor_required,
        }
        initial |= {f"fields_{group.value}": access.value for group, access in rights.field_access.items()}
        super().__init__(data, initial=initial)
        scope, permissions = self.fields["scope"], self.fields["permissions"]
        assert isinstance(scope, forms.ChoiceField)
        assert isinstance(permissions, forms.MultipleChoiceField)
        scope.choices, permissions.choices = options(Scope), options(Permission)
        for group in FieldGroup:
            self.fields[f"fields_{group.value}"] = forms.ChoiceField(
                label=label(group), choices=options(FieldAccess), help_text=_custom_fields_of(group)
            )
        if role is Role.ADMINISTRATOR:
            for name in [name for name in self.fields if name != "second_factor_required"]:
                del self.fields[name]

    @property
    def sensitive_fields(self) -> list[forms.BoundField]:
        """The choices of the groups of sensitive fields."""
        return [self[name] for name in self.fields if name.startswith("fields_")]

    def rights(self, role: Role, present: RoleDefaults) -> dict[str, Any]:
        """The arguments of save_role_policy."""
        data = self.cleaned_data
        if role is Role.ADMINISTRATOR:
            return {
                "scope": present.scope,
                "permissions": present.permissions,
                "field_access": present.field_access,
                "second_factor_required": data["second_factor_required"],
            }
        return {
            "scope": Scope(data["scope"]),
            "permissions": [Permission(value) for value in data["permissions"]],
            "field_access": {group: FieldAccess(data[f"fields_{group.value}"]) for group in FieldGroup},
            "second_factor_required": data["second_factor_required"],
        }


def _custom_fields_of(group: FieldGroup) -> str:
    """The custom fields that this choice opens and closes with the others; empty without any."""
    labels = [field.label for kind in VALUES for field in all_custom_fields(kind) if field.group is group]
    if not labels:
        return ""
    return _now("Avec les champs personnalisés : %(fields)s.") % {"fields": ", ".join(labels)}
