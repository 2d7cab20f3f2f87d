"""« Avant de signer » on the page of a deal: what is said, what is settled, and to whom."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.enums import ActivityKind, ActivityState, ReportItemKind
from negoce.companies.models import ActivityContact, Company, ReportItem
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.actions.deals.people import set_deal_person
from negoce.negotiation.actions.signing.tell import tell_signing
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal, DealSigning
from negoce.negotiation.queries.signing.facts import quote_to_sign, read_signing
from tests.factories.billing import make_seller
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.factories.quotes import make_quote
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


def browser(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make_user(role, scope=Scope.ALL.value))
    return client


def with_quote(company: Company, deal: Deal) -> None:
    quote = make_quote(company=company, ready=True)
    quote.deal = deal
    quote.save()


def states(deal: Deal, today: date) -> dict[str, str]:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    quotes = list(deal.quotes.order_by("-id"))
    return {each.key.value: each.state.value for each in read_signing(actor, deal, quotes, today).points}


def promise(company: Company, about: Deal | None = None) -> None:
    task = make_activity(
        company,
        kind=ActivityKind.TASK.value,
        state=ActivityState.PLANNED.value,
        starts_at=datetime(2026, 11, 10, tzinfo=PARIS),
    )
    report = make_activity(company)
    ReportItem.objects.create(
        activity=report, kind=ReportItemKind.PROMISE.value, text="Échantillon", task=task
    )
    if about is not None:
        about.activity_links.create(activity=report)


def test_what_is_recorded_is_what_is_said(today: date) -> None:
    company = make_company("Laiterie du Vercors", headcount=40, siren="732829320")
    deal = make_deal(company)
    make_seller()
    assert states(deal, today) == {
        "offer": "unmet",
        "terms_of_sale": "untold",
        "withdrawal": "met",
        "mentions": "unmet",
        "decider": "untold",
        "promises": "met",
    }
    with_quote(company, deal)
    anne = make_contact(company, first_name="Anne", last_name="Roux")
    set_deal_person(make_actor(Role.MANAGER, scope=Scope.ALL), deal, anne, role=DealRole.DECIDER.value)
    promise(company)
    promise(company, about=make_deal(company))
    found = states(deal, today)
    assert found == {
        "offer": "watch",
        "payment_term": "met",
        "terms_of_sale": "untold",
        "margin": "met",
        "withdrawal": "met",
        "mentions": "unmet",
        "decider": "unmet",
        "promises": "unmet",
    }
    visit = make_activity(
        company, kind=ActivityKind.VISIT.value, starts_at=datetime(2099, 1, 5, tzinfo=PARIS)
    )
    ActivityContact.objects.create(activity=visit, contact=anne)
    assert states(deal, today)["decider"] == "met"


def test_the_two_cards_say_the_margin_to_who_reads_margins_only() -> None:
    company = make_company("Laiterie du Vercors", headcount=40)
    deal = make_deal(company)
    with_quote(company, deal)
    for key in ("before-signing", "signing"):
        url = reverse("deals:panel", args=[deal.public_id, key])
        told, hidden = (browser(role).get(url).content.decode() for role in (Role.MANAGER, Role.READ_ONLY))
        assert "Marge de 40" in told
        assert "Marge de 40" not in hidden
        assert "Marge au-dessus du plancher" in hidden


def test_a_lost_deal_has_nothing_to_sign() -> None:
    deal = make_deal(make_company(), state="lost", closed_on=date(2026, 11, 10))
    for key in ("before-signing", "signing"):
        assert browser().get(reverse("deals:panel", args=[deal.public_id, key])).content == b""


def test_the_withdrawal_is_told_seen_again_and_in_the_journal() -> None:
    deal = make_deal(make_company(headcount=3))
    client, url = browser(), reverse("conclusion:withdrawal", args=[deal.public_id])
    asked = client.get(url, headers={"HX-Request": "true"})
    assert asked.status_code == 200
    answers = {"off_premises": "yes", "outside_activity": "yes", "is_service": "no", "revision": "0"}
    answered = client.post(url, answers, headers={"HX-Request": "true"})
    assert answered.status_code == 204
    assert "panel-signing" in answered.headers["HX-Trigger"]
    kept = DealSigning.objects.get(deal=deal)
    assert (kept.off_premises, kept.outside_activity, kept.is_service, kept.information_given) == (
        True,
        True,
        False,
        None,
    )
    whole = client.get(reverse("deals:panel", args=[deal.public_id, "signing"])).content.decode()
    assert "peut se rétracter pendant 14 jours" in whole
    entry = JournalEntry.objects.get(subject_kind="deal", subject_id=deal.pk)
    assert entry.values["off_premises"] == [None, True]
    # Who looked at the questions before that answer is told so, and changes nothing.
    late = client.post(url, {"off_premises": "no", "revision": "0"}, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert DealSigning.objects.get(deal=deal).off_premises is True


def test_who_may_not_edit_does_not_tell() -> None:
    deal = make_deal(make_company())
    client, url = browser(Role.READ_ONLY), reverse("conclusion:withdrawal", args=[deal.public_id])
    assert (client.get(url).status_code, client.post(url, {}).status_code) == (403, 403)
    assert (
        "withdrawal"
        not in client.get(reverse("deals:panel", args=[deal.public_id, "signing"])).content.decode()
    )


def test_the_tab_is_the_same_with_one_row_and_three(queries: Queries) -> None:
    company = make_company(headcount=3)
    deal = make_deal(company)
    with_quote(company, deal)
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    tell_signing(actor, deal, told={"off_premises": True})
    client = browser()

    def one_more() -> None:
        promise(company)
        set_deal_person(actor, deal, make_contact(company), role=DealRole.DECIDER.value)

    url = reverse("deals:deal", args=[deal.public_id]) + "?tab=conclusion"
    assert queries.same(one_more, lambda: client.get(url)) < 45


def test_the_quote_to_sign_is_the_accepted_one_else_the_latest_open() -> None:
    company = make_company()
    old, new = make_quote(company=company, ready=True), make_quote(company=company)
    assert quote_to_sign([new, old]) == new
    new.state = "refused"
    assert quote_to_sign([new, old]) == old
    old.state = "expired"
    assert quote_to_sign([new, old]) == new
    old.state = "accepted"
    assert quote_to_sign([new, old]) == old
    assert quote_to_sign([]) is None
