"""What is decided, asked and warned of a tender, on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import TenderDecision, TenderQuestion
from negoce.negotiation.rules.tender_go import NOTES
from tests.factories.tenders import make_tender
from tests.web.tenders.conftest import HTMX, shown, url

pytestmark = pytest.mark.django_db
Browser = Callable[[Role], Client]


def noted(note: str = "7", **more: str) -> dict[str, str]:
    return {**dict.fromkeys(NOTES, note), "decision": "follow", **more}


def tasks() -> list[tuple[str, str, date]]:
    rows = Activity.objects.order_by("pk")
    return [(each.subject, each.state, timezone.localtime(each.starts_at).date()) for each in rows]


def test_nine_notes_advise_and_a_manager_may_decide_otherwise(as_role: Browser, company: Company) -> None:
    tender = make_tender(company, offers_until=date(2026, 12, 18))
    seller, manager = as_role(Role.SALESPERSON), as_role(Role.MANAGER)
    missing = seller.post(url("go", tender), noted(interest_technical=""), **HTMX)
    assert (missing.status_code, "Il faut les neuf notes" in missing.content.decode()) == (422, True)
    against = seller.post(url("go", tender), noted(decision="no_go", reason="Trop loin"), **HTMX)
    assert (against.status_code, "un responsable peut décider" in against.content.decode()) == (422, True)
    assert seller.post(url("go", tender), noted(), **HTMX).status_code == 204
    assert manager.post(url("go", tender), noted(decision="no_go"), **HTMX).status_code == 422
    posted = noted(decision="no_go", reason="Trop loin de nos tournées")
    assert manager.post(url("go", tender), posted, **HTMX).status_code == 204
    assert list(TenderDecision.objects.values_list("advised", "go")) == [(True, False), (True, True)]
    said = shown(manager, url("tender", tender))
    for words in ("Décidé contre le conseil des notes", "Trop loin de nos tournées", "moyenne 7 sur 10"):
        assert words in said
    verbs = JournalEntry.objects.filter(subject_kind="tender").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["decided", "decided"]


def test_a_low_note_stops_by_itself_and_a_submitted_offer_is_decided_no_more(
    client: Client, company: Company
) -> None:
    tender = make_tender(company)
    assert client.post(url("go", tender), noted("9", capacity_economic="2,5"), **HTMX).status_code == 204
    assert "moyenne 8,28 sur 10" in shown(client, url("tender", tender))
    assert "Une note de capacité est à 2,50, sous 3" in shown(client, url("tender", tender))
    assert client.post(url("go", tender), noted("11"), **HTMX).status_code == 422
    tender.stage = "submitted"
    tender.save()
    assert client.post(url("go", tender), noted(), **HTMX).status_code == 422


def test_a_day_orders_one_task_which_moves_with_it(client: Client, company: Company) -> None:
    tender = make_tender(company, "Mobilier")

    def give(day: str, revision: int) -> None:
        posted = {"offers_until": day, "electronic": "on", "revision": str(revision)}
        assert client.post(url("days", tender), posted, **HTMX).status_code == 204

    give("10/12/2026", 0)
    assert tasks() == [("Remise des offres, 10 déc. 2026 : Mobilier", "planned", date(2026, 12, 4))]
    give("17/12/2026", 1)
    client.post(url("alarms", tender), {"offers": "10"}, **HTMX)
    assert tasks() == [("Remise des offres, 17 déc. 2026 : Mobilier", "planned", date(2026, 12, 7))]
    assert "10 jours avant" in shown(client, url("tender", tender))
    client.post(url("stage", tender), {"stage": "submitted"}, **HTMX)
    assert [state for _words, state, _day in tasks()] == ["cancelled"]
    client.post(url("stage", tender), {"stage": "consultation"}, **HTMX)
    assert [state for _words, state, _day in tasks()] == ["cancelled", "planned"]
    client.post(url("go", tender), noted("2"), **HTMX)
    assert [state for _words, state, _day in tasks()] == ["cancelled", "cancelled"]
    assert client.post(url("alarms", tender), {"offers": "400"}, **HTMX).status_code == 422


def test_what_was_done_is_not_ordered_again(client: Client, company: Company) -> None:
    tender = make_tender(company)
    posted = {"questions_until": "30/11/2026", "electronic": "on"}
    client.post(url("days", tender), {**posted, "revision": "0"}, **HTMX)
    Activity.objects.update(state="done")
    client.post(url("days", tender), {**posted, "visit_on": "25/11/2026", "revision": "1"}, **HTMX)
    assert [state for _words, state, _day in tasks()] == ["done", "planned"]
    client.post(url("opening", tender), **HTMX)
    assert Activity.objects.get(state="planned").deal_link.deal.tender == tender
    client.post(url("deletion", tender), **HTMX)
    assert [state for _words, state, _day in tasks()] == ["done", "cancelled"]


def test_questions_are_kept_with_their_answers(client: Client, company: Company) -> None:
    tender = make_tender(company, questions_until=date(2026, 11, 10))
    new = {"question": "La variante est-elle admise ?", "asked_on": "12/11/2026", "asked_by": ""}
    answer = client.post(url("question_new", tender), new, **HTMX)
    assert (answer.status_code, "panel-tender-questions" in answer.headers["HX-Trigger"]) == (204, True)
    row = TenderQuestion.objects.get()
    said = shown(client, url("section", tender, "questions"))
    for words in (
        "un autre candidat",
        "posée après le dernier jour",
        "1 sans réponse",
        "posée le 12 nov. 2026",
    ):
        assert words in said
    known = {**new, "answer": "Oui, une par lot.", "revision": "0"}
    address = url("question", tender, row.public_id)
    assert client.post(address, known, **HTMX).status_code == 204
    assert client.post(address, known, **HTMX).status_code == 409
    assert "répondue le 20 nov. 2026" in shown(client, url("section", tender, "questions"))
    guarded = {**new, "question": "M. Blanc, dépressif, répond-il ?"}
    refused = client.post(url("question_new", tender), guarded, **HTMX)
    assert (refused.status_code, "guard_reason" in refused.content.decode()) == (422, True)
    assert client.post(url("question_removal", tender, row.public_id), **HTMX).status_code == 204
    assert not TenderQuestion.objects.exists()


def test_the_page_asks_as_much_with_many_rows(client: Client, company: Company, queries: object) -> None:
    tender = make_tender(company, offers_until=date(2026, 12, 18))

    def make() -> None:
        TenderQuestion.objects.create(tender=tender, question="Q", asked_on=date(2026, 11, 2))

    queries.same(make=make, read=lambda: client.get(url("tender", tender)))  # type: ignore[attr-defined]


def test_the_list_asks_as_much_with_many_rows(client: Client, queries: object) -> None:
    queries.same(make=make_tender, read=lambda: client.get(reverse("lists:tenders")))  # type: ignore[attr-defined]
