"""Saved views that name a tag: found, and kept working when the tag changes its name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from negoce.companies.models import SavedView, Tag
from negoce.companies.rules.filter_rename import names_value, rename_value
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
    """Make the views that name `tag` name the tag whose key is `at`; returns how many changed.

    To be called in the action's own transaction, with the tag as it was.
    """
    names = _names(tag)
    views = views_naming(tag)
    for view in views:
        pairs = parse_qsl(view.query, keep_blank_values=True)
        view.query = urlencode(
            [
                (key, rename_value(value, FIELD, names, at) if key == "filter" else value)
                for key, value in pairs
            ]
        )
        view.save(update_fields=["query"])
    return len(views)


def _names(tag: Tag) -> frozenset[str]:
    """What a filter may call the tag, as values are compared: its name, its key, its public id."""
    return frozenset({fold(tag.name), tag.name_key, fold(tag.public_id)})
