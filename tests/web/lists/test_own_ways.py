"""What each person arranges: the order of views, favourites, rows at a time, a second order, fields at hand."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from negoce.companies.models import CompanyTag, SavedView, Tag
from negoce.identity.models import User
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def tabs(page: str) -> list[str]:
    return re.findall(r'data-view="([^"]+)"', page)


def test_views_are_put_in_order_by_dragging_and_by_the_menu(boss: Client) -> None:
    make_company("A")
    assert tabs(text(boss, "/companies/")) == ["mine", "silent", "no-next"]
    answer = boss.post("/lists/companies/views/order/", {"order": "no-next,mine,silent,zzz"}, headers=HTMX)
    assert answer.status_code == 204
    assert tabs(text(boss, "/companies/")) == ["no-next", "mine", "silent"]
    moved = boss.post("/lists/companies/views/move/?view=silent&by=-1", headers=HTMX).content.decode()
    assert tabs(moved) == ["no-next", "silent", "mine"]
    assert User.objects.get().preferences["lists"]["companies"]["views"] == ["no-next", "silent", "mine"]


def test_choices_of_a_list_do_not_lose_each_other(boss: Client) -> None:
    make_company("A")
    boss.post("/lists/companies/views/order/", {"order": "no-next,mine,silent"}, headers=HTMX)
    boss.post("/lists/companies/columns/", {"columns": "name:1:,city:1:"}, headers=HTMX)
    kept = User.objects.get().preferences["lists"]["companies"]
    assert kept == {"views": ["no-next", "mine", "silent"], "columns": "name,city"}


def test_a_view_is_pinned_to_the_sidebar_and_taken_out(boss: Client) -> None:
    view = SavedView.objects.create(
        owner=User.objects.get(), list_key="companies", name="Mon Isère", query="filter=department+is+38"
    )
    for key in (view.public_id, "mine"):
        answer = boss.post(f"/lists/companies/views/pin/?view={key}&pinned=1", headers=HTMX)
        assert answer.headers["HX-Redirect"] == f"/companies/?view={key}"
    sidebar = text(boss, "/contacts/").split('id="sidebar"')[1].split("</n-drawer>")[0]
    assert f'href="/companies/?view={view.public_id}"' in sidebar
    assert sidebar.index("Mon Isère") < sidebar.index("Mes entreprises")
    boss.post(f"/lists/companies/views/pin/?view={view.public_id}&pinned=", headers=HTMX)
    assert "Mon Isère" not in text(boss, "/contacts/")


def test_a_favourite_no_longer_shared_is_left_out(boss: Client) -> None:
    view = SavedView.objects.create(owner=make_user(), list_key="companies", name="À tous", is_shared=True)
    boss.post(f"/lists/companies/views/pin/?view={view.public_id}&pinned=1", headers=HTMX)
    assert "À tous" in text(boss, "/contacts/")
    SavedView.objects.update(is_shared=False)
    assert "À tous" not in text(boss, "/contacts/")


def test_rows_at_a_time(boss: Client) -> None:
    for number in range(70):
        make_company(f"A{number}")
    assert text(boss, "/companies/").count('name="selected"') == 50
    more = boss.post("/lists/companies/size/", {"rows": "100"}, headers=HTMX).content.decode()
    assert more.count('name="selected"') == 70
    boss.post("/lists/companies/size/", {"rows": "100000"}, headers=HTMX)
    assert text(boss, "/companies/").count('name="selected"') == 70


def test_shift_adds_a_second_order(boss: Client) -> None:
    make_company("A")
    page = text(boss, "/companies/?sort=-net_12_months,name")
    assert 'data-also="/companies/?sort=-net_12_months,-name"' in page
    assert 'data-also="/companies/?sort=-net_12_months,name,city"' in page
    assert "<small>2</small>" in page
    full = text(boss, "/companies/?sort=-net_12_months,name,city")
    assert 'data-also="/companies/?sort=-net_12_months,name,activity_code"' in full


def test_fields_at_hand_give_way_to_their_chips(boss: Client) -> None:
    make_company("A", department="38")
    assert re.findall(r'class="quick-filter"[^>]*>([^<]+)<', text(boss, "/companies/")) == [
        "Statut",
        "Suivi par",
        "Département",
        "Étiquettes",
    ]
    page = text(boss, "/companies/?filter=department+is+38")
    assert re.findall(r'class="quick-filter"[^>]*>([^<]+)<', page) == ["Statut", "Suivi par", "Étiquettes"]
    form = boss.get("/lists/companies/filter/?index=new&field=department", headers=HTMX).content.decode()
    assert '<option value="department" selected>' in form


def test_contacts_and_activities_by_the_tags_of_their_company(boss: Client) -> None:
    tagged, other = make_company("A"), make_company("B")
    tag = Tag.objects.create(name="VIP", name_key="vip")
    CompanyTag.objects.create(company=tagged, tag=tag)
    for company in (tagged, other):
        make_contact(company, last_name=f"De {company.name}")
        make_activity(company, subject=f"Chez {company.name}")
    for operator, seen in (("any vip", "A"), ("none vip", "B"), ("empty", "B"), ("filled", "A")):
        for page, word in (("/contacts/", "De"), ("/activities/", "Chez")):
            shown = re.findall(rf"{word} ([AB])</a>", text(boss, f"{page}?filter=company_tags+{operator}"))
            assert shown == [seen], (page, operator)


def test_activities_are_changed_from_their_list(boss: Client) -> None:
    activity = make_activity(make_company("A"), subject="Relance", state="planned")
    page = text(boss, "/activities/")
    for name in ("subject", "starts_at", "owner", "kind"):
        assert f'data-url="/activities/{activity.public_id}/fields/{name}/"' in page
    assert f'hx-post="/activities/{activity.public_id}/done/"' in page
    url = f"/activities/{activity.public_id}/fields/subject/"
    assert boss.post(url, {"value": "Rappel"}, headers=HTMX).status_code == 200
    assert boss.post(f"/activities/{activity.public_id}/done/", headers=HTMX).status_code == 204
    row = boss.get(f"/lists/activities/row/{activity.public_id}/", headers=HTMX).content.decode()
    assert "Rappel" in row
    assert f'hx-post="/activities/{activity.public_id}/done/"' not in row


def test_a_company_is_renamed_from_its_list(boss: Client) -> None:
    company = make_company("Laiterie")
    assert f'data-url="/lists/companies/cell/{company.public_id}/name/"' in text(boss, "/companies/")
    boss.post(
        f"/lists/companies/cell/{company.public_id}/name/",
        {"value": "Crèmerie", "seen": "Laiterie"},
        headers=HTMX,
    )
    assert ">Crèmerie</a>" in text(boss, "/companies/")
