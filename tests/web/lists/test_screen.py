"""The screen of a list: what it shows, for whom, and that a swap equals a fresh load."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from negoce.companies.models import CompanyTag, SavedView, Tag
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_sales
from tests.harness.queries import Queries
from tests.web.lists.conftest import SignIn

pytestmark = pytest.mark.django_db
SWAP = {"HX-Request": "true", "HX-Target": "list"}
PAGES = ("/companies/", "/contacts/", "/activities/")


def text(client: Client, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200, url
    return response.content.decode()


def make_row() -> None:
    company = make_company(owner=make_user(), city="Lyon", department="69")
    make_sales(company)
    make_activity(company)
    make_contact(company)
    tag, _made = Tag.objects.get_or_create(name="VIP", name_key="vip")
    CompanyTag.objects.create(company=company, tag=tag)


@pytest.mark.parametrize("page", PAGES)
def test_the_same_queries_whatever_the_rows(boss: Client, queries: Queries, page: str) -> None:
    # PostgreSQL is told how long the count and the sums may take: four statements around each.
    around = 8 if connection.vendor == "postgresql" else 0
    assert queries.same(make=make_row, read=lambda: text(boss, page)) <= 14 + around


@pytest.mark.parametrize(
    "page", [*PAGES, "/companies/?filter=department+is+69&sort=-net_12_months", "/companies/?view=mine"]
)
def test_a_swap_equals_a_fresh_load(boss: Client, page: str) -> None:
    make_row()
    whole, part = text(boss, page), text(boss, page, **SWAP)
    assert part.strip().startswith('<div id="list"')
    token = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert token.sub("", part.strip()) in token.sub("", whole)


def test_signed_out_people_see_nothing() -> None:
    assert Client().get("/companies/").status_code == 302
    assert Client().get("/companies/", headers={"HX-Request": "true"}).status_code == 401


def test_one_sees_only_ones_own(sign_in: SignIn) -> None:
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    make_company("À moi", owner=seller)
    make_company("À un autre", owner=make_user())
    page = text(sign_in(user=seller), "/companies/")
    assert ("À moi" in page, "À un autre" in page) == (True, False)


def test_names_are_escaped_and_right_to_left_text_is_whole(boss: Client) -> None:
    make_company("<script>alert(1)</script>", city='"><img src=x>')
    make_company("شركة النور 🧀")
    page = text(boss, "/companies/")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "شركة النور 🧀" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("garbage", "il manque une comparaison"),
        ("removed_field is 1", "n’existe plus"),
        ("name'); DROP TABLE companies_company; --", "il manque"),
        ("name resembles x", "n’est pas une comparaison connue"),
        ("x" * 10_000, "trop long"),
        ("kind is شركة", "n’est pas une valeur connue"),
        ("(name is x", "parenthèse"),
        ("last_contact_on older ten", "n’est pas un nombre de jours"),
    ],
)
def test_a_filter_typed_by_hand_is_explained_and_the_rest_applied(
    boss: Client, typed: str, said: str
) -> None:
    make_company("Laiterie", department="69")
    make_company("Garage", department="38")
    page = text(
        boss, f"/companies/?filter={quote(f'department is 69 and {typed}' if len(typed) < 100 else typed)}"
    )
    assert said in page
    assert "Laiterie" in page
    assert ("Garage" in page) == (len(typed) > 100)


@pytest.mark.parametrize(
    "query",
    [
        "sort=zzz",
        "columns=zzz",
        "view=zzz",
        "after=zzz",
        "q=%00",
        "sort=-,,,",
        "filter=%00",
        "columns=name:99999999999",
    ],
)
def test_other_parameters_typed_by_hand_break_nothing(boss: Client, query: str) -> None:
    make_company("Laiterie")
    assert "Laiterie" in text(boss, f"/companies/?{query}")


def test_hidden_fields_leak_through_nothing(sign_in: SignIn) -> None:
    make_sales(make_company("Riche"), margin_12_months=900, margin_rate_12_months=90)
    make_sales(make_company("Pauvre"), margin_12_months=1, margin_rate_12_months="0.1")
    reader = sign_in(Role.READ_ONLY)
    page = text(
        reader,
        "/companies/?filter=margin_rate+over+50&sort=-margin_rate&columns=name,margin_rate,margin_12_months",
    )
    assert page.count("votre rôle ne lit pas") == 4
    assert page.index("Pauvre") < page.index("Riche")
    assert "90,0" not in page
    assert "Marge" not in page
    assert "Marge" not in text(reader, "/lists/companies/filter/?index=new")
    footer = text(reader, "/lists/companies/footer/?columns=name,margin_rate")
    assert "moy." not in footer


def test_first_use_and_no_match_are_told_apart(boss: Client) -> None:
    assert "Aucune entreprise pour l’instant" in text(boss, "/companies/")
    make_company("Laiterie")
    page = text(boss, "/companies/?filter=city+is+Nowhere")
    assert "Aucune entreprise ne correspond à ces filtres" in page
    assert "Effacer les filtres" in page


def test_read_only_people_are_offered_nothing_to_change(sign_in: SignIn) -> None:
    make_company("Laiterie", phone="+33472000000")
    page = text(sign_in(Role.READ_ONLY), "/companies/?columns=name,phone")
    for offered in ("n-edit", "Affecter", "Étiqueter", "/lists/companies/export/?", "Nouvelle entreprise"):
        assert offered not in page, offered


def test_the_next_rows_follow_and_name_the_rest(boss: Client) -> None:
    for number in range(60):
        make_company(f"Laiterie {number:03d}")
    page = text(boss, "/companies/")
    assert page.count('name="selected"') == 50
    found = re.search(r'hx-get="(/lists/companies/rows/[^"]+)"', page)
    assert found
    more = text(boss, found[1].replace("&amp;", "&"), **{"HX-Request": "true"})
    assert more.count('name="selected"') == 10
    assert "60 sur" in more
    assert "Laiterie 050" in more
    assert "Laiterie 049" not in more


def test_the_foot_counts_and_adds_up(boss: Client) -> None:
    make_sales(make_company(), "1000")
    make_sales(make_company(), "2500")
    page = text(boss, "/companies/")
    assert "2 entreprises" in page
    assert "3\u202f500\u00a0€" in page
    assert "2 entreprises" in text(boss, "/lists/companies/footer/")


def test_a_view_opens_changes_and_is_saved(boss: Client) -> None:
    make_company("Laiterie", department="38")
    made = boss.post(
        "/lists/companies/views/new/?filter=department+is+38",
        {"name": "Isère"},
        headers={"HX-Request": "true"},
    )
    assert made.status_code == 200
    view = SavedView.objects.get()
    assert made.headers["HX-Push-Url"] == f"/companies/?view={view.public_id}"
    opened = text(boss, f"/companies/?view={view.public_id}")
    assert "Vue modifiée" not in opened
    changed = text(boss, f"/companies/?view={view.public_id}&filter=department+is+38,69")
    assert "Vue modifiée" in changed
    boss.post(
        f"/lists/companies/views/save/?view={view.public_id}&filter=department+is+38,69",
        headers={"HX-Request": "true"},
    )
    view.refresh_from_db()
    assert "department+is+38,69" in view.query


def test_a_saved_view_on_a_gone_field_opens_and_says_so(boss: Client) -> None:
    make_company("Laiterie", department="38")
    user = User.objects.get()
    SavedView.objects.create(
        owner=user,
        list_key="companies",
        name="Vieille",
        query="filter=gone+is+1+and+department+is+38&sort=gone",
    )
    page = text(boss, f"/companies/?view={SavedView.objects.get().public_id}")
    assert "le champ «\u00a0gone\u00a0» n’existe pas ou n’existe plus" in page
    assert "Laiterie" in page


def test_a_refused_name_comes_back_in_the_form(boss: Client) -> None:
    response = boss.post("/lists/companies/views/new/", {"name": "  "}, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Retarget"]) == (422, "#dialog-content")
    assert "Donnez un nom à la vue." in response.content.decode()


def test_columns_are_kept_for_the_person(boss: Client) -> None:
    make_company("Laiterie", phone="+33472000000")
    response = boss.post(
        "/lists/companies/columns/",
        {"columns": "phone:1:200,name:1:,city:0:,zzz:1:"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 200
    assert User.objects.get().preferences["lists"]["companies"]["columns"] == "phone:200,name"
    page = text(boss, "/companies/")
    heads = re.findall(r'data-column="(\w+)"[^>]*><a', page)
    assert heads == ["phone", "name"]
    assert 'data-width="200"' in page


def test_columns_of_a_view_stay_in_the_address(boss: Client) -> None:
    make_company("Laiterie")
    response = boss.post(
        "/lists/companies/columns/?view=mine", {"columns": "name:1:,city:1:"}, headers={"HX-Request": "true"}
    )
    assert "columns=name,city" in response.headers["HX-Push-Url"]
    assert User.objects.get().preferences == {}


def test_an_unknown_list_is_not_found(boss: Client) -> None:
    assert boss.get("/lists/nothing/footer/").status_code == 404


def test_a_telephone_keeps_town_owner_and_contact_under_the_name(boss: Client) -> None:
    make_company("Laiterie")
    shown = boss.get("/companies/?columns=name,owner,siren,city").content.decode()
    assert '<table class="table line-5 line-3"' in shown
    others = boss.get("/companies/?columns=name,siren,siret,phone,email").content.decode()
    assert '<table class="table line-3 line-4 line-5"' in others
