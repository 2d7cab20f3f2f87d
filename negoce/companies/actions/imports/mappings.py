"""Saves, applies, renames and deletes the named mappings of columns (F10)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.create import (
    remembered_mapping,
    require_draft,
    signature_of,
    told_mapping,
)
from negoce.companies.models import ImportMapping, ImportRun
from negoce.companies.queries.imports.mappings import (
    fitting_mappings,
    may_change_mapping,
    visible_mappings,
)
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

LONGEST_NAME = 80


def save_mapping(actor: Actor, run: ImportRun, *, name: str, shared: bool = False) -> ImportMapping:
    """Keep where the columns of a file go under a name; one's own mapping of that name is replaced.

    Raises NotAllowed, and Refused without a name or a column.
    """
    require(actor, Permission.IMPORT)
    told = _name(name)
    columns = {run.columns[int(at)]: told for at, told in run.mapping.items() if int(at) < len(run.columns)}
    if not columns:
        raise Refused(_("Aucune colonne n’est reprise : il n’y a rien à enregistrer."))
    values = {
        "target": run.target,
        "signature": signature_of(run.columns),
        "columns": columns,
        "shared": shared,
        "used_at": timezone.now(),
    }
    with transaction.atomic():
        mapping, _created = ImportMapping.objects.update_or_create(
            name=told, created_by_id=actor.user_id, defaults=values
        )
    return mapping


def apply_mapping(actor: Actor, run: ImportRun, *, key: int) -> ImportRun:
    """Put a named mapping on the columns of a draft. Raises NotAllowed, and Refused when it does not fit."""
    require(actor, Permission.IMPORT)
    require_draft(run)
    mapping = next((each for each in fitting_mappings(actor, run) if each.pk == key), None)
    if mapping is None:
        raise Refused(_("Cette correspondance n’existe plus, ou ses colonnes ne sont pas dans ce fichier."))
    run.target = mapping.target
    run.mapping = told_mapping(run, remembered_mapping(run.columns, mapping.columns))
    with transaction.atomic():
        run.save(update_fields=["target", "mapping"])
        # Choosing it is using it: the same columns get it again, whether or not this file goes in.
        ImportMapping.objects.filter(pk=mapping.pk).update(used_at=timezone.now())
    return run


def change_mapping_name(actor: Actor, *, key: int, name: str, shared: bool) -> ImportMapping:
    """Rename a mapping, share it or keep it for oneself. Raises NotAllowed, Refused."""
    told = _name(name)
    with transaction.atomic():
        mapping = _changeable(actor, key)
        same = ImportMapping.objects.filter(created_by_id=mapping.created_by_id, name=told)
        if same.exclude(pk=mapping.pk).exists():
            raise Refused(_("Une autre correspondance porte déjà ce nom."))
        mapping.name, mapping.shared = told, shared
        mapping.save(update_fields=["name", "shared"])
    return mapping


def delete_mapping(actor: Actor, *, key: int) -> str:
    """Delete a mapping, and return its name; imports that followed it stay as they are. Raises NotAllowed,
    Refused.
    """
    with transaction.atomic():
        mapping = _changeable(actor, key)
        mapping.delete()
    return mapping.name


def _changeable(actor: Actor, key: int) -> ImportMapping:
    require(actor, Permission.IMPORT)
    mapping = visible_mappings(actor).filter(pk=key).first()
    if mapping is None:
        raise Refused(_("Cette correspondance n’existe plus."))
    if not may_change_mapping(actor, mapping):
        raise NotAllowed(_("Cette correspondance est à quelqu’un d’autre. Rien n’a été changé."))
    return mapping


def _name(name: str) -> str:
    told = " ".join(name.split())[:LONGEST_NAME]
    if not told:
        raise Refused(_("Donnez un nom à cette correspondance."))
    return told
