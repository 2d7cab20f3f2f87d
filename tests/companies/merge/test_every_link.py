"""Whatever points at a company or a person is known to the merge; a new foreign key fails here until it is."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models

from negoce.companies.actions.merges import links
from negoce.companies.actions.merges.links import BY_HAND, LINKS, linked_records
from negoce.companies.models import Company, Contact


def pointing(target: type[models.Model]) -> set[str]:
    """Every foreign key, one-to-one and many-to-many field of every model that leads to `target`."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        fields = (*model._meta.get_fields(include_parents=False), *model._meta.local_many_to_many)
        for field in fields:
            leads = isinstance(field, models.ForeignKey | models.ManyToManyField)
            if leads and field.remote_field.model is target:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def handled(kind: str) -> set[str]:
    own = {f"{link.model}.{link.column}" for link in LINKS[kind]}
    upper = {f"{link.model}.{link.column}" for each in linked_records(kind) for link in each.links}
    figures = {name for each in linked_records(kind) for name in each.figures}
    return own | upper | figures


def test_every_link_to_a_company_or_a_contact_is_merged() -> None:
    known = handled("company") | handled("contact") | set(BY_HAND)
    assert pointing(Company) | pointing(Contact) == known


def test_each_kind_handles_its_own() -> None:
    assert handled("company") <= pointing(Company)
    assert handled("contact") <= pointing(Contact)


def test_what_takes_more_than_pointing_elsewhere_has_its_file() -> None:
    actions = Path(links.__file__).parent
    assert [name for name in BY_HAND.values() if not (actions / f"{name}.py").is_file()] == []
