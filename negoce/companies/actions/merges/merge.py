"""Merges two records that are one: field by field, with everything that points at them (F11).

The absorbed record is hidden, not lost: `merge_undo` parts the two again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.contacts.dates import refresh_contact_dates
from negoce.companies.actions.imports.pace import write_alone
from negoce.companies.actions.merges.addresses import follow_place, merge_addresses
from negoce.companies.actions.merges.after import after_merge, journal_merge
from negoce.companies.actions.merges.claim import claim, refuse_family, refuse_itself, require_merge
from negoce.companies.actions.merges.custom import make_room, split_custom
from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.actions.merges.links import move_links
from negoce.companies.actions.merges.oppositions import cover_coordinates, merge_oppositions
from negoce.companies.actions.merges.pair import settle_pair
from negoce.companies.actions.merges.posts import merge_company_posts, merge_contact_posts
from negoce.companies.actions.merges.values import merged_company, merged_contact
from negoce.companies.models import Company, Contact, MergeRecord
from negoce.companies.rules.merge_choice import ABSORBED
from negoce.identity.rules.actor import Actor

MAIN_POST = "main_post"
_PLACE = frozenset({"postal_code", "city", "country"})


def merge_companies(
    actor: Actor, *, kept: Company, absorbed: Company, values: Mapping[str, object]
) -> MergeRecord:
    """Merge `absorbed` into `kept`; returns what can be undone.

    `values` says by field where the value comes from: "kept", "absorbed", "both" (two notes), or a value of its
    own; a field that is not named stays the survivor's, unless that is empty. Raises NotAllowed, and Refused
    for values that do not go together, for a parent and its subsidiary, and when a record changed meanwhile.
    """
    require_merge(actor)
    refuse_itself(kept.pk, absorbed.pk)
    moment = timezone.now()
    with transaction.atomic():
        write_alone()
        ours, theirs = visible_company(actor, kept.pk), visible_company(actor, absorbed.pk)
        claim((ours, theirs), moment)
        refuse_family(ours, theirs)
        own, slots = split_custom(actor, "company", values)
        changed = merged_company(actor, ours, theirs, own)
        ledger = Ledger()
        told = _told(ours, changed)
        merge_addresses(ledger, ours, theirs, place_moves=_takes_place(ours, theirs, changed))
        merge_company_posts(ledger, ours, theirs)
        make_room(ledger, "company", ours.pk, slots)
        move_links(ledger, "company", ours.pk, theirs.pk)
        ledger.edit(ours, **changed, updated_at=moment)
        follow_place(ledger, ours)
        _hide(ledger, theirs, moment)
        merge = _store(actor, "company", ours.pk, theirs.pk, ledger, moment)
        refresh_contact_dates([ours.pk])
        journal_merge(actor, merge, ours, theirs, told)
        after_merge(actor, merge)
    return merge


def merge_contacts(
    actor: Actor, *, kept: Contact, absorbed: Contact, values: Mapping[str, object]
) -> MergeRecord:
    """Merge two people; returns what can be undone.

    As `merge_companies`; `values` may also hold "main_post": "absorbed" takes the other's main post, and its
    company. What either refused, the merged person refuses. Raises NotAllowed, Refused, FreeTextRefused.
    """
    require_merge(actor)
    refuse_itself(kept.pk, absorbed.pk)
    moment = timezone.now()
    with transaction.atomic():
        write_alone()
        ours, theirs = visible_contact(actor, kept.pk), visible_contact(actor, absorbed.pk)
        claim((ours, theirs), moment)
        own, slots = split_custom(actor, "contact", values)
        takes_post = own.pop(MAIN_POST, "") == ABSORBED
        changed = dict(merged_contact(actor, ours, theirs, own))
        signs = [day for day in (ours.last_sign_on, theirs.last_sign_on) if day is not None]
        ledger = Ledger()
        told = _told(ours, changed)
        merge_oppositions(ledger, ours, theirs)
        post = merge_contact_posts(ledger, ours, theirs)
        make_room(ledger, "contact", ours.pk, slots)
        move_links(ledger, "contact", ours.pk, theirs.pk)
        if post is not None and (takes_post or ours.current_post_id is None):
            changed |= {"current_post_id": post.pk, "company_id": post.company_id}
        ledger.edit(ours, **changed, last_sign_on=max(signs, default=None), updated_at=moment)
        ours = Contact.objects.select_related("company").get(pk=ours.pk)
        cover_coordinates(actor, ledger, ours, theirs)
        _hide(ledger, theirs, moment)
        merge = _store(actor, "contact", ours.pk, theirs.pk, ledger, moment)
        journal_merge(actor, merge, ours, theirs, told)
        after_merge(actor, merge)
    return merge


def _takes_place(kept: Company, absorbed: Company, changed: Mapping[str, object]) -> bool:
    """Whether the place that was chosen is that of the absorbed company."""
    final = {name: changed.get(name, getattr(kept, name)) for name in _PLACE}
    return bool(_PLACE & changed.keys()) and all(getattr(absorbed, name) == final[name] for name in _PLACE)


def _told(row: Company | Contact, changed: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What the journal tells of the values that were chosen."""
    silent = ("name_key", "city_key")
    return {
        name.removesuffix("_id"): (getattr(row, name), value)
        for name, value in changed.items()
        if name not in silent and getattr(row, name) != value
    }


def _hide(ledger: Ledger, row: Company | Contact, moment: datetime) -> None:
    """The trace: out of sight, with all its values, so that files that name it find the survivor."""
    ledger.edit(row, deleted_at=moment, updated_at=moment)


def _store(
    actor: Actor, kind: str, kept: int, absorbed: int, ledger: Ledger, moment: datetime
) -> MergeRecord:
    settle_pair(actor, ledger, kind, kept, absorbed)
    return MergeRecord.objects.create(
        kind=kind,
        kept_id=kept,
        absorbed_id=absorbed,
        actor_id=actor.user_id,
        merged_at=moment,
        images={"steps": ledger.steps},
    )
