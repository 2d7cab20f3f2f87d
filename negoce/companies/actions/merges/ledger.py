"""Writes down each step of a merge, so that it can be walked back row for row.

Steps are plain JSON, for `MergeRecord.images`. Walking back touches only what is still as the merge left it: what
somebody changed since stays, and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from negoce.companies.actions.imports.batch import plain

BATCH = 500
Step = dict[str, Any]


class Ledger:
    """The steps of one merge, in order; each method writes at once and notes how to take it back."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def move(self, rows: models.QuerySet[Any], column: str, after: int | None) -> int:
        """Point `column` of these rows, which all hold one value, at another record; returns how many."""
        pairs = list(rows.order_by("pk").values_list("pk", column))
        if not pairs:
            return 0
        model, keys = rows.model, [pk for pk, _value in pairs]
        for batch in batches(keys):
            model._default_manager.filter(pk__in=batch).update(**{column: after})
        self._note("move", model, column=column, before=pairs[0][1], after=after, keys=keys)
        return len(keys)

    def edit(self, row: models.Model, **after: object) -> None:
        """Give a row other values by column; those that do not differ are left alone."""
        changed = {
            name: (getattr(row, name), value) for name, value in after.items() if getattr(row, name) != value
        }
        if not changed:
            return
        type(row)._default_manager.filter(pk=row.pk).update(
            **{name: pair[1] for name, pair in changed.items()}
        )
        for name, pair in changed.items():
            setattr(row, name, pair[1])
        values = {name: [plain(before), plain(value)] for name, (before, value) in changed.items()}
        self._note("edit", type(row), key=row.pk, values=values)

    def drop(self, rows: Iterable[models.Model]) -> None:
        """Delete rows that would be there twice; their values are kept for the way back."""
        for row in rows:
            values = {
                field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
            }
            self._note("drop", type(row), values=values)
            type(row)._default_manager.filter(pk=row.pk).delete()

    def added(self, model: type[models.Model], keys: Iterable[int]) -> None:
        """Note rows that the merge made, to be removed on the way back."""
        for key in keys:
            self._note("add", model, key=key)

    def _note(self, step: str, model: type[models.Model], **said: object) -> None:
        self.steps.append({"step": step, "model": model._meta.label, **said})


class WayBack:
    """Walks the steps of a merge back; `edited` are the fields of the survivor that were changed since."""

    def __init__(self, steps: Sequence[Step], groups: Sequence[Sequence[str]] = ()) -> None:
        self._steps = steps
        self._groups = groups
        self.left: Counter[str] = Counter()
        self.edited: list[tuple[str, str]] = []

    def walk(self) -> None:
        """Take each step back, the last first; inside the caller's transaction."""
        for step in reversed(self._steps):
            model = apps.get_model(step["model"])
            try:
                with transaction.atomic():
                    getattr(self, f"_{step['step']}")(model, step)
            except IntegrityError:
                # Somebody has made meanwhile what would come back: theirs stays.
                self.left[step["model"]] += 1

    def _move(self, model: type[models.Model], step: Step) -> None:
        column, keys = step["column"], step["keys"]
        before = step["before"]
        moved = 0
        for batch in batches(keys):
            rows = model._default_manager.filter(pk__in=batch, **{column: step["after"]})
            moved += rows.update(**{column: before})
        if moved < len(keys):
            self.left[step["model"]] += len(keys) - moved

    def _edit(self, model: type[models.Model], step: Step) -> None:
        row = model._default_manager.filter(pk=step["key"]).first()
        if row is None:
            self.left[step["model"]] += 1
            return
        pairs: Mapping[str, Sequence[Any]] = step["values"]
        changed = {name for name, pair in pairs.items() if getattr(row, name) != _read(model, name, pair[1])}
        stay = changed | {
            name for group in self._groups if changed & set(group) for name in group if name in pairs
        }
        back = {name: _read(model, name, pair[0]) for name, pair in pairs.items() if name not in stay}
        if back:
            model._default_manager.filter(pk=row.pk).update(**back)
        self.edited += [(step["model"], name) for name in pairs if name in stay]

    def _drop(self, model: type[models.Model], step: Step) -> None:
        values = step["values"]
        row = model(**{name: _read(model, name, value) for name, value in values.items()})
        if not _is_whole(row):
            self.left[step["model"]] += 1
            return
        # Raw: nothing is stamped anew, the row comes back as it was.
        row.save_base(raw=True, force_insert=True)

    def _add(self, model: type[models.Model], step: Step) -> None:
        model._default_manager.filter(pk=step["key"]).delete()


def batches(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    """Keys by the few hundred, as both databases take them in one statement."""
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]


def _read(model: type[models.Model], name: str, value: object) -> object:
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    return field.to_python(value)


def _is_whole(row: models.Model) -> bool:
    """Whether all that the row points at is still there: foreign keys may be checked at commit only."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and key is not None:
            related = field.related_model
            assert not isinstance(related, str)
            if not related._default_manager.filter(pk=key).exists():
                return False
    return True
