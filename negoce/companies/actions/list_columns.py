"""Keeps which columns a person wants in a list."""

from __future__ import annotations

from negoce.companies.actions.list_choice import keep_list_choice
from negoce.identity.rules.actor import Actor


def keep_columns(actor: Actor, *, list_key: str, columns: str) -> None:
    """Store the columns with their widths, as in the address. Raises NotAllowed."""
    keep_list_choice(actor, list_key=list_key, name="columns", value=columns)
