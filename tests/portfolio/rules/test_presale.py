"""What is proposed of a suspect or a lead whose facts run ahead of the qualification; the person decides."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.portfolio.enums import LifeStatus as S
from negoce.portfolio.rules.life_cycle import life_status
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.presale import propose_presale
from negoce.portfolio.rules.thresholds import Thresholds

DAY, MET, LATER = date(2026, 11, 20), date(2026, 11, 1), date(2026, 11, 10)


@pytest.mark.parametrize(
    ("facts", "status", "enough", "expected"),
    [
        (LifeFacts(), S.SUSPECT, False, None),
        (LifeFacts(meeting_accepted_on=MET), S.SUSPECT, False, (S.WARM, "presale.met")),
        (LifeFacts(meeting_accepted_on=MET), S.LEAD, True, (S.WARM, "presale.met")),
        (
            LifeFacts(meeting_accepted_on=MET, quote_wanted_on=LATER),
            S.LEAD,
            False,
            (S.HOT, "presale.met_wants"),
        ),
        (LifeFacts(meeting_accepted_on=MET, meeting_refused_on=LATER), S.SUSPECT, False, None),
        (
            LifeFacts(meeting_accepted_on=LATER, meeting_refused_on=MET),
            S.LEAD,
            False,
            (S.WARM, "presale.met"),
        ),
        (LifeFacts(quote_wanted_on=LATER), S.SUSPECT, False, (S.LEAD, "presale.wants")),
        (LifeFacts(quote_wanted_on=LATER), S.LEAD, False, None),
        (LifeFacts(), S.SUSPECT, True, (S.LEAD, "presale.score")),
        (LifeFacts(), S.LEAD, True, (S.TO_APPROACH, "presale.score")),
        (LifeFacts(meeting_accepted_on=MET), S.WARM, True, None),
        (LifeFacts(meeting_accepted_on=MET), S.DORMANT, True, None),
        (LifeFacts(meeting_accepted_on=date(2026, 11, 21)), S.SUSPECT, False, None),
    ],
)
def test_what_is_proposed(facts: LifeFacts, status: S, enough: bool, expected: tuple[S, str] | None) -> None:
    found = propose_presale(facts, status, DAY, score_is_enough=enough)
    assert (None if found is None else (found.status, found.reason.code)) == expected


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (LifeFacts(), "life.suspect"),
        (LifeFacts(meeting_refused_on=MET), "life.suspect"),
        (LifeFacts(meeting_accepted_on=MET, quote_wanted_on=LATER), "life.suspect_met"),
        (LifeFacts(quote_wanted_on=LATER), "life.suspect_quote"),
        (LifeFacts(buying_intent_on=LATER), "life.suspect_intent"),
        (LifeFacts(need_on=MET), "life.lead"),
        (LifeFacts(need_on=MET, meeting_accepted_on=LATER), "life.lead_met"),
    ],
)
def test_what_was_said_stands_in_the_reason_though_the_status_waits(facts: LifeFacts, code: str) -> None:
    assert life_status(facts, Thresholds(), DAY).explanation.code == code
