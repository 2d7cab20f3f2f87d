"""Erases many people for a job, a lot at a time: each lot in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.db.models import Count

from negoce.companies.actions.people.erase_crowd import erase_rows, mending_steps
from negoce.companies.actions.people.erase_gather import Whole, gather
from negoce.companies.actions.people.erase_imports import find_in_imports
from negoce.companies.models import ActivityContact
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.identity.rules.actor import Actor

# Of whom it is gathered at once what to look for; a lot, as people and as exchanges with them; what one transaction
# takes of it.
_LOOKED = 200
_LOT = 50
_EXCHANGES = 1_000
_WRITTEN = 20


def erase_people(
    actor: Actor, contact_ids: Sequence[int], *, reason: str, progress: Callable[[int, int], None]
) -> int:
    """Erase those of these people whom the actor still sees; returns how many.

    `progress(done, total)` is called between two lots: a pause or a stop happens there, and whoever takes it up
    finds those who are left. Raises NotAllowed.
    """
    require_privacy(actor)
    erased = done = 0
    for start in range(0, len(contact_ids), _LOOKED):
        several = contact_ids[start : start + _LOOKED]
        for lot in _lots(_seen(actor, several)):
            progress(done, len(contact_ids))
            erased += _erase_lot(actor, lot, reason)
            done += len(lot)
        done = start + len(several)
    progress(len(contact_ids), len(contact_ids))
    return erased


def _seen(actor: Actor, keys: Sequence[int]) -> Sequence[Whole]:
    rows = visible_contacts(actor).select_related("company").filter(pk__in=keys)
    by_key = {row.pk: row for row in rows.order_by("pk")}
    return gather([by_key[key] for key in keys if key in by_key])


def _lots(wholes: Sequence[Whole]) -> Iterator[Sequence[Whole]]:
    keys = [each.contact_id for whole in wholes for each in whole.erasures]
    links = ActivityContact.objects.filter(contact_id__in=keys).order_by().values("contact_id")
    met = dict(links.annotate(times=Count("pk")).values_list("contact_id", "times"))
    lot: list[Whole] = []
    exchanges = 0
    for whole in wholes:
        more = sum(met.get(each.contact_id, 0) for each in whole.erasures)
        if lot and (len(lot) == _LOT or exchanges + more > _EXCHANGES):
            yield lot
            lot, exchanges = [], 0
        lot.append(whole)
        exchanges += more
    if lot:
        yield lot


def _erase_lot(actor: Actor, wholes: Sequence[Whole], reason: str) -> int:
    """Texts of others first, a room at a time: after a crash before the people themselves they are taken up anew."""
    crowd = _crowd(wholes)
    for step in mending_steps(crowd, find_in_imports(crowd)):
        step()
    return sum(
        _erase_rows(actor, wholes[start : start + _WRITTEN], reason)
        for start in range(0, len(wholes), _WRITTEN)
    )


def _erase_rows(actor: Actor, wholes: Sequence[Whole], reason: str) -> int:
    with transaction.atomic():
        keys = [whole.contact.pk for whole in wholes]
        still = set(visible_contacts(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))
        left = [whole for whole in wholes if whole.contact.pk in still]
        if left:
            erase_rows(actor, left, _crowd(left), reason)
    return len(left)


def _crowd(wholes: Sequence[Whole]) -> Crowd:
    return Crowd([each for whole in wholes for each in whole.erasures])
