"""Adds a custom field, changes it, puts it elsewhere among the others, archives it or takes it out again (F13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from negoce.companies.actions.custom_field_checks import (
    as_rows,
    checked_label,
    known,
    refuse_finding,
    reindex,
    stored_key,
    tell,
)
from negoce.companies.enums import CustomType
from negoce.companies.models import CustomField
from negoce.companies.queries.custom_fields import VALUES, count_choice, count_values
from negoce.companies.rules.custom_fields import (
    MAX_DECIMALS,
    MAX_FIELDS,
    Choice,
    NewChoices,
    key_for,
    label_key,
    settle_choices,
)
from negoce.identity.actions.taken import one_transaction
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

_COLUMNS = ("label", "group", "decimals", "searchable")


def add_custom_field(
    actor: Actor,
    *,
    kind: str,
    label: str,
    type: str,
    choices: Sequence[str] = (),
    group: str = "",
    decimals: int = 0,
    searchable: bool = False,
) -> CustomField:
    """Add a field to companies or contacts, after the others.

    Raises NotAllowed, and Refused: name empty, too long or taken, unknown type, no choice, a hundred fields already.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    if kind not in VALUES:
        raise refuse_field("kind", _("Choisissez les entreprises ou les interlocuteurs."))
    if type not in set(CustomType):
        raise refuse_field("type", _("Choisissez ce que le champ contient."))
    clean = checked_label(kind, label)
    settled: tuple[Choice, ...] = ()
    if type == CustomType.CHOICE.value:
        settled, finding = settle_choices(NewChoices(added=tuple(choices)))
        refuse_finding("choices", finding)
    with one_transaction():
        held = list(CustomField.objects.filter(kind=kind).order_by("slot").values_list("slot", "key"))
        field = CustomField(
            kind=kind,
            slot=_free_slot({slot for slot, _key in held}),
            key=key_for(clean, {key for _slot, key in held}),
            label=clean,
            label_key=stored_key(clean),
            type=type,
            options=as_rows(settled),
            position=len(held),
            **_checked(type, group, decimals, searchable),
        )
        field.save(force_insert=True)
        changes = {"label": (None, clean), "kind": (None, kind), "type": (None, type), "group": (None, group)}
        tell(actor, field, "created", changes)
    return field


def change_custom_field(
    actor: Actor,
    field: CustomField,
    *,
    label: str,
    choices: NewChoices | None = None,
    group: str = "",
    decimals: int = 0,
    searchable: bool = False,
) -> Sequence[tuple[str, int]]:
    """Rename a field, settle its choices, its sensitive group, its decimals, and whether search reads it.

    A choice that is left out goes when nothing holds it; otherwise it is retired: it stays where it was set and is no
    longer offered. Returns the retired ones with the number of records. Raises NotAllowed, Refused.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    clean = checked_label(field.kind, label, field.pk)
    checked = _checked(field.type, group, decimals, searchable)
    if int(checked["decimals"]) < field.decimals and count_values(field):
        raise refuse_field(
            "decimals", _("Des fiches ont déjà ces décimales : leur nombre ne peut qu’augmenter.")
        )
    options, retired = list(field.options), list[tuple[str, int]]()
    if field.type == CustomType.CHOICE.value and choices is not None:
        options, retired = _settled(field, choices)
    with one_transaction():
        after = {"label": clean, **checked}
        changes: dict[str, tuple[object, object]] = {
            name: (getattr(field, name), after[name])
            for name in _COLUMNS
            if getattr(field, name) != after[name]
        }
        if options != field.options:
            changes["choices"] = (_names(field.options), _names(options))
        if not changes:
            return retired
        CustomField.objects.filter(pk=field.pk).update(**after, label_key=stored_key(clean), options=options)
        field.refresh_from_db()
        tell(actor, field, "changed", changes)
        if changes.keys() & {"searchable", "group"}:
            reindex(field)
    return retired


def archive_custom_field(actor: Actor, field: CustomField, *, archived: bool) -> None:
    """Put a field out of sight with its values kept, or bring it back. Raises NotAllowed."""
    require(actor, Permission.MANAGE_SETTINGS)
    with one_transaction():
        if CustomField.objects.filter(pk=field.pk, archived=not archived).update(archived=archived):
            field.archived = archived
            tell(actor, field, "archived" if archived else "restored", {})
            if field.searchable:
                reindex(field)


def move_custom_field(actor: Actor, field: CustomField, *, up: bool) -> None:
    """Put a field one place higher or lower among those of its kind. Raises NotAllowed."""
    require(actor, Permission.MANAGE_SETTINGS)
    with one_transaction():
        rows = list(CustomField.objects.filter(kind=field.kind, deleted=False).order_by("position", "id"))
        at = next((place for place, one in enumerate(rows) if one.pk == field.pk), None)
        other = None if at is None else at - 1 if up else at + 1
        if at is None or other is None or not 0 <= other < len(rows):
            return
        rows[at], rows[other] = rows[other], rows[at]
        for place, one in enumerate(rows):
            if one.position != place:
                CustomField.objects.filter(pk=one.pk).update(position=place)
        tell(actor, field, "changed", {"position": (at + 1, other + 1)})


def _free_slot(taken: set[int]) -> int:
    free = next((slot for slot in range(1, MAX_FIELDS + 1) if slot not in taken), None)
    if free is None:
        raise refuse_field(
            "label", _("%(count)s champs : c’est la limite. Supprimez-en un d’abord.") % {"count": MAX_FIELDS}
        )
    return free


def _checked(type: str, group: str, decimals: int, searchable: bool) -> dict[str, str | int | bool]:
    """What follows from the type and the group: only texts that everybody may read are searched."""
    if group and group not in set(FieldGroup):
        raise refuse_field("group", _("Ce groupe n’existe pas."))
    if not 0 <= decimals <= MAX_DECIMALS:
        raise refuse_field("decimals", _("De 0 à %(max)s décimales.") % {"max": MAX_DECIMALS})
    return {
        "group": group,
        "decimals": decimals if type == CustomType.NUMBER.value else 0,
        "searchable": searchable and type == CustomType.TEXT.value and not group,
    }


def _settled(field: CustomField, asked: NewChoices) -> tuple[list[dict[str, object]], list[tuple[str, int]]]:
    before = known(field).choices
    codes = {one.code for one in before}
    kept = [one for one in asked.kept if one.code in codes]
    left = {label_key(one.label): one for one in before if one.code not in {each.code for each in kept}}
    added = []
    for label in asked.added:
        # A choice that comes back under its name is the same one again.
        back = left.pop(label_key(label), None)
        kept += [replace(back, label=label, retired=False)] if back else []
        added += [] if back else [label]
    counts = {one.code: count_choice(field, one.code) for one in left.values()}
    still = [one for one in left.values() if counts[one.code]]
    asked = NewChoices((*kept, *(replace(one, retired=True) for one in still)), tuple(added))
    settled, finding = settle_choices(asked)
    refuse_finding("choices", finding)
    return as_rows(settled), [(one.label, counts[one.code]) for one in still if not one.retired]


def _names(options: Sequence[dict[str, object]]) -> str:
    return ", ".join(str(one["label"]) for one in options if not one["retired"])
