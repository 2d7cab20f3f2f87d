"""Activities as files bring them: one row an exchange or a thing to do, with a company that is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.imports.activities import write_activities
from negoce.companies.actions.imports.restore_activities import undo_activities
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.companies.rules.imports.activity_fields import ACTIVITY_HINTS
from negoce.companies.rules.imports.activity_row import COMPANY_PREFIX, read_activity
from negoce.companies.words.import_fields import activity_field_label, show_activity_value


def _show(values: Mapping[str, Any]) -> Mapping[str, str]:
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    shown = {
        f"{COMPANY_PREFIX}{name}": str(value)
        for name, value in (values.get("company") or {}).items()
        if value and not name.endswith("_key")
    }
    for name, value in values.items():
        if name not in ("company", "all_day") and value:
            shown[name] = show_activity_value(name, value, language)
    return shown


ACTIVITIES = ImportTarget(
    key="activities",
    label=_("Activités"),
    fields=tuple(ImportField(hint.key, activity_field_label(hint.key), hint) for hint in ACTIVITY_HINTS),
    needs=(
        ("starts_at",),
        ("kind", "subject", "body"),
        ("company_name", "company_siret", "company_siren", "company_key"),
    ),
    read=read_activity,
    write=write_activities,
    show=_show,
    kinds=("activity",),
    undo={"activity": undo_activities},
    models={"activity": "companies.Activity"},
    options=frozenset({"owner"}),
)
