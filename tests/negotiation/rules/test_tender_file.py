"""Documents of a tender on a day, usual lists, requirements pasted and how far they are answered."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.enums import BuyerKind, NeedKind, PaperKind, PaperState, RequirementGap
from negoce.negotiation.rules.tender_file_values import (
    clean_certificate,
    clean_document,
    clean_requirement,
    read_pasted,
)
from negoce.negotiation.rules.tender_papers import (
    PART_OF,
    certificate_finding,
    file_progress,
    paper_standing,
    usual_papers,
)
from negoce.negotiation.rules.tender_requirement_progress import Answered, requirement_progress

TODAY, DUE = date(2026, 11, 20), date(2026, 12, 10)
READY, MISSING = PaperState.READY, PaperState.MISSING


@pytest.mark.parametrize(
    ("until", "due", "outdated", "code"),
    [
        (None, DUE, False, None),
        (date(2027, 3, 1), DUE, False, None),
        (date(2026, 12, 10), DUE, False, "paper.ends_soon"),
        (date(2026, 12, 9), DUE, True, "paper.ends_before"),
        (date(2026, 11, 19), DUE, True, "paper.ended"),
        (date(2026, 11, 19), None, True, "paper.ended"),
        (date(2026, 11, 20), None, False, "paper.ends_soon"),
        (date(2026, 11, 15), date(2026, 11, 10), False, None),
    ],
)
def test_a_document_holds_until_the_offers_are_due(until, due, outdated, code):
    found = paper_standing(READY, until, handed_in_on=due, today=TODAY)
    assert (found.is_outdated, found.finding and found.finding.code) == (outdated, code)
    assert found.is_ready is not outdated
    assert paper_standing(MISSING, until, handed_in_on=due, today=TODAY).finding is None


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (None, None),
        (date(2026, 11, 19), "paper.ended"),
        (date(2026, 12, 20), "paper.ends_soon"),
        (date(2026, 12, 21), None),
    ],
)
def test_a_certificate_is_told_thirty_days_ahead(until, code):
    found = certificate_finding(until, TODAY)
    assert (found and found.code) == code


def test_usual_lists_follow_the_buyer_and_the_need():
    public = usual_papers(BuyerKind.LOCAL, NeedKind.SUPPLIES)
    works = usual_papers(BuyerKind.STATE, NeedKind.WORKS)
    private = usual_papers(BuyerKind.PRIVATE, NeedKind.SERVICES)
    assert (PaperKind.DC1 in public, PaperKind.DC1 in private) == (True, False)
    assert (PaperKind.UNIT_PRICES in public, PaperKind.UNIT_PRICES in works) == (True, False)
    assert (PaperKind.BREAKDOWN in works, PaperKind.TERMS_OF_SALE in private) == (True, True)
    assert set(PART_OF) == set(PaperKind)


def test_progress_counts_what_is_required():
    ready = paper_standing(READY, None, handed_in_on=DUE, today=TODAY)
    ended = paper_standing(READY, date(2026, 11, 1), handed_in_on=DUE, today=TODAY)
    missing = paper_standing(MISSING, None, handed_in_on=DUE, today=TODAY)
    late = date(2026, 11, 19)
    found = file_progress(
        [(ready, True, late), (ended, True, late), (missing, True, TODAY), (missing, False, late)],
        today=TODAY,
    )
    assert (found.required, found.ready, found.late) == (3, 1, 1)


def test_cells_of_a_spreadsheet_are_read_line_by_line():
    head = "Réf.\tExigence\tObligatoire"
    text = f'{head}\n3.1\tFilm de 20 µ\toui\n3.2\t"Bobines de 300 m"\tNon\n\nLivraison en 48 h\r\n3.4\tSAV'
    assert [(each.reference, each.words, each.is_mandatory) for each in read_pasted(text).rows] == [
        ("3.1", "Film de 20 µ", True),
        ("3.2", "Bobines de 300 m", False),
        ("", "Livraison en 48 h", True),
        ("3.4", "SAV", True),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "requirement.nothing_pasted"),
        (" \n\t\n", "requirement.nothing_pasted"),
        ("3.1\t", "requirement.line_without_words"),
        (f"3.1\t{'x' * 2001}", "requirement.line_too_long"),
        (f"{'x' * 41}\tMots", "requirement.line_too_long"),
        ("\n".join(f"Ligne {number}" for number in range(501)), "requirement.too_many"),
    ],
)
def test_what_cannot_be_pasted_says_why(text, code):
    found = read_pasted(text).finding
    assert found is not None
    assert found.code == code


def test_reading_stops_once_there_are_too_many_lines():
    found = read_pasted("Ligne\n\n" * 20_000)
    assert len(found.rows) == 500
    assert found.finding is not None
    assert found.finding.figures == {"count": 20_000, "most": 500}


def test_a_gap_is_told_and_a_certificate_ends_after_its_issue():
    wanting = clean_requirement({"words": "Film", "gap": "partial"})
    assert {name: each.code for name, each in wanting.errors.items()} == {
        "answer": "requirement.answer_needed"
    }
    assert clean_requirement({"words": "Film", "gap": "none"}).errors == {}
    crossed = clean_certificate(
        {"kind": "tax", "name": "Fiscale", "issued_on": "1/6/2026", "expires_on": "1/5/2026"}, TODAY
    )
    assert {name: each.code for name, each in crossed.errors.items()} == {"expires_on": "paper.days_crossed"}
    empty = clean_document({}, TODAY)
    assert sorted(each.code for each in empty.errors.values()) == [
        "paper.kind_needed",
        "paper.name_needed",
        "paper.part_needed",
        "paper.state_needed",
    ]


def test_mandatory_requirements_that_are_not_met_are_counted():
    found = requirement_progress(
        [
            Answered(True, RequirementGap.FULL, True),
            Answered(True, RequirementGap.FULL, False),
            Answered(True, RequirementGap.PARTIAL, True),
            Answered(False, RequirementGap.NONE, False),
            Answered(True, RequirementGap.VARIANT, False),
            Answered(True, None, False),
        ]
    )
    assert (found.count, found.answered, found.met, found.failing, found.unproven) == (6, 5, 2, 1, 1)
