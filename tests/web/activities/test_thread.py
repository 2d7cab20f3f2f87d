"""The thread on pages: the same as a fragment and in the page that includes it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_update import update_company
from negoce.companies.models import ActivityContact, Company, Contact
from negoce.companies.rules.activity_report import ItemDraft
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries
from tests.web.activities.conftest import HX, NOW


@pytest.fixture
def url(laiterie: Company) -> str:
    return reverse("activities:thread", args=["company", laiterie.public_id])


def html(client: Client, url: str, **values: str) -> str:
    return client.get(url, values, headers=HX).content.decode()


def test_the_page_of_the_company_includes_the_fragment(camille: Client, laiterie: Company, url: str) -> None:
    make_activity(laiterie, subject="Un appel")
    page = camille.get(reverse("companies:record", args=[laiterie.public_id])).content.decode()
    assert html(camille, url) in page
    assert html(camille, url) in camille.get(url).content.decode()


def test_the_list_alone_equals_that_of_the_whole(camille: Client, laiterie: Company, url: str) -> None:
    make_activity(laiterie, subject="Un appel")
    alone = html(camille, url, part="list")
    listed, _mark, filters = alone.partition('<div hx-swap-oob="innerHTML:#thread-filters">')
    assert listed.strip() in html(camille, url)
    assert filters.removesuffix("</div>\n").strip() in html(camille, url)


def test_a_visit_as_in_the_picture(
    camille: Client, person: User, laiterie: Company, helene: Contact, url: str
) -> None:
    create_activity(
        actor_for(person),
        values={"kind": "visit", "starts_at": datetime(2026, 11, 12, 10, tzinfo=PARIS)},
        company=laiterie,
        contacts=[helene],
        report=[
            ItemDraft("agreement", "livraison le mardi"),
            ItemDraft("promise", "échantillon", due="30/11"),
            ItemDraft("question", "étiquettes recyclables", due="2/12"),
        ],
    )
    shown = html(camille, url)
    assert "Accord\u00a0: livraison le mardi. Promesse\u00a0: échantillon." in shown
    assert "À étudier\u00a0: étiquettes recyclables." in shown
    assert "2 engagements ouverts" in shown
    assert "échantillon → 30 nov." in shown
    assert "Hélène Garnier" in shown
    assert ">12 nov.</time> · Camille" in shown


def test_older_items_come_on_reveal(camille: Client, laiterie: Company, url: str) -> None:
    for number in range(23):
        make_activity(laiterie, subject=f"Appel-{number:02d}.", starts_at=NOW - timedelta(days=number))
    first = html(camille, url)
    assert "Appel-19." in first
    assert "Appel-20." not in first
    assert 'hx-trigger="revealed"' in first
    older = first.split('hx-get="')[-1].split('"')[0].replace("&amp;", "&")
    rest = camille.get(older, headers=HX).content.decode()
    assert [f"Appel-{number:02d}." in rest for number in (19, 20, 22)] == [False, True, True]
    assert "revealed" not in rest


def test_filters_and_search(camille: Client, laiterie: Company, url: str) -> None:
    make_activity(laiterie, subject="Relance échantillon")
    make_activity(laiterie, kind="visit", subject="Atelier")
    assert "Atelier" not in html(camille, url, kinds="calls")
    assert "Relance" in html(camille, url, q="ECHANT")
    nothing = html(camille, url, q="<script>")
    assert "Rien dans le fil" in nothing
    assert "<script>" not in nothing
    assert camille.get(url, {"before": "x" * 5000, "kinds": "'; drop"}).status_code == 200


def test_changes_fold_and_hidden_fields_stay_hidden(person: User, helene: Contact) -> None:
    actor = actor_for(person)
    changes = {"mobile": ("+33600000000", "+33611111111"), "email": ("a@b.example", "c@d.example")}
    record(actor, Entry("changed", "contact", helene.pk, changes=changes))
    Company.objects.filter(pk=helene.company_id).update(owner=person)
    marketing, reader = Client(), Client()
    marketing.force_login(make_user(Role.MARKETING))
    reader.force_login(make_user(Role.READ_ONLY))
    address = reverse("activities:thread", args=["contact", helene.public_id])
    assert "e-mail, mobile" in html(marketing, address)
    assert "a modifié e-mail" in html(reader, address)
    for client in (marketing, reader):
        assert "3361111" not in html(client, address)


def test_other_changes_of_one_person(camille: Client, person: User, laiterie: Company, url: str) -> None:
    for name in ("Vercors Lait", "Lait du Vercors", "Vercors"):
        update_company(actor_for(person), laiterie, changes={"trade_name": name})
    shown = html(camille, url)
    assert "+2 autres changements de Camille Roche" in shown
    assert "Lait du Vercors → Vercors" in shown


def test_what_one_may_not_see_is_not_there(camille: Client) -> None:
    hidden = make_company()
    assert camille.get(reverse("activities:thread", args=["company", hidden.public_id])).status_code == 404
    assert camille.get(f"/activities/thread/deal/{hidden.public_id}/").status_code == 404
    contact = make_contact(hidden)
    assert camille.get(reverse("activities:thread", args=["contact", contact.public_id])).status_code == 404


def test_as_many_queries_for_one_as_for_three(
    camille: Client, laiterie: Company, url: str, queries: Queries
) -> None:
    def make() -> None:
        row = make_activity(laiterie)
        ActivityContact.objects.create(activity=row, contact=make_contact(laiterie))
        make_activity(laiterie, state="planned")
        make_activity(laiterie, kind="note", is_pinned=True)

    queries.same(make, lambda: html(camille, url))
