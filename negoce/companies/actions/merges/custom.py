"""Custom fields of two records that become one: a field is chosen as any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.custom_known import find_custom
from negoce.companies.permissions import is_custom, may_read_field, may_write_field
from negoce.companies.queries.custom_fields import VALUES
from negoce.companies.rules.merge_choice import ABSORBED, KEPT
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field


def split_custom(
    actor: Actor, kind: str, values: Mapping[str, object]
) -> tuple[dict[str, object], list[int]]:
    """The choices that are no custom field, and the slots whose value comes from the absorbed record.

    Raises NotAllowed for a field that the actor may not change, Refused for one that is not there.
    """
    own = {name: side for name, side in values.items() if not is_custom(name)}
    slots = []
    for name in values.keys() - own.keys():
        field = find_custom(kind, name)
        if field is None or values[name] not in (KEPT, ABSORBED):
            raise refuse_field(name, _("Ce champ ne se choisit pas dans une fusion."))
        if not (may_read_field(actor, kind, name) and may_write_field(actor, kind, name)):
            raise NotAllowed(_("Votre rôle ne permet pas de choisir ce champ. Rien n’a été changé."))
        if values[name] == ABSORBED:
            slots.append(field.slot)
    return own, sorted(slots)


def make_room(ledger: Ledger, kind: str, kept: int, slots: list[int]) -> None:
    """Drop the survivor's values of these slots: those of the absorbed record follow as every link does."""
    model: Any = VALUES[kind]
    ledger.drop(model.objects.filter(record_id=kept, slot__in=slots).order_by("slot"))
