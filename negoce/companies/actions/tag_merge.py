"""Merges two tags: the companies and the views of one go to the other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.tag_views import point_views
from negoce.companies.models import CompanyTag, Tag
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

BATCH = 2_000


def merge_tags(actor: Actor, tag: Tag, *, into: Tag) -> int:
    """Put `into` wherever `tag` is, then remove `tag`; returns how many companies had it.

    Links move in batches, so that nobody else waits; cut short, the merge is simply asked for again. Raises
    NotAllowed, and Refused for a tag and itself.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    if tag.pk == into.pk:
        message = _("Choisissez une autre étiquette.")
        raise Refused(message, fields={"into": [message]})
    moved = 0
    while batch := _move_batch(tag, into):
        moved += batch
    with transaction.atomic():
        moved += _move_batch(tag, into)
        views = point_views(tag, at=into.name_key)
        told = {"name": (tag.name, into.name), "companies": (None, moved), "views": (None, views)}
        record(actor, Entry("merged", "tag", into.pk, into.name, changes=told))
        Tag.objects.filter(pk=tag.pk).delete()
    return moved


def _move_batch(tag: Tag, into: Tag) -> int:
    """Move the first links; returns how many there were."""
    with transaction.atomic():
        links = list(CompanyTag.objects.filter(tag=tag).order_by("company_id")[:BATCH])
        companies = [link.company_id for link in links]
        both = CompanyTag.objects.filter(tag=into, company_id__in=companies)
        have = set(both.order_by().values_list("company_id", flat=True))
        twice = [link.pk for link in links if link.company_id in have]
        CompanyTag.objects.filter(pk__in=twice).delete()
        alone = [link.pk for link in links if link.company_id not in have]
        CompanyTag.objects.filter(pk__in=alone).update(tag=into)
    return len(links)
