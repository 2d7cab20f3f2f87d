"""Saved views and other kept filters that name a tag: they go on working when the tag changes its name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from django.apps import apps

from negoce.companies.models import SavedView, Tag
from negoce.companies.rules.filter_rename import names_value, rename_value
from negoce.companies.wired import wired
from negoce.kit.text import fold

FIELD = "tags"


def views_naming(tag: Tag) -> Sequence[SavedView]:
    """The saved views, of everybody, whose filter names the tag; one query, read in Python."""
    names = _names(tag)
    return [
        view
        for view in SavedView.objects.filter(query__contains=FIELD).order_by("pk")
        if any(
            key == "filter" and names_value(value, FIELD, names)
            for key, value in parse_qsl(view.query, keep_blank_values=True)
        )
    ]


def point_views(tag: Tag, *, at: str) -> int:
    """Make the views that name `tag` name the tag whose key is `at`, and so the filters that rooms above keep.

    Returns how many views changed. To be called in the action's own transaction, with the tag as it was.
    """
    names = _names(tag)
    views = views_naming(tag)
    for view in views:
        view.query = _pointed(view.query, names, at)
        view.save(update_fields=["query"])
    for kept in wired().kept_filters:
        rows = apps.get_model(kept.model)._default_manager.filter(**{f"{kept.column}__contains": FIELD})
        for key, text in list(rows.order_by("pk").values_list("pk", kept.column)):
            after = _pointed(text, names, at) if kept.is_query else rename_value(text, FIELD, names, at)
            if after != text:
                rows.filter(pk=key).update(**{kept.column: after})
    return len(views)


def _pointed(query: str, names: frozenset[str], at: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(
        [(key, rename_value(value, FIELD, names, at) if key == "filter" else value) for key, value in pairs]
    )


def _names(tag: Tag) -> frozenset[str]:
    """What a filter may call the tag, as values are compared: its name, its key, its public id."""
    return frozenset({fold(tag.name), tag.name_key, fold(tag.public_id)})
