"""What is asked before two records become one, and how they are taken hold of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.companies.queries.merges.merges import standing_merges
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

Row = TypeVar("Row", Company, Contact)
_DEEPEST_GROUP = 12


def require_merge(actor: Actor) -> None:
    """Let through who may merge, which also takes the right to edit; raises NotAllowed otherwise."""
    require(actor, Permission.MERGE)
    require(actor, Permission.EDIT)


def refuse_itself(kept: int, absorbed: int) -> None:
    """Raise Refused for a record and itself."""
    if kept == absorbed:
        raise Refused(_("Une fiche ne se fusionne pas avec elle-même : choisissez-en une autre."))


def refuse_absorbed(kind: str, key: int) -> None:
    """Raise Refused for a record that stands in another one: only undoing the merge brings it back."""
    if standing_merges(kind).filter(absorbed_id=key).exists():
        raise Refused(_("Cette fiche a été fusionnée avec une autre : annulez la fusion pour la retrouver."))


def claim(pair: Sequence[Row], moment: datetime) -> None:
    """Take hold of both rows where they still are what was read; raises Refused otherwise.

    Of two people who merge the same pair at once, one comes too late here. In the order of keys, so that
    neither waits for the other for ever.
    """
    for row in sorted(pair, key=lambda each: each.pk):
        rows = type(row)._default_manager.filter(
            pk=row.pk, updated_at=row.updated_at, deleted_at__isnull=True
        )
        if not rows.update(updated_at=moment):
            raise Refused(
                _(
                    "Une des deux fiches vient de changer. Rien n’a été fusionné : rouvrez l’aperçu et relisez-le."
                )
            )


def refuse_family(kept: Company, absorbed: Company) -> None:
    """Raise Refused when one of the two stands above the other: a group must not swallow its own head."""
    for below, above in ((kept, absorbed), (absorbed, kept)):
        if _stands_above(above.pk, below):
            raise Refused(
                _(
                    "%(above)s est la société mère de %(below)s, directement ou non. Si c’est une seule "
                    "entreprise, retirez d’abord ce lien ; rien n’a été fusionné."
                )
                % {"above": above.name, "below": below.name}
            )


def _stands_above(key: int, company: Company) -> bool:
    above = company.parent_id
    for _step in range(_DEEPEST_GROUP):
        if above is None or above == key:
            return above is not None
        above = Company.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return False
