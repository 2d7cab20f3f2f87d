"""Deletes a tag, off every company that has it."""

from __future__ import annotations

from django.db import transaction

from negoce.companies.models import CompanyTag, Tag
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor

BATCH = 2_000


def delete_tag(actor: Actor, tag: Tag) -> int:
    """Take a tag off every company, then remove it for good; returns how many companies had it.

    Saved views that name it say so when they are opened. Raises NotAllowed.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    taken = 0
    while batch := _take_off(tag):
        taken += batch
    with transaction.atomic():
        taken += _take_off(tag)
        told = {"name": (tag.name, None), "companies": (taken, None)}
        record(actor, Entry("deleted", "tag", tag.pk, tag.name, changes=told))
        Tag.objects.filter(pk=tag.pk).delete()
    return taken


def _take_off(tag: Tag) -> int:
    with transaction.atomic():
        links = CompanyTag.objects.filter(tag=tag).order_by("company_id").values_list("pk", flat=True)
        first = list(links[:BATCH])
        CompanyTag.objects.filter(pk__in=first).delete()
    return len(first)
