"""Deals on screen: the page, the board, the dialogs."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import Deal, DealActivity, DealContact, Quote
from negoce.portfolio.models import StepOdds
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def without_tokens(content: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", content.decode())


@pytest.fixture
def camille() -> Client:
    return signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value))


@pytest.fixture
def laiterie() -> Company:
    return make_company("Laiterie du Vercors")


@pytest.fixture
def deal(laiterie: Company) -> Deal:
    return make_deal(laiterie, "Films 2027", amount=Decimal(48000), close_on=date(2026, 12, 15))


def url(name: str, deal: Deal, *more: str) -> str:
    return reverse(f"deals:{name}", args=[deal.public_id, *more])


def test_the_page_says_where_the_deal_stands(camille: Client, deal: Deal) -> None:
    page = camille.get(url("deal", deal)).content.decode()
    for words in (
        "Films 2027",
        "Laiterie du Vercors",
        "48\u202f000,00\u00a0€",
        "15 déc. 2026",
        "Argumentation",
    ):
        assert words in page
    assert page.count('aria-current="step"') == 1


def test_a_fragment_is_what_a_fresh_load_shows(camille: Client, deal: Deal) -> None:
    moved = camille.post(
        url("step", deal), {"step": "discovery", "seen": "preparation"}, headers={**HTMX, "HX-Target": "deal"}
    )
    assert moved.status_code == 200
    fragment = camille.get(url("deal", deal), headers={**HTMX, "HX-Target": "deal"})
    whole = camille.get(url("deal", deal))
    shown = without_tokens(fragment.content)
    assert without_tokens(moved.content) == shown
    assert shown.strip() in without_tokens(whole.content)


def test_the_page_costs_the_same_whatever_it_shows(camille: Client, deal: Deal, queries: Queries) -> None:
    def person() -> None:
        contact = make_contact(deal.company)
        DealContact.objects.create(deal=deal, contact=contact)
        make_contact(deal.company)

    queries.same(person, lambda: camille.get(url("deal", deal)))


def test_an_exchange_comes_under_the_deal_and_leaves_it(
    camille: Client, deal: Deal, queries: Queries
) -> None:
    visit = make_activity(deal.company, kind="visit", subject="Essai du film")
    assert "Rien encore" in camille.get(url("deal", deal)).content.decode()
    page = camille.post(url("activities", deal), {"activity": visit.public_id}, headers=HTMX)
    assert page.status_code == 200
    assert f"/activities/{visit.public_id}/" in page.content.decode()
    stranger = make_activity(make_company(), kind="visit")
    refused = camille.post(url("activities", deal), {"activity": stranger.public_id}, headers=HTMX)
    assert refused.status_code == 422
    assert camille.post(url("activities", deal), {}, headers=HTMX).status_code == 422

    def exchange() -> None:
        DealActivity.objects.create(deal=deal, activity=make_activity(deal.company, kind="call"))

    queries.same(exchange, lambda: camille.get(url("deal", deal)))
    camille.post(url("activities", deal), {"activity": visit.public_id, "removed": "1"}, headers=HTMX)
    assert not DealActivity.objects.filter(activity=visit).exists()


def test_a_deal_is_created_from_a_company(camille: Client, laiterie: Company) -> None:
    form = camille.get(reverse("deals:create"), {"company": laiterie.public_id}, headers=HTMX)
    assert "Laiterie du Vercors" in form.content.decode()
    typed = {"name": "", "company": laiterie.public_id, "amount": "1 500", "step": "contact", "owner": ""}
    refused = camille.post(reverse("deals:create"), typed, headers=HTMX)
    assert refused.status_code == 422
    assert "1 500" in refused.content.decode()
    made = camille.post(reverse("deals:create"), {**typed, "name": "Calage"}, headers=HTMX)
    deal = Deal.objects.get()
    assert made.headers["HX-Redirect"] == url("deal", deal)
    assert (deal.name, deal.amount, deal.step, deal.owner_id) == ("Calage", Decimal(1500), "contact", None)


def test_a_field_is_edited_in_place_and_a_change_by_another_is_told(camille: Client, deal: Deal) -> None:
    field = url("field", deal, "amount")
    control = camille.get(field).content.decode()
    assert 'value="48000"' in control
    assert 'name="seen" value="48000"' in control
    saved = camille.post(field, {"value": "50 000", "seen": "48000"})
    assert "50\u202f000,00" in saved.content.decode()
    late = camille.post(field, {"value": "51 000", "seen": "48000"})
    assert late.status_code == 409
    assert "51 000" in late.content.decode()
    assert camille.post(field, {"value": "beaucoup"}).status_code == 422
    assert camille.get(url("field", deal, "state")).status_code == 404
    assert Deal.objects.get().amount == Decimal(50000)


def test_a_card_moves_with_the_figures_of_its_columns(camille: Client, deal: Deal) -> None:
    answer = camille.post(
        url("step", deal), {"place": "board", "column": "negotiation", "seen": "preparation"}
    )
    told = json.loads(answer.content)
    assert told["column"] == "negotiation"
    assert told["lanes"]["negotiation"]["count"] == "1"
    assert told["lanes"]["approach"] == {"count": "0", "total": ""}
    assert 'data-seen="negotiation"' in told["card"]
    assert Deal.objects.get().step == "negotiation"


def test_columns_are_weighted_by_the_odds_of_their_steps(camille: Client, deal: Deal) -> None:
    odds = {"won": 3, "closed": 4, "prior": 0.1, "days": 30, "as_of": date(2026, 11, 20)}
    StepOdds.objects.create(step="preparation", probability=0.25, **odds)
    StepOdds.objects.create(step="negotiation", probability=0.5, **odds)
    page = camille.get(reverse("deals:board")).content.decode().replace("\u00a0", " ")
    assert "48 k€ · pondéré 12 k€" in page
    moved = camille.post(
        url("step", deal), {"place": "board", "column": "negotiation", "seen": "preparation"}
    )
    lanes = json.loads(moved.content)["lanes"]
    assert lanes["negotiation"]["weighted"].replace("\u00a0", " ") == "pondéré 24 k€"
    assert lanes["approach"]["weighted"] == ""


def test_a_card_that_somebody_moved_meanwhile_says_so_and_where_it_is(camille: Client, deal: Deal) -> None:
    Deal.objects.update(step="conclusion")
    answer = camille.post(
        url("step", deal), {"place": "board", "column": "negotiation", "seen": "preparation"}
    )
    told = json.loads(answer.content)
    assert answer.status_code == 409
    assert told["column"] == "conclusion"
    assert "Conclusion" in told["problem"]
    Deal.objects.update(state="won", closed_on=date(2026, 11, 20))
    closed = camille.post(url("step", deal), {"place": "board", "column": "negotiation"})
    assert closed.status_code == 422
    assert "rouvrez-la" in json.loads(closed.content)["problem"]


def test_a_column_reveals_what_follows(camille: Client, laiterie: Company) -> None:
    for number in range(3):
        make_deal(laiterie, f"Affaire n° {number}", step="discovery")
    page = camille.get(reverse("deals:board"), {"cards": "2"}).content.decode()
    assert page.count('class="deal-card"') == 2
    more = page.split('class="deal-more" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rest = camille.get(more).content.decode()
    assert rest.count('class="deal-card"') == 1
    assert "deal-more" not in rest
    for broken in ("?after=x.1", "?after=2026-99-99.1", "?after=", ""):
        assert camille.get(reverse("deals:lane", args=["discovery"]) + broken).status_code == 404
    assert camille.get(reverse("deals:lane", args=["moon"]) + "?after=.1").status_code == 404


def test_names_are_texts_on_cards_too(camille: Client) -> None:
    owner = make_user(Role.SALESPERSON)
    make_deal(make_company("<i>Pirate</i>"), "<script>alert(1)</script>", owner=owner)
    page = camille.get(reverse("deals:board")).content.decode()
    assert "<script>alert" not in page
    assert "<i>Pirate" not in page
    assert f"</a> · {escape(owner.short_name)}</div>" in page


def test_the_end_of_a_deal_is_told_in_a_dialog(camille: Client, deal: Deal) -> None:
    dialog = camille.get(url("outcome", deal) + "?state=lost", headers=HTMX).content.decode()
    assert 'value="lost"' in dialog
    update_deal(make_actor(), deal, changes={"amount": "1"})
    given = {"state": "lost", "outcome_reason": "price", "competitor": "Durand", "revision": "0"}
    late = camille.post(url("outcome", deal), given, headers=HTMX)
    assert late.status_code == 409
    refused = camille.post(
        url("outcome", deal), {**given, "revision": "1", "outcome_reason": ""}, headers=HTMX
    )
    assert refused.status_code == 422
    silent = camille.post(url("outcome", deal), {**given, "revision": "1"}, headers=HTMX).content.decode()
    assert "ne se clôt pas en silence" in silent
    next_step = {"next_what": "Reprendre contact", "next_on": "dans 3 mois"}
    done = camille.post(url("outcome", deal), {**given, **next_step, "revision": "1"}, headers=HTMX)
    assert done.headers["HX-Redirect"] == url("deal", deal)
    page = camille.get(url("deal", deal)).content.decode()
    assert "Durand" in page
    assert "Reprendre contact" in page
    assert DealActivity.objects.get().activity.kind == "task"
    # Something is planned: what comes next is not asked again.
    assert "Aucune suite" not in camille.get(url("outcome", deal), headers=HTMX).content.decode()
    camille.post(url("reopening", deal), headers=HTMX)
    # Pressed again: what is refused is said on the page that htmx then loads.
    again = camille.post(url("reopening", deal), headers=HTMX)
    assert again.headers["HX-Redirect"] == url("deal", deal)
    assert "déjà en cours" in camille.get(url("deal", deal)).content.decode()
    assert Deal.objects.get().state == "open"


def test_people_are_added_and_removed(camille: Client, deal: Deal) -> None:
    person: Contact = make_contact(deal.company)
    added = camille.post(
        url("people", deal),
        {"contact": person.public_id, "role": "decider"},
        headers={**HTMX, "HX-Target": "deal"},
    )
    assert person.full_name in added.content.decode()
    assert DealContact.objects.get().role == "decider"
    nobody = camille.post(url("people", deal), {"contact": ""}, headers=HTMX)
    assert nobody.status_code == 422
    camille.post(url("person_removal", deal, person.public_id), headers=HTMX)
    assert not DealContact.objects.exists()


def test_a_deleted_deal_comes_back(camille: Client, deal: Deal) -> None:
    gone = camille.post(url("deletion", deal), headers=HTMX)
    assert gone.headers["HX-Redirect"] == "/deals/"
    assert camille.get(url("deal", deal)).status_code == 404
    assert "Films 2027" in camille.get(reverse("deals:bin")).content.decode()
    camille.post(url("restoration", deal), headers=HTMX)
    assert camille.get(url("deal", deal)).status_code == 200


@pytest.mark.parametrize("view", ["mine", "month", "overdue", "stale", "won", "lost"])
def test_every_view_of_the_list_opens(camille: Client, deal: Deal, view: str) -> None:
    assert camille.get("/deals/", {"view": view}).status_code == 200


def test_reading_is_not_writing(deal: Deal) -> None:
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    page = reader.get(url("deal", deal))
    assert page.status_code == 200
    assert b"deal-steps" in page.content
    assert b'name="step"' not in page.content
    assert b"deal-move" not in reader.get(reverse("deals:board")).content
    for name in ("step", "outcome", "reopening", "people", "deletion", "restoration"):
        assert reader.post(url(name, deal), {"step": "contact", "state": "won"}).status_code in {403, 404}


def test_the_page_proposes_to_win_what_the_customer_accepted(camille: Client, deal: Deal) -> None:
    for number, state in (("DEV-1", "accepted"), ("DEV-2", "sent")):
        Quote.objects.create(
            company=deal.company, deal=deal, number=number, state=state, net=Decimal("1234.50")
        )
    assert "1\u202f234,50\u00a0€" in camille.get(url("deal", deal)).content.decode()
    assert camille.post(url("winning", deal)).status_code == 302
    deal.refresh_from_db()
    assert (deal.state, deal.amount) == ("won", Decimal("1234.50"))
    assert url("winning", deal) not in camille.get(url("deal", deal)).content.decode()


@pytest.mark.parametrize("page", ["deals:create", "quotes:create"])
def test_what_is_created_on_the_page_of_a_company_is_for_it(
    camille: Client, laiterie: Company, page: str
) -> None:
    here = f"https://x.example/companies/{laiterie.public_id}/?tab=deals"
    form = camille.get(reverse(page), headers={"HX-Request": "true", "HX-Current-URL": here})
    assert form.context["form"].initial["company_name"] == "Laiterie du Vercors"
    assert f'value="{laiterie.public_id}" checked' in form.content.decode()
