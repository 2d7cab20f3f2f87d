"""Scores, targets, mailings, signals, files and tours through the API."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.portfolio.actions.target_refresh import refresh_targets
from negoce.portfolio.models import ModelScore, ScoringFit, SignalFigures, VisitStop, VisitTour
from negoce.prospecting.models import (
    CompanyScore,
    MailingRecipient,
    MarketFact,
    ScoreRule,
    TargetCriterion,
    TargetNote,
)
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader
from tests.factories.sources import brought, make_source
from tests.harness.mail_server import closed_port
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def make_tour(owner: object, company: Company, **fields: object) -> VisitTour:
    values: dict[str, object] = {
        "first_day": TODAY, "days": ["2026-11-23"], "start_name": "Lyon", "start_code": "69001",
        "latitude": 45.76, "longitude": 4.83, "roads": "road", "state": "ready", **fields,
    }  # fmt: skip
    tour = VisitTour.objects.create(owner=owner, **values)
    VisitStop.objects.create(
        tour=tour, company=company, place="Bron", day=TODAY, position=1, start=540, end=585, km=8.25,
        driving=14, worth=D("320.5"),
    )  # fmt: skip
    return tour


def test_a_score_is_told_line_by_line_with_what_was_learned() -> None:
    program, company = make_program(), make_company()
    path = f"companies/{company.public_id}/score"
    assert program.get(path).json() == {
        "score": "0.0", "as_of": None, "proposed_since": None, "lines": [], "learned": None,
    }  # fmt: skip
    rule = ScoreRule.objects.create(kind="fit", name="Lyonnais", filter_text="city is Lyon", points=D(15))
    lines = [{"code": "score.fit", "rule": rule.public_id, "points": "15.0"}]
    CompanyScore.objects.create(company=company, score=D(15), lines=lines, as_of=TODAY, reached_on=None)
    fit = ScoringFit.objects.create(known_until=TODAY, in_use=True, family="logistic")
    reasons = [{"column": "calls", "value": "2", "added": 0.51234}]
    ModelScore.objects.create(company=company, fit=fit, percent=D("12.5"), reasons=reasons, as_of=TODAY)
    read = program.get(path).json()
    assert (read["score"], read["as_of"], read["lines"]) == (
        "15.0",
        "2026-11-23",
        [{"rule": rule.public_id, "name": "Lyonnais", "points": "15.0", "on": None, "worth": "15.0"}],
    )
    assert read["learned"] == {
        "percent": "12.5", "as_of": "2026-11-23", "outcome": "customer", "within_days": 180,
        "reasons": [{"column": "calls", "value": "2", "log_odds": 0.5123}],
    }  # fmt: skip
    told = {each["id"]: each["filter"] for each in program.get("score-rules").json()["items"]}
    assert told[rule.public_id] == "city is Lyon"


def test_a_note_by_hand_moves_the_company_and_is_taken_back() -> None:
    program, company = make_program(), make_company()
    refresh_targets([company.pk], today=timezone.localdate())
    path = f"companies/{company.public_id}/target"
    criterion = TargetCriterion.objects.filter(side="potential", weight__gt=0).order_by("pk").first()
    assert criterion is not None
    given = program.send("PATCH", path, {"criterion": criterion.public_id, "note": "7.5"})
    assert given.status_code == 200, given.content
    note = next(each for each in given.json()["notes"] if each["criterion"] == criterion.public_id)
    assert (note["note"], note["by_hand"], note["side"]) == ("7.5", True, "potential")
    assert given.json() == program.get(path).json()
    for wrong in (11, "beaucoup", "7.55", True):
        body = {"criterion": criterion.public_id, "note": wrong}
        assert program.send("PATCH", path, body).status_code == 422, wrong
    assert program.send("PATCH", path, {"criterion": "x", "note": 1}).status_code == 422
    back = program.send("PATCH", path, {"criterion": criterion.public_id, "note": None}).json()
    assert [each["by_hand"] for each in back["notes"] if each["by_hand"]] == []
    assert TargetNote.objects.count() == 0


def test_whether_a_decider_is_known_is_not_for_every_program() -> None:
    company = make_company()
    refresh_targets([company.pk], today=timezone.localdate())
    decider = TargetCriterion.objects.get(source="decider").public_id
    notes = []
    for role in (Role.ADMINISTRATOR, Role.READ_ONLY):
        read = make_program(role, scope=Scope.ALL.value).get(f"companies/{company.public_id}/target").json()
        notes += [each["note"] for each in read["notes"] if each["criterion"] == decider]
    assert notes == ["0.0", None]


def test_of_companies_that_one_does_not_see_nothing_is_told() -> None:
    company = make_company(owner=make_user())
    stranger = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    for path in ("score", "target"):
        assert stranger.get(f"companies/{company.public_id}/{path}").status_code == 404
    body = {"criterion": "000000000000", "note": 3}
    assert stranger.send("PATCH", f"companies/{company.public_id}/target", body).status_code == 404
    reader = make_program(scopes=[TokenScope.PROSPECTING_READ])
    assert reader.send("PATCH", f"companies/{company.public_id}/target", body).status_code == 403
    tour = make_tour(make_user(), company)
    assert stranger.get(f"tours/{tour.public_id}").status_code == 404
    assert stranger.get("tours").json()["items"] == []


def test_a_mailing_tells_whom_it_reached_and_who_was_left_out(settings: Any) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()
    actor = make_marketer()
    make_reader(make_company(name="Laiterie"))
    make_reader(make_company(name="Fromagerie"), informed_on=None)
    mailing = make_mailing(actor, name="Lancement")
    launch(actor, mailing)
    work_off([JobQueue.LONG])
    program = make_program(Role.MARKETING)
    listed = program.get("mailings").json()["items"]
    assert [(each["id"], each["name"], each["kind"]) for each in listed] == [
        (mailing.public_id, "Lancement", "email")
    ]
    read = program.get(f"mailings/{mailing.public_id}").json()
    rows = MailingRecipient.objects.filter(mailing=mailing)
    assert (read["pieces"], sum(read["left_out"].values())) == (
        rows.filter(left_out="").count(), rows.exclude(left_out="").count(),
    )  # fmt: skip
    people = program.get(f"mailings/{mailing.public_id}/recipients?which={next(iter(read['left_out']))}")
    assert [each["company"]["name"] for each in people.json()["items"]] == ["Fromagerie"]
    seller = make_program(Role.SALESPERSON)
    for path in ("mailings", f"mailings/{mailing.public_id}", f"mailings/{mailing.public_id}/recipients"):
        assert seller.get(path).status_code == 403


def test_reasons_to_prospect_come_with_their_figures_and_what_was_declared() -> None:
    program, today = make_program(), timezone.localdate()
    assert program.get("prospecting-signals").json() == {
        "counted_at": None, "held": 0, "items": [], "declared": [],
    }  # fmt: skip
    MarketFact.objects.create(
        topic="competitors", words="Un entrant", evidence="La presse", declared_on=today,
        holds_until=today + timedelta(days=30),
    )  # fmt: skip
    declared = program.get("prospecting-signals").json()["declared"]
    assert [(each["topic"], each["words"], each["evidence"]) for each in declared] == [
        ("competitors", "Un entrant", "La presse")
    ]
    assert SignalFigures.objects.count() == 0


def test_files_tell_their_licence_and_what_they_brought() -> None:
    source, company = make_source(cost=D(900)), make_company()
    brought(source, company)
    row = make_program(Role.MARKETING).get("file-sources").json()["items"][0]
    assert (row["id"], row["state"], row["companies"], row["cost"], row["cost_per_company"]) == (
        source.public_id, "runs", 1, "900.00", "900.00",
    )  # fmt: skip
    assert make_program(Role.SALESPERSON).get("file-sources").status_code == 403


def test_a_tour_tells_its_visits_and_their_worth_only_to_who_reads_margins() -> None:
    seller = make_user(Role.SALESPERSON)
    tour = make_tour(seller, make_company(owner=seller), with_margins=True)
    program = make_program(user=seller)
    read = program.get(f"tours/{tour.public_id}").json()
    stop = read["stops"][0]
    assert (stop["place"], stop["day"], stop["starts"], stop["ends"], stop["km"], stop["worth"]) == (
        "Bron", "2026-11-23", "09:00", "09:45", 8.2, "320.50",
    )  # fmt: skip
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    assert "worth" not in program.get(f"tours/{tour.public_id}").json()["stops"][0]


@pytest.mark.parametrize("path", ["mailings", "file-sources", "tours", "score-rules", "prospecting-signals"])
def test_lists_cost_the_same_whatever_they_hold(path: str, queries: Queries) -> None:
    program, today = make_program(), timezone.localdate()

    def more() -> None:
        make_mailing()
        brought(make_source(), make_company())
        make_tour(make_user(), make_company())
        ScoreRule.objects.create(kind="behaviour", name="Appel", event="meeting", points=D(5))
        MarketFact.objects.create(
            topic="downturn", words="Baisse", evidence="Presse", declared_on=today, holds_until=today
        )

    queries.same(more, lambda: program.get(path))


def test_scores_and_indexes_of_many_are_columns_of_the_companies() -> None:
    low, high = make_company(), make_company()
    for company, score in ((low, D(30)), (high, D(70))):
        CompanyScore.objects.create(company=company, score=score, lines=[], as_of=TODAY)
    asked = "fields=name,score,model_score,target_priority&sort=-score"
    rows = make_program().get(f"companies?{asked}").json()["items"]
    assert [(row["id"], row["score"], row["model_score"]) for row in rows] == [
        (high.public_id, "70.0", None), (low.public_id, "30.0", None),
    ]  # fmt: skip
    found = make_program().get(f"companies?{asked}&filter=score+>=+60").json()["items"]
    assert [row["id"] for row in found] == [high.public_id]
