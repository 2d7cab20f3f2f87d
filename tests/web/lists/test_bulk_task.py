"""A task for each company of a list: the dialog, its confirmation, the answer, from the list and from elsewhere."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from negoce.companies.models import Activity, BulkChange
from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.web.lists import bulk_task
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.web.lists.conftest import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = "/lists/companies/bulk/task/"
GIVEN = {"subject": "Reprendre contact", "due": "demain", "owner": ""}


def test_chosen_rows_get_a_task_and_it_is_taken_back(boss: Client) -> None:
    one, two = make_company("A", owner=make_user()), make_company("B")
    make_company("C")
    chosen = {"selected": [one.public_id, two.public_id], "all": ""}
    reach = boss.post(f"{PAGE}reach/", chosen, headers=HTMX).content.decode().replace("\xa0", " ")
    assert "Une tâche pour chacune : 2 entreprises." in reach
    assert "1 n’est suivie par personne : sa tâche serait à vous." in reach
    answer = boss.post(PAGE, {**GIVEN, **chosen}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "#list"
    toast = json.loads(answer.headers["HX-Trigger"])["toast"]
    assert "Reprendre contact" in toast["text"]
    assert "Fait pour 2 entreprises." in toast["text"].replace("\xa0", " ")
    assert Activity.objects.count() == 2
    undone = boss.post(toast["undo"], headers=HTMX)
    assert json.loads(undone.headers["HX-Trigger"])["toast"]["text"] == "2 tâches retirées."
    assert Activity.objects.filter(deleted_at__isnull=True).count() == 0
    history = boss.get("/lists/companies/bulk/history/", headers=HTMX).content.decode()
    assert "Tâche : Reprendre contact" in history.replace("\xa0", " ")


def test_from_another_page_all_that_the_filter_finds(boss: Client) -> None:
    make_company("A", city="Lyon")
    make_company("B", city="Brest")
    url = f"{PAGE}?filter=city+is+Lyon&elsewhere=1&subject=Appeler&due=lundi"
    form = boss.get(url, headers=HTMX).content.decode()
    assert 'name="all" value="1"' in form
    assert 'value="Appeler"' in form
    assert 'value="lundi"' in form
    answer = boss.post(f"{PAGE}?filter=city+is+Lyon&elsewhere=1", {**GIVEN, "all": "1"}, headers=HTMX)
    assert answer.status_code == 204
    assert json.loads(answer.headers["HX-Trigger"])["dialog:close"] is True
    assert list(Activity.objects.values_list("company__name", flat=True)) == ["A"]


def test_many_become_a_job(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_task, "AT_ONCE", 1)
    make_company("A")
    make_company("B")
    answer = boss.post(PAGE, {**GIVEN, "all": "1"}, headers=HTMX)
    assert answer.headers["HX-Retarget"] == "#dialog-content"
    change = BulkChange.objects.get()
    assert Job.objects.get(task="companies.bulk_change").arguments == {"change": change.pk}
    assert Activity.objects.count() == 0


def test_many_chosen_rows_get_their_tasks_and_no_other_row_does(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_task, "AT_ONCE", 1)
    chosen = [make_company(name).public_id for name in ("A", "B")]
    make_company("C")
    assert boss.post(PAGE, {**GIVEN, "selected": chosen}, headers=HTMX).status_code == 200
    assert Job.objects.filter(task="companies.bulk_change").count() == 0
    assert sorted(Activity.objects.values_list("company__name", flat=True)) == ["A", "B"]


def test_what_is_refused_comes_back_in_the_form(boss: Client) -> None:
    company = make_company("A")
    answer = boss.post(PAGE, {**GIVEN, "due": "hier", "selected": [company.public_id]}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="hier"' in answer.content.decode()
    assert boss.post(PAGE, {**GIVEN, "owner": "x", "selected": [company.public_id]}).status_code == 422
    assert Activity.objects.count() == 0


def test_the_button_is_for_who_may_create(boss: Client, sign_in: SignIn) -> None:
    make_company("A")
    assert f'href="{PAGE}"' in boss.get("/companies/").content.decode()
    reader = sign_in(Role.READ_ONLY)
    assert PAGE not in reader.get("/companies/").content.decode()
    assert reader.get(PAGE).status_code == 403
    assert reader.post(PAGE, {**GIVEN, "all": "1"}).status_code == 403
