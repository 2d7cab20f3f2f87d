"""Takes an erased person out of what merges keep: no image brings back who was erased."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from negoce.companies.models import MergeRecord, Post
from negoce.companies.rules.privacy.crowd import Crowd

Step = dict[str, Any]


def erase_merges(crowd: Crowd) -> int:
    """Empty the images of the person's own merges, and mend those of others; returns how many changed.

    Inside the erasure's transaction. What stays can still be undone, without the person.
    """
    keys = set(crowd.keys)
    own = MergeRecord.objects.filter(Q(kept_id__in=keys) | Q(absorbed_id__in=keys), kind="contact")
    changed = own.filter(images_erased_at__isnull=True).update(images={}, images_erased_at=timezone.now())
    posts = set(Post.objects.filter(contact_id__in=keys).order_by().values_list("pk", flat=True))
    for merge in MergeRecord.objects.exclude(images={}).order_by("pk"):
        steps = merge.images["steps"]
        mended = [_mended(step, crowd) for step in steps if not _is_theirs(step, keys, posts)]
        if mended != steps:
            MergeRecord.objects.filter(pk=merge.pk).update(images={"steps": mended})
            changed += 1
    return changed


def _is_theirs(step: Step, keys: set[int], posts: set[int]) -> bool:
    """Whether a step holds values of the person alone: a row that was theirs, or an edit of one."""
    values = step.get("values", {})
    if step["step"] == "drop":
        return "contact_id" in values and values["contact_id"] in keys
    if step["step"] != "edit":
        return False
    theirs = {"companies.Contact": keys, "companies.Post": posts}
    return step["key"] in theirs.get(step["model"], ())


def _mended(step: Step, crowd: Crowd) -> Step:
    """The step with the person's traces out of its values; names of tables and columns are no values."""
    if "values" not in step:
        return step
    return {**step, "values": {name: crowd.mend(value) for name, value in step["values"].items()}}
