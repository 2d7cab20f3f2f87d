"""What the targets of the parts of a team or of the house add up to, beside its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.target_rows import target_rows
from negoce.portfolio.queries.targets import Months, TargetLine, targets_of
from negoce.portfolio.rules.attainment import months_of
from negoce.portfolio.rules.target_gap import PartsGap, parts_gap

PARTS: Mapping[TargetKind, Sequence[TargetKind]] = {
    TargetKind.TEAM: (TargetKind.PERSON,),
    TargetKind.HOUSE: (TargetKind.TEAM, TargetKind.PERSON, TargetKind.FAMILY),
}


@dataclass(frozen=True, slots=True)
class PartsLine:
    """The sum of the parts of one kind under a row of the grid."""

    kind: TargetKind
    gap: PartsGap


def parts_lines(
    actor: Actor, kind: TargetKind, lines: Sequence[TargetLine], year: int
) -> Mapping[int | None, Sequence[PartsLine]]:
    """By the key of a team or the house: each kind of parts that has a target in the year; a few queries in all."""
    found: dict[int | None, list[PartsLine]] = defaultdict(list)
    for part in PARTS.get(kind, ()):
        of_parts = targets_of(part, [row.key for row in target_rows(actor, part)], year)
        if not any(of_parts.values()):
            continue
        team_of = (
            dict(User.objects.order_by().values_list("pk", "team_id")) if kind is TargetKind.TEAM else {}
        )
        grouped: dict[int | None, list[Months]] = defaultdict(list)
        for key, months in of_parts.items():
            whole = None if kind is TargetKind.HOUSE or key is None else team_of.get(key)
            if kind is TargetKind.HOUSE or whole is not None:
                grouped[whole].append(months)
        for line in lines:
            gap = parts_gap(line.targets, grouped[line.row.key], months_of(year))
            if gap.sum:
                found[line.row.key].append(PartsLine(part, gap))
    return found
