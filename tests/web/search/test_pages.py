"""The palette and the page of all results, through HTTP."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
RESULTS, RECENT, ALL = reverse("search:results"), reverse("search:recent"), reverse("search:all")


class _Options(HTMLParser):
    """The palette's lines: their words and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self._words = ""
        self._url: str | None = None
        self._in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-option" in given:
            self._words, self._url = "", given.get("href") or given.get("value") or ""
        self._in_note = given.get("class") == "muted"

    def handle_data(self, data: str) -> None:
        self._words += f" {data}" if self._in_note else data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "button") and self._url is not None:
            self.lines.append((" ".join(self._words.split()), self._url))
            self._url = None


def signed_in(user: User) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def options(client: Client, url: str, typed: str = "") -> list[tuple[str, str]]:
    """The lines of an answer to the palette."""
    page = client.get(url, {"q": typed} if typed else {}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    parser = _Options()
    parser.feed(page.content.decode())
    return parser.lines


@pytest.fixture
def boss() -> Client:
    """An administrator's browser."""
    return signed_in(make_user())


@pytest.fixture
def company() -> Callable[..., Company]:
    """Makes a company that search knows."""

    def make(name: str, **fields: object) -> Company:
        made = make_company(name, **fields)
        index_records("company", [made.pk])
        return made

    return make


def test_the_palette_answers_with_lines_that_lead_there(
    boss: Client, company: Callable[..., Company]
) -> None:
    home = company("Laiterie du Vercors", city="Grenoble", department="38")
    person = make_contact(home, last_name="Laitier")
    index_records("contact", [person.pk])
    found = options(boss, RESULTS, "lait")
    url = reverse("companies:record", args=[home.public_id])
    assert found[0] == ("Laiterie du Vercors Grenoble (38)", url)
    assert found[1][0] == "Hélène Laitier Acheteuse · Laiterie du Vercors"
    assert found[-1] == ("Tous les résultats lait", f"{ALL}?q=lait")


def test_what_answered_is_marked_and_everything_is_escaped(
    boss: Client, company: Callable[..., Company]
) -> None:
    company("Été <script>alert(1)</script> & Cie")
    page = boss.get(RESULTS, {"q": "ete script"}, headers={"HX-Request": "true"}).content.decode()
    assert (
        "<mark>Été</mark> &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; Cie" in page
    )
    assert "<script" not in page


def test_what_is_typed_is_escaped(boss: Client) -> None:
    page = boss.get(RESULTS, {"q": "<img src=x>zz"}, headers={"HX-Request": "true"}).content.decode()
    assert "&lt;img src=x&gt;zz" in page
    assert "<img" not in page


def test_a_correction_is_told(boss: Client, company: Callable[..., Company]) -> None:
    company("Laiterie du Vercors")
    page = boss.get(RESULTS, {"q": "latierie"}, headers={"HX-Request": "true"}).content.decode()
    assert "Aucun résultat pour «\u00a0latierie\u00a0»\u00a0: voici ceux de «\u00a0laiterie\u00a0»." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zzzzqq", "Aucun résultat pour «\u00a0zzzzqq\u00a0»"),
        ("y", "Tapez au moins deux lettres"),
        ("!", "Tapez au moins"),
    ],
)
def test_nothing_found_is_said(boss: Client, typed: str, said: str) -> None:
    assert said in boss.get(RESULTS, {"q": typed}, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("nouvelle entreprise", "Nouvelle entreprise"),
        ("NOUV ENT", "Nouvelle entreprise"),
        ("créer soc", "Nouvelle entreprise"),
        ("theme sombre", "Thème sombre"),
        ("thème somb", "Thème sombre"),
        ("aller a reglages", "Aller à\u00a0: Réglages"),
    ],
)
def test_commands_are_found_whatever_the_accents(boss: Client, typed: str, label: str) -> None:
    assert " ".join(label.split()) in [words for words, _url in options(boss, RESULTS, typed)]


def test_a_command_needs_its_permission() -> None:
    reader = signed_in(make_user(Role.READ_ONLY))
    assert options(reader, RESULTS, "nouvelle entreprise") == []


def test_a_theme_is_a_button_that_the_page_acts_on(boss: Client) -> None:
    page = boss.get(RESULTS, {"q": "sombre"}, headers={"HX-Request": "true"}).content.decode()
    assert '<n-theme><button type="button" class="palette-option" data-option value="dark">' in page


def test_before_typing_the_last_records_and_commands(boss: Client, company: Callable[..., Company]) -> None:
    assert "Les fiches que vous ouvrez apparaîtront ici." in boss.get(RECENT).content.decode()
    urls = [reverse("companies:record", args=[company(name).public_id]) for name in ("Laiterie", "Garage")]
    for url in urls:
        assert boss.get(url).status_code == 200
    found = options(boss, RECENT)
    assert [url for _words, url in found[:2]] == urls[::-1]
    assert "Nouvelle entreprise" in [words for words, _url in found]


def test_the_page_of_all_results(boss: Client, company: Callable[..., Company]) -> None:
    for number in range(12):
        company(f"Laiterie {number:02d}")
    page = boss.get(ALL, {"q": "laiterie"})
    assert page.content.decode().count('class="strong found"') == 12
    assert "Résultats pour «\u00a0laiterie\u00a0»" in page.content.decode()
    assert boss.get(RESULTS, {"q": "laiterie"}).content.decode().count('class="strong found"') == 12
    assert boss.get(ALL).status_code == 200


def test_a_salesperson_sees_only_their_own(company: Callable[..., Company]) -> None:
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    company("Laiterie Alpha", owner=seller)
    company("Laiterie Bravo")
    assert [words for words, _url in options(signed_in(seller), RESULTS, "laiterie")][:-1] == [
        "Laiterie Alpha"
    ]


@pytest.mark.parametrize("url", [RESULTS, RECENT, ALL])
def test_search_is_for_people_who_signed_in(url: str) -> None:
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("typed", ["\0", "a\0b", "x" * 10_000, "🙂", "%", "'", '"', "‮"])
def test_hostile_text_gets_an_answer(boss: Client, typed: str) -> None:
    for url in (RESULTS, ALL):
        assert boss.get(url, {"q": typed}, headers={"HX-Request": "true"}).status_code == 200


def test_the_palette_costs_the_same_for_many(
    boss: Client, company: Callable[..., Company], queries: Queries
) -> None:
    numbers = count(1)
    for _ in range(3):
        company("Laiterie du Vercors")
    queries.same(lambda: company(f"Laiterie {next(numbers)}"), lambda: options(boss, RESULTS, "laiterie"))
