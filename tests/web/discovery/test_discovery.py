"""An interview in the browser: begun from the deal, each answer kept by itself, its branches opened, deleted."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import Deal, DiscoveryAnswer, DiscoveryInterview
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_today(monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return DAY if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027")


def _browser(role: Role = Role.MANAGER) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value))
    return browser


def _interview(deal: Deal, **fields: object) -> DiscoveryInterview:
    return DiscoveryInterview.objects.create(deal=deal, kind="supply", held_on=DAY, **fields)


def _url(interview: DiscoveryInterview, name: str = "interview", *more: str) -> str:
    return reverse(f"discovery:{name}", args=[interview.deal.public_id, interview.public_id, *more])


def _send(browser: Client, interview: DiscoveryInterview, question: str, **values: str) -> tuple[int, str]:
    url = _url(interview, "answer", question)
    reply = browser.post(url, values, headers={"HX-Request": "true"})
    return reply.status_code, reply.content.decode()


def _panel(browser: Client, deal: Deal) -> str:
    return browser.get(reverse("deals:panel", args=[deal.public_id, "discovery"])).content.decode()


def test_an_interview_begins_from_the_deal(deal: Deal) -> None:
    browser, person = _browser(), make_contact(deal.company)
    new = reverse("discovery:new", args=[deal.public_id])
    assert new in _panel(browser, deal)
    form = browser.get(new, headers={"HX-Request": "true"}).content.decode()
    assert ("20/11/2026" in form, person.full_name in form) == (True, True)
    refused = browser.post(new, {"kind": "supply", "held_on": "demain"}, headers={"HX-Request": "true"})
    assert (refused.status_code, "aujourd’hui au plus tard" in refused.content.decode()) == (422, True)
    values = {"kind": "renewal", "contact": person.public_id, "held_on": "19/11/2026"}
    begun = browser.post(new, values, headers={"HX-Request": "true"})
    interview = DiscoveryInterview.objects.get()
    assert begun.headers["HX-Redirect"] == _url(interview)
    page = browser.get(_url(interview)).content.decode()
    assert (person.full_name in page, "Renouvellement" in page, "0 / 16 réponses" in page) == (
        True,
        True,
        True,
    )


def test_an_answer_is_kept_by_itself_and_opens_its_branch(deal: Deal) -> None:
    browser, interview = _browser(), _interview(deal)
    assert (
        'id="q-budget_size" class="discovery-question" hidden'
        in browser.get(_url(interview)).content.decode()
    )
    status, reply = _send(browser, interview, "budget", answer="yes")
    assert status == 200
    assert 'id="q-budget_size" class="discovery-question" hx-swap-oob' in reply
    assert 'id="q-budget_path" class="discovery-question" hidden hx-swap-oob' in reply
    assert "1 / 18 réponses" in reply
    assert _send(browser, interview, "cost", answer="1 100 € l’arrêt", motive="money")[0] == 200
    page = browser.get(_url(interview)).content.decode()
    assert ("1 100 € l’arrêt" in page, "2 / 18 réponses" in page) == (True, True)
    panel = _panel(browser, deal)
    assert "2 / 18 réponses · Argent domine" in panel
    assert ("1 100 € l’arrêt" in panel, '<span class="tag">Argent</span>' in panel) == (True, True)


@pytest.mark.asked_already
def test_a_branch_that_opens_again_stands_as_on_a_page_just_read(deal: Deal) -> None:
    browser, interview = _browser(), _interview(deal)
    for question, answer, seen in (
        ("budget", "yes", ""),
        ("budget_size", "20 k€", ""),
        ("budget", "no", "yes"),
    ):
        assert _send(browser, interview, question, answer=answer, seen=seen)[0] == 200
    line = _url(interview, "line", "budget_size")
    _status, reply = _send(browser, interview, "budget", answer="yes", seen="no")
    page = browser.get(_url(interview)).content.decode()
    # An answer that was told may still become a line of a quote.
    assert (line in reply, line in page) == (True, True)


@pytest.mark.asked_already
def test_what_somebody_else_wrote_is_shown_and_not_written_over(deal: Deal) -> None:
    browser, interview = _browser(), _interview(deal)
    DiscoveryAnswer.objects.create(interview=interview, question="blocks", answer="Casse du film")
    status, reply = _send(browser, interview, "blocks", answer="Rien", seen="")
    assert (status, "Casse du film" in reply, 'name="seen" value="Casse du film"' in reply) == (
        409,
        True,
        True,
    )
    status, reply = _send(
        browser, interview, "blocks", answer="Il est malade, en dépression", seen="Casse du film"
    )
    assert (status, 'name="guard_reason"' in reply) == (422, True)
    assert DiscoveryAnswer.objects.get().answer == "Casse du film"


def test_without_scripts_the_answer_leads_back_to_its_question(deal: Deal) -> None:
    browser, interview = _browser(), _interview(deal)
    reply = browser.post(_url(interview, "answer", "blocks"), {"answer": "Casse", "motive": ""})
    assert reply.headers["Location"] == f"{_url(interview)}#q-blocks"
    assert DiscoveryAnswer.objects.get().answer == "Casse"


def test_who_may_not_edit_reads_and_who_may_not_read_observations_sees_no_motive(deal: Deal) -> None:
    interview = _interview(deal)
    reader, marketing = _browser(Role.READ_ONLY), _browser(Role.MARKETING)
    assert _panel(reader, make_deal(deal.company)) == ""
    assert reader.get(reverse("discovery:new", args=[deal.public_id])).status_code == 403
    assert _send(reader, interview, "blocks", answer="Casse")[0] == 403
    assert reader.post(_url(interview, "deletion")).status_code == 403
    DiscoveryAnswer.objects.create(interview=interview, question="blocks", answer="Casse", motive="security")
    for browser in (reader, marketing):
        panel = _panel(browser, deal)
        assert ("Casse" in panel, "Sécurité" in panel) == (True, False)
        assert '<span class="tag">' not in browser.get(_url(interview)).content.decode()
    assert DiscoveryAnswer.objects.get().answer == "Casse"
    assert "<textarea" not in reader.get(_url(interview)).content.decode()


def test_an_interview_is_deleted(deal: Deal) -> None:
    browser, interview = _browser(), _interview(deal)
    DiscoveryAnswer.objects.create(interview=interview, question="blocks", answer="Casse")
    reply = browser.post(_url(interview, "deletion"), headers={"HX-Request": "true"})
    assert reply.headers["HX-Redirect"] == reverse("deals:deal", args=[deal.public_id])
    assert (DiscoveryInterview.objects.count(), browser.get(_url(interview)).status_code) == (0, 404)


@pytest.mark.parametrize("name", ["interview", "panel"])
def test_as_many_queries_for_three_interviews_as_for_one(deal: Deal, queries: Queries, name: str) -> None:
    browser = _browser()

    def add() -> DiscoveryInterview:
        row = _interview(deal, contact=make_contact(deal.company))
        for question in ("blocks", "cost"):
            DiscoveryAnswer.objects.create(interview=row, question=question, answer="Oui", motive="money")
        return row

    first = add()
    url = _url(first) if name == "interview" else reverse("deals:panel", args=[deal.public_id, "discovery"])
    queries.same(add, lambda: browser.get(url))
