"""Partnerships: made, changed, shared deals, results, the end that is prepared, who is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.kit.working_days import last_working_day
from negoce.negotiation.models import Partnership, PartnershipObjective, SharedDeal
from negoce.web.partnerships.deal_panel import PARTNER
from negoce.web.partnerships.panel import COMPANY_PARTNERSHIPS
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = reverse("partnerships:list")


def signed_in(role: Role = Role.MANAGER, scope: Scope = Scope.ALL) -> Client:
    client = Client()
    client.force_login(make_user(role, scope=scope))
    return client


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def typed(**fields: str) -> dict[str, str]:
    return {
        "name": "Emballages du Vercors", "kind": "vertical", "owner": "", "begins_on": "01/01/2026", "ends_on": "",
        "warning_days": "60", "yearly_cost": "3650", "note": "Ils prescrivent nos films.", **fields,
    }  # fmt: skip


def make_partnership(company: Company | None = None, **fields: object) -> Partnership:
    given = {"name": "Films et cartons", "kind": "vertical", "begins_on": date(2026, 1, 1), **fields}
    return Partnership.objects.create(company=company or make_company("Cartons SA"), **given)


def page_of(row: Partnership) -> str:
    return reverse("partnerships:partnership", args=[row.public_id])


def test_a_new_one_is_followed_by_who_makes_it_and_its_partner_is_asked_for() -> None:
    me, client = make_user(Role.MANAGER, scope=Scope.ALL), Client()
    client.force_login(me)
    shown = client.get(reverse("partnerships:new"))
    assert shown.context["form"].initial["owner"] == me.public_id
    assert "Entreprise partenaire</label>" in shown.content.decode()
    assert "au jour le jour" not in text_of(client, page_of(make_partnership()))


def test_a_partnership_is_made_and_its_end_orders_one_task_that_follows_it() -> None:
    client, company = signed_in(), make_company("Cartons SA")
    end = timezone.localdate() + timedelta(days=100)
    answer = client.post(
        reverse("partnerships:new"),
        {**typed(ends_on=f"{end:%d/%m/%Y}"), "company": company.public_id},
        headers=HTMX,
    )
    row = Partnership.objects.get()
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, page_of(row))
    task = Activity.objects.get()
    assert timezone.localtime(task.starts_at).date() == last_working_day(end - timedelta(days=60))
    assert "Emballages du Vercors" in task.subject
    change = reverse("partnerships:change", args=[row.public_id])
    again = typed(ends_on=f"{end + timedelta(days=10):%d/%m/%Y}")
    assert client.post(change, {**again, "revision": "0"}, headers=HTMX).status_code == 409
    assert client.post(change, {**again, "revision": "1"}, headers=HTMX).status_code == 204
    task.refresh_from_db()
    assert timezone.localtime(task.starts_at).date() == last_working_day(end - timedelta(days=50))
    client.post(change, {**typed(), "revision": "2"}, headers=HTMX)
    task.refresh_from_db()
    assert (Activity.objects.count(), task.state) == (1, ActivityState.CANCELLED)
    verbs = (
        JournalEntry.objects.filter(subject_kind="partnership").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "changed", "changed"]


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Donnez-lui un nom"),
        ({"ends_on": "01/01/2025"}, "La fin est avant le début"),
        ({"begins_on": ""}, "Donnez le jour où il commence"),
        ({"kind": "oblique"}, "Choisissez le sens"),
        ({"yearly_cost": "-4"}, "négatif"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(wrong: dict[str, str], words: str) -> None:
    answer = signed_in().post(
        reverse("partnerships:new"), {**typed(**wrong), "company": make_company().public_id}, headers=HTMX
    )
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Partnership.objects.exists()


def test_a_shared_deal_counts_in_the_results() -> None:
    client, row, deal = signed_in(), make_partnership(), make_deal(amount=Decimal(20_000))
    share = reverse("partnerships:share", args=[deal.public_id])
    given = {"partnership": row.public_id, "brought_by": "partner", "partner_share": "10 %"}
    answer = client.post(share, given, headers=HTMX)
    assert (answer.status_code, "panel-partner" in answer.headers["HX-Trigger"]) == (204, True)
    card = text_of(client, PARTNER.url(deal))
    assert ("Films et cartons" in card, "10 %" in card, "le partenaire" in card) == (True, True, True)
    assert "18 000,00 €" in text_of(client, page_of(row))
    deal.state, deal.closed_on = "won", date(2026, 11, 2)
    deal.save()
    PartnershipObjective.objects.create(
        partnership=row, aim="revenue", words="Vendre chez eux", target=36_000
    )
    page = text_of(client, page_of(row))
    for words in ("18 000,00 €", "36 000,00 €", "50 %", "2 000,00 € leur reviennent"):
        assert words in page
    assert "18 000,00 €" in text_of(client, LIST)
    assert client.post(reverse("partnerships:deletion", args=[row.public_id])).status_code == 302
    assert Partnership.objects.exists()
    client.post(reverse("partnerships:unshare", args=[deal.public_id]), headers=HTMX)
    assert not SharedDeal.objects.exists()
    client.post(reverse("partnerships:deletion", args=[row.public_id]))
    assert not Partnership.objects.exists()


@pytest.mark.asked_already
def test_a_customer_is_no_partner_of_its_own_deal_and_a_share_is_a_percentage() -> None:
    client, row = signed_in(), make_partnership()
    own, other = make_deal(row.company), make_deal()
    given = {"partnership": row.public_id, "brought_by": "us", "partner_share": "101"}
    for deal, share in ((own, "10"), (other, "101")):
        url = reverse("partnerships:share", args=[deal.public_id])
        assert client.post(url, {**given, "partner_share": share}, headers=HTMX).status_code == 422
    assert not SharedDeal.objects.exists()


def test_a_share_with_a_partner_that_one_does_not_see_stays() -> None:
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN)
    own = make_company(owner=seller)
    client, hidden, mine = Client(), make_partnership(), make_partnership(make_company(owner=seller))
    client.force_login(seller)
    deal = make_deal(own)
    SharedDeal.objects.create(deal=deal, partnership=hidden, brought_by="partner", partner_share=10)
    given = {"partnership": mine.public_id, "brought_by": "us", "partner_share": "0"}
    answer = client.post(reverse("partnerships:share", args=[deal.public_id]), given, headers=HTMX)
    assert (answer.status_code, "que vous ne voyez pas" in answer.content.decode()) == (422, True)
    assert SharedDeal.objects.get().partnership == hidden


def test_objectives_are_set_measured_and_taken_away() -> None:
    client, row = signed_in(), make_partnership()
    new = reverse("partnerships:objective_new", args=[row.public_id])
    faulty = client.post(new, {"aim": "awareness", "words": "", "target": "3"}, headers=HTMX)
    assert faulty.status_code == 422
    client.post(
        new, {"aim": "awareness", "words": "Salons communs", "target": "4", "unit": "salons"}, headers=HTMX
    )
    objective = PartnershipObjective.objects.get()
    url = reverse("partnerships:objective", args=[row.public_id, objective.public_id])
    given = {"aim": "awareness", "words": "Salons communs", "target": "4", "measured": "3", "unit": "salons"}
    assert 'name="revision" value="1"' in client.get(url, headers=HTMX).content.decode()
    client.post(url, {**given, "revision": "1"}, headers=HTMX)
    late = client.post(url, {**given, "measured": "1", "revision": "1"}, headers=HTMX)
    assert (late.status_code, "entre-temps" in late.content.decode()) == (409, True)
    page = text_of(client, page_of(row))
    assert ("3 salons / 4 salons" in page, "75 %" in page) == (True, True)
    client.post(
        reverse("partnerships:objective_removal", args=[row.public_id, objective.public_id]), headers=HTMX
    )
    assert not PartnershipObjective.objects.exists()


def test_an_end_that_is_near_is_told_everywhere() -> None:
    client = signed_in()
    row = make_partnership(ends_on=timezone.localdate() + timedelta(days=30))
    for url in (LIST, page_of(row), COMPANY_PARTNERSHIPS.url(row.company)):
        assert "se termine dans 30 jours" in text_of(client, url)


@pytest.mark.asked_already
def test_who_only_reads_or_does_not_see_the_partner_is_refused() -> None:
    row, deal = make_partnership(), make_deal()
    reader, stranger = signed_in(Role.READ_ONLY), signed_in(Role.SALESPERSON, Scope.OWN)
    assert "Nouveau partenariat" not in text_of(reader, LIST)
    for name in ("change", "objective_new"):
        assert reader.get(reverse(f"partnerships:{name}", args=[row.public_id])).status_code == 403
        assert stranger.get(reverse(f"partnerships:{name}", args=[row.public_id])).status_code == 404
    assert reader.get(reverse("partnerships:share", args=[deal.public_id])).status_code == 403
    assert "Films et cartons" not in text_of(stranger, LIST)


def test_the_list_and_a_page_ask_as_much_for_three_as_for_one(queries: Queries) -> None:
    client, row = signed_in(), make_partnership()

    def make() -> None:
        SharedDeal.objects.create(deal=make_deal(), partnership=row, brought_by="us")
        make_partnership(make_company())

    queries.same(make=make, read=lambda: (client.get(LIST), client.get(page_of(row))))
