"""« Potentiel et accessibilité » on the page of a company: both indexes, note by note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.portfolio.matrices.words import ADVICE, MESSAGES, QUADRANTS, SIDES
from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.models import TargetIndex, TargetNote
from negoce.prospecting.queries.target_index import Criterion, criteria, of_side, reads_note
from negoce.prospecting.rules.target_index import Note, target_index
from negoce.ui.words.figures import NOTHING, money
from negoce.ui.words.say import reader_language, say
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.matrices.criterion_words import criterion_name, plain


def _target(record: CompanyRecord) -> Mapping[str, object] | None:
    row = TargetIndex.objects.filter(company=record.company).first()
    if row is None:
        return None
    known = criteria()
    given = {
        each.criterion_id: each
        for each in TargetNote.objects.filter(company=record.company).select_related("author").order_by("pk")
    }
    sides = {
        side: [Note(Decimal(each.weight), _tenths(row, each)) for each in of_side(known, side)]
        for side in MatrixSide
    }
    worked = target_index(sides[MatrixSide.POTENTIAL], sides[MatrixSide.ACCESSIBILITY])
    found = worked.value
    # A sum tells the one note that is not shown: then the quadrant alone is explained.
    whole = all(reads_note(record.actor, each.source) for each in known if each.weight)
    steps = worked.steps if whole else worked.steps[-1:]
    shown = {MatrixSide.POTENTIAL: found.potential, MatrixSide.ACCESSIBILITY: found.accessibility}
    return {
        "priority": found.priority,
        "quadrant": QUADRANTS[found.priority] if found.priority else "",
        "advice": ADVICE[found.priority] if found.priority else "",
        "size": money(row.size),
        "why": [say(Explanation(step.code, _written(step.figures)), MESSAGES) for step in steps],
        "sides": [
            {
                "label": SIDES[side.value],
                "index": NOTHING if (index := shown[side]) is None else plain(index),
                "notes": _notes(record, row, of_side(known, side), given),
            }
            for side in (MatrixSide.POTENTIAL, MatrixSide.ACCESSIBILITY)
        ],
        "matrix_url": reverse("matrices:targets"),
    }


def _notes(
    record: CompanyRecord, row: TargetIndex, known: Sequence[Criterion], given: Mapping[int, TargetNote]
) -> Sequence[Mapping[str, object]]:
    return [
        {
            "name": criterion_name(each),
            "weight": each.weight,
            "note": NOTHING
            if (value := _tenths(row, each)) is None or not reads_note(record.actor, each.source)
            else plain(value),
            "by_hand": _by(given.get(each.pk)),
            "url": reverse("company_targets:note", args=[record.company.public_id, each.public_id])
            if record.may_edit
            else "",
        }
        for each in known
        if each.weight
    ]


def _by(given: TargetNote | None) -> str:
    if given is None:
        return ""
    day = format_date(given.noted_on, reader_language())
    if given.author is None:
        return _now("à la main, le %(day)s") % {"day": day}
    return _now("par %(name)s, le %(day)s") % {"name": given.author.full_name, "day": day}


def _tenths(row: TargetIndex, each: Criterion) -> Decimal | None:
    stored: int | None = getattr(row, each.column)
    return None if stored is None else Decimal(stored) / 10


def _written(figures: Mapping[str, object]) -> Mapping[str, object]:
    return {name: plain(value) if isinstance(value, Decimal) else value for name, value in figures.items()}


TARGET = Panel(
    "target", _("Potentiel et accessibilité"), "web/matrices/_target_panel.html", _target, 3,
    tab=BEHAVIOUR, column=SIDE,
)  # fmt: skip
