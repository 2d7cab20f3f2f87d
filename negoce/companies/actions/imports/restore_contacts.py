"""Puts back the contacts of one batch of an import, with their posts and the channels it closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from negoce.companies.actions.bulk_rows import update_rows
from negoce.companies.actions.imports.restore import (
    CHANGED_AT,
    UndoBatch,
    changed_at,
    journal_fields,
    linked,
    removable,
    remove_with_what_follows,
    restored_values,
    rows_of,
)
from negoce.companies.actions.imports.restore_companies import worked_out_tables
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Contact, Opposition, OppositionDigest, Post
from negoce.kit.text import name_key

_POST = ("function", "department")
_ALONG = frozenset({"companies.post", "companies.contactcustomvalue"})
_OWN = _ALONG | {"companies.opposition"}


def undo_contacts(batch: UndoBatch) -> None:
    """Remove the contacts that the batch made and nobody touched; give the others their values back."""
    rows = {key: row for key, row in rows_of(batch, Contact).items() if row.erased_at is None}
    upper = worked_out_tables("contact")
    gone = removable(batch, rows, own=_OWN | upper, edited=lambda keys: _edited(batch, keys))
    gone = _without_later_posts(batch, gone)
    gone = _without_own_oppositions(batch, gone)
    changes = _restored(batch, rows)
    update_rows(Contact, changes)
    remove_with_what_follows(Contact, gone, _ALONG | upper)
    index_records("contact", [*gone, *(key for key, _back in changes)])


def _edited(batch: UndoBatch, keys: Sequence[int]) -> Mapping[int, set[str]]:
    since = batch.image.written_at
    found = dict(journal_fields(("contact",), "subject_id", keys, since))
    posts = dict(
        Post.objects.filter(contact_id__in=list(keys)).order_by("pk").values_list("pk", "contact_id")
    )
    for post, fields in journal_fields(("post",), "subject_id", sorted(posts), since).items():
        found.setdefault(posts[post], set()).update(fields)
    return found


def _without_later_posts(batch: UndoBatch, keys: Sequence[int]) -> list[int]:
    """A contact that has moved, or that others are told to go through, is somebody's work."""
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(contact_id__in=list(keys)).order_by("pk"):
        posts[post.contact_id].append(post)
    held = {key for key, own in posts.items() if len(own) > 1 or own[0].ended_on is not None}
    pointing = (
        Post.objects.filter(guards_id__in=list(keys)).order_by().values_list("guards_id", flat=True),
        Post.objects.filter(successor_id__in=list(keys)).order_by().values_list("successor_id", flat=True),
    )
    held |= {key for query in pointing for key in query if key is not None}
    owners = {post.pk: key for key, own in posts.items() for post in own}
    # A contact's own post is the one record that points at its post.
    others = linked(Post, sorted(owners), ("companies.contact",)) if owners else {}
    held |= {owners[post] for post in others}
    return _hold(batch, keys, held, "companies.post")


def _without_own_oppositions(batch: UndoBatch, keys: Sequence[int]) -> list[int]:
    """Refusals that the import copied from another record go with their contact; a person's own word stays."""
    wanted = Opposition.objects.filter(contact_id__in=list(keys)).order_by("pk")
    oppositions = dict(wanted.values_list("pk", "contact_id"))
    copies = _copies(oppositions)
    held = {oppositions[key] for key in oppositions if key not in copies}
    free = _hold(batch, keys, held, "companies.opposition")
    Opposition.objects.filter(pk__in=[key for key in copies if oppositions[key] not in held]).delete()
    return free


def _copies(oppositions: Mapping[int, int | None]) -> set[int]:
    """The oppositions whose every digest stands in another one too: nothing is forgotten without them."""
    digests: dict[int, set[str]] = defaultdict(set)
    rows = OppositionDigest.objects.filter(opposition_id__in=sorted(oppositions)).order_by("pk")
    for key, digest in rows.values_list("opposition_id", "digest"):
        digests[key].add(digest)
    all_digests = sorted(set().union(*digests.values()))
    elsewhere = OppositionDigest.objects.filter(digest__in=all_digests, opposition__lifted_on__isnull=True)
    others = set(
        elsewhere.exclude(opposition_id__in=sorted(oppositions)).order_by().values_list("digest", flat=True)
    )
    return {key for key in oppositions if digests[key] and digests[key] & others}


def _hold(batch: UndoBatch, keys: Sequence[int], held: set[int], link: str) -> list[int]:
    for key in sorted(held):
        batch.undone.discard(key)
        batch.keep(key, links=[link])
    return [key for key in keys if key not in held]


def _restored(batch: UndoBatch, rows: Mapping[int, Contact]) -> list[tuple[int, Mapping[str, Any]]]:
    wanted = {key: int(fields["post"][0]) for key, fields in batch.updated.items() if "post" in fields}
    posts = {row.pk: row for row in Post.objects.filter(pk__in=sorted(wanted.values())).order_by("pk")}
    changes: list[tuple[int, Mapping[str, Any]]] = []
    post_changes: list[tuple[int, Mapping[str, Any]]] = []
    for key, fields in batch.updated.items():
        contact = rows.get(key)
        if contact is None:
            continue
        own = {name: pair for name, pair in fields.items() if name not in (*_POST, "post", "closed")}
        back, later = restored_values(batch, contact, own)
        post = posts.get(wanted.get(key, 0))
        if post is not None:
            pairs = {name: fields[name] for name in _POST if name in fields}
            post_back, post_later = restored_values(batch, post, pairs)
            later += post_later
            if post_back:
                post_changes.append((post.pk, post_back))
        if "closed" in fields:
            _reopen(key, fields["closed"][1])
        if later:
            batch.keep(key, fields=later)
            names = {name: back.get(name, getattr(contact, name)) for name in ("last_name", "first_name")}
            back["name_key"] = name_key(" ".join(str(name) for name in names.values() if name))[:161]
        else:
            batch.undone.add(key)
        back[CHANGED_AT] = changed_at(batch, contact, fields, not later)
        changes.append((key, back))
    update_rows(Post, post_changes)
    return changes


def _reopen(key: int, channels: Sequence[str]) -> None:
    """Channels that were closed for a coordinate of the file are open again without it."""
    standing = Opposition.objects.filter(contact_id=key, channel__in=list(channels), lifted_on__isnull=True)
    own = dict(standing.order_by("pk").values_list("pk", "contact_id"))
    Opposition.objects.filter(pk__in=sorted(_copies(own))).delete()
