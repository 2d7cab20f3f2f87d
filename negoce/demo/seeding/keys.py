"""From the keys of the demo world to the primary keys of the rows they became."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from negoce.catalogue.models import Product
from negoce.companies.models import Company, Contact, Tag
from negoce.demo.team import people
from negoce.identity.models import Territory, User


class Keys:
    """Looked up once a seeding; rows that do not exist are simply absent."""

    @cached_property
    def users(self) -> dict[str, int]:
        """Primary keys of our people by their key in the world."""
        emails = {person.email: person.key for person in people()}
        found = User.objects.filter(email__in=emails).order_by().values_list("email", "pk")
        return {emails[email]: pk for email, pk in found}

    @cached_property
    def territories(self) -> dict[str, int]:
        """Primary keys of the territories by name."""
        return dict(Territory.objects.order_by().values_list("name", "pk"))

    @cached_property
    def tags(self) -> dict[str, int]:
        """Primary keys of the tags by name."""
        return dict(Tag.objects.order_by().values_list("name", "pk"))

    @cached_property
    def products(self) -> dict[str, tuple[int, str]]:
        """(Primary key, label) of the products by code."""
        rows = Product.objects.order_by().values_list("code", "pk", "label")
        return {code: (pk, label) for code, pk, label in rows}

    @cached_property
    def companies(self) -> dict[str, int]:
        """Primary keys of the demo's companies by import key; ask only when all of them are there."""
        rows = (
            Company.objects.filter(import_key__startswith="demo:").order_by().values_list("import_key", "pk")
        )
        return dict(rows)

    def some_companies(self, keys: Iterable[str]) -> dict[str, int]:
        """Primary keys of these companies, among those already there."""
        wanted = Company.objects.filter(import_key__in=set(keys)).order_by()
        return dict(wanted.values_list("import_key", "pk"))

    @cached_property
    def contacts(self) -> dict[str, int]:
        """Primary keys of the demo's contacts by import key."""
        rows = (
            Contact.objects.filter(import_key__startswith="demo:").order_by().values_list("import_key", "pk")
        )
        return dict(rows)
