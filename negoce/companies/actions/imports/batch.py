"""What the writers of a batch of rows share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from negoce.companies.actions.bulk_rows import insert_values
from negoce.companies.enums import DuplicateMode, ImportAnswer
from negoce.companies.lent import ImportFollower
from negoce.companies.models import ImportImage, ImportRun
from negoce.companies.queries.imports.followers import import_followers
from negoce.companies.rules.imports.rows import source_key
from negoce.companies.rules.territory import Prefix, choose_territory
from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models import TerritoryPrefix, User
from negoce.identity.rules.actor import Actor

_ANSWERS = {
    ImportAnswer.UPDATE: DuplicateMode.OVERWRITE,
    ImportAnswer.FILL: DuplicateMode.FILL_EMPTY,
    ImportAnswer.SKIP: DuplicateMode.SKIP,
}


@dataclass
class ImportBatch:
    """One import, seen by the writer of its batches: lives as long as the worker works on it."""

    actor: Actor
    run: ImportRun
    moment: datetime
    namespace: str
    images: dict[str, dict[str, Any]] = field(default_factory=dict)
    answer: ImportAnswer | None = None
    # The key of the record that a person chose for a row, by the row's number.
    chosen: Mapping[int, int] = field(default_factory=dict)
    # The record of each row that has one, by the row's number: for what is written beside records.
    placed: dict[int, Any] = field(default_factory=dict)

    @property
    def mode(self) -> DuplicateMode:
        """What becomes of rows whose record exists."""
        if self.answer is not None and self.answer is not ImportAnswer.CREATE:
            return _ANSWERS[self.answer]
        return DuplicateMode(self.run.duplicates)

    @property
    def always_new(self) -> bool:
        """Whether a person said that the row is another record than the one that looks like it."""
        return self.answer is ImportAnswer.CREATE

    def key_of(self, values: Mapping[str, object]) -> str:
        """The key of a row in its source: files with the same columns share their codes, others do not."""
        return source_key(self.namespace, values)

    def remember(
        self,
        kind: str,
        object_id: int,
        before: Mapping[str, object] | None,
        at: datetime,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what a record was before, None when it is new; written with the batch.

        `after` is what the batch writes in these fields: an undo then knows, field by field, what was edited
        since. Without it, a record edited since is left whole.
        """
        image = self.images.setdefault(kind, {"created": [], "updated": {}, "at": at})
        if before is None:
            image["created"].append(object_id)
            return
        fields = image["updated"].setdefault(str(object_id), {})
        for name, value in before.items():
            told = [] if after is None or name not in after else [plain(after[name])]
            fields[name] = [fields[name][0] if name in fields else plain(value), *told]

    def flush(self) -> None:
        """Write what was remembered, one row a kind, in the transaction of the batch."""
        insert_values(
            ImportImage,
            [
                {
                    "run_id": self.run.pk,
                    "kind": kind,
                    "records": {"created": image["created"], "updated": image["updated"]},
                    "count": len(image["created"]) + len(image["updated"]),
                    "written_at": image["at"],
                }
                for kind, image in self.images.items()
            ],
        )
        self._tell_followers()
        self.images.clear()

    def _tell_followers(self) -> None:
        """Let upper rooms keep what is theirs of these records, in the same transaction."""
        for kind, image in self.images.items():
            created, changed = image["created"], [int(key) for key in image["updated"]]
            for follower in self._followers:
                follower.follow(self.run, kind, created, changed, localdate(self.moment))

    def territory(self, postal_code: str, activity_code: str) -> int | None:
        """The territory of a place and trade, from prefixes read once an import."""
        key = (postal_code, activity_code)
        if key not in self._territories:
            self._territories[key] = choose_territory(postal_code, activity_code, self._prefixes)
        return self._territories[key]

    def person_name(self, user_id: int | None) -> str:
        """The name of one of our own people; empty for nobody."""
        return self._people.get(user_id, "") if user_id is not None else ""

    @cached_property
    def _followers(self) -> Sequence[ImportFollower]:
        return [each for each in import_followers(self.run.target) if each.chosen(self.run)]

    @cached_property
    def _people(self) -> dict[int, str]:
        return {user.pk: user.full_name for user in User.objects.order_by("pk")}

    @cached_property
    def _territories(self) -> dict[tuple[str, str], int | None]:
        return {}

    @cached_property
    def _prefixes(self) -> list[Prefix]:
        rows = TerritoryPrefix.objects.order_by("id").values_list("territory_id", "criterion", "prefix")
        return [Prefix(key, TerritoryCriterion(criterion), prefix) for key, criterion, prefix in rows]


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
