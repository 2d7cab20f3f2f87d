"""What an administrator changed of a role's defaults."""

from django.db import models

from negoce.identity.enums import Role


class RolePolicy(models.Model):
    """Scope, permissions and sensitive fields of one role, where they differ from ROLE_DEFAULTS."""

    role = models.CharField(max_length=24, unique=True, choices=[(role.value, role.value) for role in Role])
    scope = models.CharField(max_length=8, blank=True)
    permissions = models.JSONField(
        null=True, blank=True, help_text="list of Permission values; null: defaults"
    )
    field_access = models.JSONField(default=dict, blank=True, help_text="FieldGroup → FieldAccess")
    second_factor_required = models.BooleanField(default=False)
