"""Corrects how a file is read, before it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.create import (
    guess_header,
    guess_mapping,
    require_draft,
    told_mapping,
)
from negoce.companies.enums import DuplicateMode, OriginChannel, Relation
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.targets import import_target, import_targets
from negoce.companies.rules.imports.units import parted
from negoce.files.enums import TableKind
from negoce.files.rules.encodings import ENCODINGS
from negoce.files.rules.separators import SEPARATORS
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """What a person says of the file; None leaves as it is. `header_row` counts from 0, -1 for none."""

    target: str | None = None
    sheet: int | None = None
    encoding: str | None = None
    separator: str | None = None
    mend: bool | None = None
    header_row: int | None = None


def change_layout(actor: Actor, run: ImportRun, *, change: LayoutChange) -> ImportRun:
    """Read the file otherwise, and propose the columns again. Raises NotAllowed, Refused."""
    require(actor, Permission.IMPORT)
    require_draft(run)
    if change.target is not None:
        if change.target not in {target.key for target in import_targets()}:
            raise Refused(_("Ce type de fiche ne s’importe pas."))
        if change.target != run.target:
            run.duplicates = import_target(change.target).usual
        run.target = change.target
    if run.file.kind == TableKind.TEXT.value:
        run.encoding = _one_of(change.encoding, ENCODINGS, run.encoding)
        run.separator = _one_of(change.separator, SEPARATORS, run.separator)
        run.mend = run.mend if change.mend is None else change.mend
    elif change.sheet is not None:
        run.sheet = max(0, min(change.sheet, 200))
    before = list(run.columns)
    guess_header(run, change.header_row)
    if run.columns != before:
        # Corrected cells are known by the position of their column.
        run.edits = {}
    if not run.columns:
        raise Refused(_("Cette feuille est vide. Choisissez-en une autre."))
    guess_mapping(run)
    with transaction.atomic():
        run.save()
    return run


def change_mapping(actor: Actor, run: ImportRun, *, mapping: Mapping[int, str]) -> ImportRun:
    """Say which column goes to which field, amounts with their unit if it is not that of the column's name
    (``turnover*1000``). Raises NotAllowed, Refused when a field is used twice or unknown.
    """
    require(actor, Permission.IMPORT)
    require_draft(run)
    target = import_target(run.target)
    labels = {field.key: field.label for field in target.fields}
    chosen = {at: key for at, key in sorted(mapping.items()) if key and 0 <= at < len(run.columns)}
    used: set[str] = set()
    for key, _factor in map(parted, chosen.values()):
        if key not in labels:
            raise Refused(_("Ce champ n’existe pas pour ce type de fiche."))
        if key in used:
            raise Refused(
                _("« %(field)s » est choisi pour deux colonnes. Laissez-le à une seule.")
                % {"field": labels[key]}
            )
        used.add(key)
    run.mapping = told_mapping(run, {str(at): told for at, told in chosen.items()})
    with transaction.atomic():
        run.save(update_fields=["mapping"])
    return run


def change_options(actor: Actor, run: ImportRun, *, options: Mapping[str, str]) -> ImportRun:
    """Choose the owner, the relation, the origin and what becomes of known companies. Raises NotAllowed,
    Refused.
    """
    require(actor, Permission.IMPORT)
    require_draft(run)
    for name, enum in (
        ("duplicates", DuplicateMode),
        ("relation", Relation),
        ("origin_channel", OriginChannel),
    ):
        if name in options:
            setattr(run, name, _one_of(options[name], tuple(member.value for member in enum), ""))
            if not getattr(run, name):
                raise Refused(_("Cette valeur n’est pas dans la liste."))
    if "owner" in options:
        owner = User.objects.filter(public_id=options["owner"], is_active=True).first()
        if options["owner"] and owner is None:
            raise Refused(_("Cette personne n’existe pas ou ne peut plus se connecter."))
        run.owner = owner
    with transaction.atomic():
        run.save(update_fields=["duplicates", "relation", "origin_channel", "owner"])
    return run


def _one_of(given: str | None, allowed: tuple[str, ...], default: str) -> str:
    return given if given is not None and given in allowed else default
