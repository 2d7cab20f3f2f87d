"""Rows gathered by a column: heads, counts, folding, and what stays true page after page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from negoce.companies.models import SavedView
from negoce.identity.enums import Role
from negoce.portfolio.enums import LifeStatus
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.playbooks import make_life
from tests.harness.queries import Queries
from tests.web.lists.conftest import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def heads(page: str) -> list[tuple[str, str]]:
    """The words and the number of each head, from top to bottom."""
    found = re.findall(
        r'class="group-fold".*?</svg>\s*<span>([^<]*)</span>(?: <span class="group-count">([^<]*)</span>)?',
        page,
    )
    return [(words, number) for words, number in found]


def names(page: str) -> list[str]:
    return re.findall(r'<a class="strong" href="[^"]*">([^<]*)</a>', page)


def test_rows_stand_under_the_head_of_their_group(boss: Client) -> None:
    for name, department in (("C", "69"), ("A", "38"), ("B", "69"), ("D", "")):
        make_company(name, department=department)
    page = text(boss, "/companies/?group=department")
    assert heads(page) == [("38 – Isère", "1"), ("69 – Rhône", "2"), ("(vide)", "1")]
    assert names(page) == ["A", "B", "C", "D"]


def test_groups_of_people_choices_and_companies(boss: Client) -> None:
    camille = make_user(first_name="Camille", last_name="Roche")
    company = make_company("Laiterie", owner=camille, kind="retailer")
    make_company("Garage")
    assert heads(text(boss, "/companies/?group=owner")) == [("Camille Roche", "1"), ("Personne", "1")]
    assert heads(text(boss, "/companies/?group=kind")) == [("Détaillant", "1"), ("(vide)", "1")]
    make_contact(company)
    assert heads(text(boss, "/contacts/?group=company")) == [("Laiterie", "1")]
    make_activity(company, kind="visit", is_pinned=True)
    assert heads(text(boss, "/activities/?group=is_pinned")) == [("Oui", "1")]


def test_groups_of_people_stand_in_the_order_of_their_names(boss: Client) -> None:
    for first, last in (("Zoé", "Roche"), ("Paul", "Girard"), ("Anne", "Roche"), ("Inès", "Fontaine")):
        owner = make_user(first_name=first, last_name=last)
        for number in range(2):
            make_company(f"{first} {number}", owner=owner)
    make_company("À personne")
    expected = ["Inès Fontaine", "Paul Girard", "Anne Roche", "Zoé Roche", "Personne"]
    assert [words for words, _number in heads(text(boss, "/companies/?group=owner"))] == expected
    girard = re.search(
        r'id="fold(\.\d+)"[^>]*>.*?<span>Paul Girard', text(boss, "/companies/?group=owner"), re.S
    )
    assert girard is not None
    key = re.findall(r'id="fold(\.\d+)"', girard[0])[-1]
    folded = text(boss, f"/companies/?group=owner&folded={key}")
    assert [words for words, _number in heads(folded)] == expected
    assert not {"Paul 0", "Paul 1"} & set(names(folded))
    downwards = text(boss, "/companies/?group=owner&sort=-owner")
    assert [words for words, _number in heads(downwards)] == [
        "Zoé Roche", "Anne Roche", "Paul Girard", "Inès Fontaine", "Personne",
    ]  # fmt: skip


def test_groups_of_statuses_stand_in_the_order_of_the_cycle(boss: Client) -> None:
    for status in ("lost", "ambassador", "hot"):
        make_life(LifeStatus(status), company=make_company(status))
    make_company("unknown")
    cycle = ["Prospect chaud", "Ambassadeur", "Perdu", "(vide)"]
    assert [words for words, _number in heads(text(boss, "/companies/?group=status"))] == cycle
    folded = text(boss, "/companies/?group=status&folded=.ambassador")
    assert [words for words, _number in heads(folded)] == cycle
    downwards = text(boss, "/companies/?group=status&sort=-status&folded=.ambassador")
    assert [words for words, _number in heads(downwards)] == [
        "Perdu",
        "Ambassadeur",
        "Prospect chaud",
        "(vide)",
    ]


def test_a_group_is_folded_and_keeps_its_place(boss: Client) -> None:
    for department in ("07", "26", "38", ""):
        make_company(f"En {department}", department=department)
    page = text(boss, "/companies/?group=department&folded=.26,-")
    assert [words for words, _number in heads(page)] == ["07 – Ardèche", "26 – Drôme", "38 – Isère", "(vide)"]
    assert names(page) == ["En 07", "En 38"]
    assert re.findall(r'class="group-fold" id="[^"]*" aria-expanded="(\w+)"', page) == [
        "true",
        "false",
        "true",
        "false",
    ]
    everything = text(boss, "/companies/?group=department&folded=*")
    assert [words for words, _number in heads(everything)] == [
        "07 – Ardèche",
        "26 – Drôme",
        "38 – Isère",
        "(vide)",
    ]
    assert names(everything) == []
    assert "4 entreprises" in everything


def test_the_next_rows_go_on_in_their_group(boss: Client) -> None:
    for number in range(60):
        make_company(f"A{number:02d}", department="38" if number < 55 else "69")
    page = text(boss, "/companies/?group=department")
    assert heads(page) == [("38 – Isère", "55")]
    found = re.search(r'hx-get="(/lists/companies/rows/[^"]+)"', page)
    assert found
    more = boss.get(found[1].replace("&amp;", "&"), headers=HTMX).content.decode()
    assert heads(more) == [("69 – Rhône", "5")]
    assert len(names(more)) == 10


def test_a_group_alone_is_a_filter(boss: Client) -> None:
    make_company("A", department="38")
    make_company("B", department="69")
    page = text(boss, "/companies/?group=department")
    assert 'href="/companies/?filter=department+is+38"' in page


def test_groups_are_kept_in_a_view_and_the_address_may_leave_them(boss: Client) -> None:
    make_company("A", department="38")
    boss.post("/lists/companies/views/new/?group=department", {"name": "Par département"}, headers=HTMX)
    view = SavedView.objects.get()
    assert "group=department" in view.query
    assert heads(text(boss, f"/companies/?view={view.public_id}")) == [("38 – Isère", "1")]
    plain = text(boss, f"/companies/?view={view.public_id}&group=")
    assert heads(plain) == []
    assert "Vue modifiée" in plain


def _reads(counted: CaptureQueriesContext) -> int:
    """The queries proper: a time limit costs PostgreSQL statements that read nothing."""
    return sum(query["sql"].lstrip().upper().startswith("SELECT") for query in counted.captured_queries)


def test_without_groups_there_is_no_query_more(boss: Client, queries: Queries) -> None:
    make_company("A", department="38")
    text(boss, "/companies/")
    with queries.counted() as plain:
        text(boss, "/companies/")
    with queries.counted() as grouped:
        text(boss, "/companies/?group=relation")
    assert _reads(grouped) == _reads(plain) + 1


def test_a_column_that_does_not_group_or_is_not_read_is_said(boss: Client, sign_in: SignIn) -> None:
    make_contact(make_company())
    assert "ne se groupe pas" in text(boss, "/companies/?group=name")
    assert "votre rôle ne lit pas" in text(sign_in(Role.MARKETING), "/contacts/?group=decision_power")


def test_the_menu_of_groups_keeps_what_the_list_shows(boss: Client) -> None:
    page = text(boss, "/companies/?filter=department+is+38")
    assert 'hx-get="/lists/companies/groups/?filter=department+is+38"' in page
    menu = text(boss, "/lists/companies/groups/?filter=department+is+38")
    assert 'href="/companies/?filter=department+is+38&amp;group=owner"' in menu
    assert 'href="/companies/?filter=department+is+38"' in menu
