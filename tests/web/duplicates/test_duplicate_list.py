"""The page of likely duplicates: what each person sees of a pair, and what they may do."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.duplicates_find import find_duplicates
from negoce.companies.models import Company, DuplicatePair
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.jobs.models import Job
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
LIST = reverse("duplicates:list")


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user(Role.ADMINISTRATOR))


def two_companies(**fields: object) -> None:
    number = DuplicatePair.objects.count() + 1
    phone = f"+3347600{number:04d}"
    make_company(f"Laiterie {number} du Vercors", phone=phone, postal_code="38000", city="Grenoble", **fields)
    make_company(f"LAITERIE {number} DU VERCORS SARL", phone=phone, postal_code="38000", city="Grenoble")
    find_duplicates("company")


def test_a_pair_is_shown_with_its_score_and_reasons(client: Client) -> None:
    two_companies()
    page = client.get(LIST).content.decode()
    assert "même nom, même téléphone, même code postal" in page
    pair = DuplicatePair.objects.get()
    assert reverse("duplicates:not_same", args=[pair.public_id]) in page
    assert "duplicates/merge/company/" in page


def test_not_the_same_is_put_away_for_good_and_can_be_undone(client: Client) -> None:
    two_companies()
    pair = DuplicatePair.objects.get()
    assert client.post(reverse("duplicates:not_same", args=[pair.public_id])).status_code == 302
    find_duplicates("company", everything=True)
    pair.refresh_from_db()
    assert (pair.state, "Aucun doublon" in client.get(LIST).content.decode()) == ("not_same", True)
    assert JournalEntry.objects.filter(verb="not_same", subject_kind="company").count() == 2
    client.post(reverse("duplicates:reopen", args=[pair.public_id]))
    pair.refresh_from_db()
    assert pair.state == "open"


def test_the_journal_names_both_companies_of_a_pair_put_away_and_leads_to_them(client: Client) -> None:
    two_companies(siren="732829320")
    assert "38000 Grenoble 732\u00a0829\u00a0320" in client.get(LIST).content.decode()
    pair = DuplicatePair.objects.get()
    client.post(reverse("duplicates:not_same", args=[pair.public_id]))
    first, second = Company.objects.order_by("pk")
    pages = (reverse("journal:search"), reverse("journal:record", args=["company", first.pk]))
    journal, own = (client.get(address).content.decode() for address in pages)
    for company in (first, second):
        link = f'<a href="{reverse("companies:record", args=[company.public_id])}">{company.name}</a>'
        assert journal.count(link) == 2
    assert f'<a href="{reverse("companies:record", args=[second.public_id])}">{second.name}</a>' in own
    panel = client.get(reverse("companies:journal", args=[first.public_id])).content.decode()
    assert "n’en double pas une autre" in panel
    assert f">{second.name}</a>" in panel


def test_a_hidden_side_shows_its_name_and_owner_only() -> None:
    seller = make_user(Role.MANAGER, scope=Scope.OWN.value)
    other = make_user(first_name="Isabelle", last_name="Faure")
    make_company("Laiterie du Vercors", siren="732829320", city="Grenoble", owner=seller)
    make_company("Laiterie du Vercors", siren="732829320", city="Sassenage", owner=other)
    find_duplicates("company")
    page = signed_in(seller).get(LIST).content.decode()
    assert ("Isabelle Faure" in page, "Sassenage" in page, "duplicates/merge/company/" in page) == (
        True,
        False,
        False,
    )
    # What is the same would be a value of the record that is not theirs to see.
    assert "même SIREN" not in page


@pytest.mark.parametrize("name", ["not_same", "reopen"])
def test_who_sees_one_side_only_judges_nothing(name: str) -> None:
    seller = make_user(Role.MANAGER, scope=Scope.OWN.value)
    make_company("Laiterie du Vercors", siren="732829320", city="Grenoble", owner=seller)
    make_company("Laiterie du Vercors", siren="732829320", city="Sassenage", owner=make_user())
    find_duplicates("company")
    pair = DuplicatePair.objects.get()
    before = "open" if name == "not_same" else "not_same"
    DuplicatePair.objects.update(state=before)
    url = reverse(f"duplicates:{name}", args=[pair.public_id])
    mine = signed_in(seller)
    assert (mine.post(url).status_code, url in mine.get(LIST).content.decode()) == (403, False)
    pair.refresh_from_db()
    assert (pair.state, JournalEntry.objects.filter(verb__startswith="not_same").count()) == (before, 0)


def test_a_hidden_contact_is_known_to_a_colleague() -> None:
    seller = make_user(Role.MANAGER, scope=Scope.OWN.value)
    mine, theirs = make_company("Alpha", owner=seller), make_company("Beta", owner=make_user())
    make_contact(mine, first_name="Zoé", last_name="Kerbrat", email="zoe@vercors.example")
    make_contact(
        theirs, first_name="Zoe", last_name="Kerbrat", email="zoe@vercors.example", mobile="+33600000000"
    )
    find_duplicates("contact")
    page = signed_in(seller).get(LIST, {"kind": "contact"}).content.decode()
    assert ("Connu d’un collègue" in page, "Beta" in page, page.count("Kerbrat")) == (
        True,
        False,
        page.count("Zoé"),
    )
    assert "même e-mail" not in page


def test_who_may_not_merge_sees_nothing() -> None:
    assert signed_in(make_user(Role.READ_ONLY)).get(LIST).status_code == 403


def test_the_search_is_a_job_asked_once(client: Client) -> None:
    for _time in range(2):
        client.post(reverse("duplicates:search"))
    assert Job.objects.filter(task="companies.find_duplicates").count() == 1


def test_queries_do_not_grow_with_pairs(client: Client, queries: Queries) -> None:
    two_companies()
    client.get(LIST)
    with queries.counted() as one:
        client.get(LIST)
    two_companies()
    two_companies()
    with queries.counted() as three:
        client.get(LIST)
    assert len(one) == len(three)
