"""Which of our own people a row of a file names, by e-mail or by name: read once an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.rules.imports.activity_row import person_key
from negoce.companies.rules.imports.rows import RowFinding
from negoce.identity.models import User
from negoce.kit.explain import Finding


class Colleagues:
    """Active people; two of one name are told apart by nothing, so neither is taken."""

    def find(self, text: str) -> tuple[int | None, Sequence[RowFinding]]:
        """The key of whom the text names, and what to say when it names nobody we know."""
        if not text:
            return None, ()
        found = self._by_email.get(text.lower()) or self._by_name.get(person_key(text))
        if found is not None:
            return found, ()
        return None, (RowFinding("owner", Finding("activity.no_owner", "warning", {"text": text[:80]})),)

    @cached_property
    def _users(self) -> Sequence[User]:
        return list(User.objects.filter(is_active=True).order_by("pk"))

    @cached_property
    def _by_email(self) -> Mapping[str, int]:
        return {user.email.lower(): user.pk for user in self._users}

    @cached_property
    def _by_name(self) -> Mapping[frozenset[str], int]:
        found: dict[frozenset[str], list[int]] = defaultdict(list)
        for user in self._users:
            found[person_key(user.full_name)].append(user.pk)
        return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def colleagues_of(batch: ImportBatch) -> Colleagues:
    """The people of an import, kept from one batch to the next."""
    known = vars(batch).get("_colleagues")
    if not isinstance(known, Colleagues):
        known = vars(batch)["_colleagues"] = Colleagues()
    return known
