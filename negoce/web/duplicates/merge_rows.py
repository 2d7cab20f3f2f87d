"""The lines of the preview: both values in words, which one is proposed, and the merged record beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import stored_values
from negoce.companies.actions.custom_move import differing_custom
from negoce.companies.actions.merges.merge import MAIN_POST
from negoce.companies.actions.merges.values import (
    contact_values,
    may_choose,
    merged_company,
    merged_contact,
)
from negoce.companies.custom_known import find_custom
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import is_custom, may_read_field, may_write_field
from negoce.companies.queries.merges.preview import visible_names
from negoce.companies.rules.merge_choice import (
    ABSORBED,
    BOTH,
    JOINABLE,
    KEPT,
    SIDES,
    Part,
    joined,
    parts_of,
    proposed_side,
)
from negoce.companies.words.company_values import show_value
from negoce.companies.words.contact_values import show_contact_value
from negoce.companies.words.custom_values import show_custom
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.web.duplicates.merge_words import part_label

Record = Company | Contact
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One choice: `side` is the chosen one; `is_open` when there is something to choose, `both` when both fit."""

    key: str
    label: str
    kept: str
    absorbed: str
    side: str
    is_open: bool
    both: bool = False


@dataclass(frozen=True, slots=True)
class MergedFact:
    """One line of the merged record; `is_new` when the survivor did not say so before."""

    label: str
    value: str
    is_new: bool


class MergePair:
    """Two records being compared by an actor: their values, in words."""

    def __init__(self, actor: Actor, kind: str, kept: Record, absorbed: Record) -> None:
        self.actor, self.kind, self.kept, self.absorbed = actor, kind, kept, absorbed
        self.ours, self.theirs = values_of(kept), values_of(absorbed)
        parents = [self.ours.get("parent"), self.theirs.get("parent")]
        self._companies = visible_names(actor, [key if isinstance(key, int) else None for key in parents])
        self._people = {row.owner_id: row.owner.full_name for row in (kept, absorbed) if row.owner}

    def rows(self, asked: Mapping[str, str]) -> Sequence[MergeRow]:
        """The choices that the actor may see, each with the side asked for, else the proposed one."""
        newer = KEPT if self.kept.updated_at >= self.absorbed.updated_at else ABSORBED
        rows: list[MergeRow | None] = [self._main_post()] if isinstance(self.kept, Contact) else []
        for part in parts_of(self.kind):
            if not all(may_read_field(self.actor, self.kind, name) for name in part.fields):
                continue
            kept, absorbed = self.words(part, self.ours), self.words(part, self.theirs)
            if not kept and not absorbed:
                continue
            side = proposed_side(self.kind, part, self.ours, self.theirs, newer=newer)
            row = MergeRow(part.key, part_label(self.kind, part.key), kept, absorbed, side, kept != absorbed)
            rows.append(self._with_rights(row, part))
        rows += self._custom(newer)
        return [_as_asked(row, asked.get(row.key, "")) for row in rows if row is not None]

    def _custom(self, newer: str) -> list[MergeRow | None]:
        """The custom fields in which the two differ, of those that the actor reads."""
        rows: list[MergeRow | None] = []
        differing = differing_custom(self.kind, self.kept.pk, self.absorbed.pk)
        for key, (first, second) in differing.items():
            field = find_custom(self.kind, key)
            if field is None or not may_read_field(self.actor, self.kind, key):
                continue
            kept, absorbed = show_custom(field, first), show_custom(field, second)
            side = newer if kept and absorbed else KEPT if kept else ABSORBED
            may = may_write_field(self.actor, self.kind, key)
            side = side if may else KEPT if kept else ABSORBED
            rows.append(MergeRow(key, field.label, kept, absorbed, side, may))
        return rows

    def choices(self, rows: Sequence[MergeRow]) -> Mapping[str, object]:
        """What the action is asked for."""
        return {row.key: row.side for row in rows if row.is_open}

    def merged(self, rows: Sequence[MergeRow]) -> tuple[Sequence[MergedFact], Sequence[str]]:
        """The record as it would be, and what does not go together."""
        choices = {
            name: side
            for name, side in self.choices(rows).items()
            if name != MAIN_POST and not is_custom(name)
        }
        errors: Sequence[str] = ()
        after = dict(self.ours)
        try:
            if isinstance(self.kept, Company):
                assert isinstance(self.absorbed, Company)
                changed = merged_company(self.actor, self.kept, self.absorbed, choices)
            else:
                assert isinstance(self.absorbed, Contact)
                changed = merged_contact(self.actor, self.kept, self.absorbed, choices)
            after |= {name.removesuffix("_id"): value for name, value in changed.items()}
        except Refused as refused:
            errors = [each for found in refused.fields.values() for each in found] or [refused.message]
        facts = []
        for part in parts_of(self.kind):
            if not all(may_read_field(self.actor, self.kind, name) for name in part.fields):
                continue
            value = self.words(part, after)
            if value:
                is_new = value != self.words(part, self.ours)
                facts.append(MergedFact(part_label(self.kind, part.key), value, is_new))
        for row in rows:
            if is_custom(row.key) and (value := row.absorbed if row.side == ABSORBED else row.kept):
                facts.append(MergedFact(row.label, value, row.side == ABSORBED))
        main = next((row for row in rows if row.key == MAIN_POST), None)
        if main is not None:
            value = main.absorbed if main.side == ABSORBED else main.kept
            facts.insert(0, MergedFact(main.label, value, main.side == ABSORBED))
        return facts, errors

    def words(self, part: Part, values: Values) -> str:
        """The value of a choice in words; a company that the actor does not see is not named."""
        if part.key == "place":
            place = " ".join(str(values[name]) for name in ("postal_code", "city") if values[name])
            country = values["country"]
            return f"{place} ({country})" if place and country != "FR" else place
        if part.key == "owner":
            key = values["owner"]
            return self._people.get(key, "") if isinstance(key, int) else ""
        if part.key == "parent":
            key = values["parent"]
            hidden = _("une entreprise que vous ne voyez pas")
            return self._companies.get(key, hidden) if isinstance(key, int) else ""
        show = show_value if self.kind == "company" else show_contact_value
        said = [show(name, values[name]) for name in part.fields if name != "activity_code_version"]
        return " · ".join(each for each in said if each)

    def _main_post(self) -> MergeRow | None:
        assert isinstance(self.kept, Contact)
        assert isinstance(self.absorbed, Contact)
        kept, absorbed = _post_words(self.kept), _post_words(self.absorbed)
        side = KEPT if self.kept.current_post_id or not self.absorbed.current_post_id else ABSORBED
        is_open = self.kept.company_id != self.absorbed.company_id and bool(self.absorbed.current_post_id)
        return MergeRow(MAIN_POST, part_label(self.kind, MAIN_POST), kept, absorbed, side, is_open)

    def _with_rights(self, row: MergeRow, part: Part) -> MergeRow:
        if not may_choose(self.actor, self.kind, part):
            return replace(row, is_open=False, side=KEPT if row.kept else ABSORBED)
        both = part.key in JOINABLE[self.kind]
        both = both and bool(joined(self.kind, part.key, self.ours[part.key], self.theirs[part.key]))
        return replace(row, both=both)


def values_of(record: Record) -> Values:
    """The columns of a record that people fill."""
    return stored_values(record) if isinstance(record, Company) else contact_values(record)


def _as_asked(row: MergeRow, side: str) -> MergeRow:
    if not row.is_open or side not in SIDES or (side == BOTH and not row.both):
        return row
    return replace(row, side=side)


def _post_words(contact: Contact) -> str:
    function = contact.current_post.function if contact.current_post else ""
    return ", ".join(each for each in (function, contact.company.name) if each)
