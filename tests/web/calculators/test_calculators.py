"""The page of calculations: every rule in both languages, faults at their inputs, lines, addresses, fragments."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.queries.calculators import answer, calculators
from negoce.companies.queries.calculators_json import plain
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.parameters.calculator import Calculator, InputKind
from negoce.web.calculators.asked import address_query, from_values
from negoce.web.calculators.topics import GROUPS, entries
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
# They compute: beside who is signed in, a database is asked for the dated values that some of them take.
ALL = [
    pytest.param(
        each,
        id=f"{each.rule}-{each.ask}",
        marks=() if each.ask == "late-penalty" else pytest.mark.asked_already,
    )
    for each in calculators()
]
LATE = "/calculators/late-penalty/"
MARKUP = "\"'><img src=x onerror=alert(1)></script>{{7*7}}"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user(Role.SALESPERSON))


def url_of(calculator: Calculator) -> str:
    return reverse("calculators:calculator", args=[calculator.ask])


def typed(calculator: Calculator, language: str = "fr") -> dict[str, str]:
    """The worked example, as a form sends it."""
    query = address_query(from_values(calculator.inputs, calculator.example, language))
    return dict(parse_qsl(query))


def text_of(answer_: object) -> str:
    """The words of an answer, on one line with plain spaces."""
    content = html.unescape(answer_.content.decode())  # type: ignore[attr-defined]
    bare = re.sub(r"<[^>]+>", " ", content).replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(bare.split())


def part(page: str, identity: str) -> str:
    """An element of a page by its id, up to the end of its nesting."""
    start = page.index(f'<div id="{identity}"')
    depth = 0
    for found in re.finditer(r"<(/?)div\b", page[start:]):
        depth += -1 if found[1] else 1
        if not depth:
            return " ".join(page[start : start + found.start()].split())
    raise AssertionError(identity)


@pytest.mark.parametrize("calculator", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_calculation_opens_with_its_example_worked_out(calculator: Calculator, language: str) -> None:
    client = signed_in(make_user(Role.SALESPERSON, language=language))
    page = client.get(url_of(calculator))
    assert page.status_code == 200
    outcome = page.context["outcome"]
    assert (outcome.refusal, dict(outcome.faults)) == ("", {})
    assert outcome.main is not None
    assert str(outcome.main.value) in html.unescape(page.content.decode())
    expected = answer(calculator, plain(calculator.example))
    assert [step.code for step in outcome.steps] == [step.code for step in expected.steps]
    for step in outcome.steps:
        assert html.escape(step.text, quote=True) in page.content.decode()
        assert step.source in html.unescape(page.content.decode())


@pytest.mark.parametrize("calculator", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_posted_answers_what_the_rule_answers(calculator: Calculator, language: str) -> None:
    client = signed_in(make_user(Role.SALESPERSON, language=language))
    posted = client.post(url_of(calculator), {**typed(calculator, language), "compute": "1"})
    opened = client.get(url_of(calculator))
    assert posted.context["outcome"] == opened.context["outcome"]


def test_the_first_figures_are_those_of_the_domain(client: Client) -> None:
    said = text_of(client.get(LATE))
    for expected in ("À réclamer 347,37 €", "307,37 €", "40,00 €", "Comment c’est calculé"):
        assert expected in said
    answered = text_of(
        client.post(LATE, {"amount": "24 000,00 €", "due_on": "31/05/2026", "until": "15 août 2026"})
    )
    assert "614,73 €" in answered


@pytest.mark.parametrize("calculator", ALL)
def test_a_fragment_is_what_a_fresh_load_shows(calculator: Calculator, client: Client) -> None:
    address = (
        f"{url_of(calculator)}?{address_query(from_values(calculator.inputs, calculator.example, 'fr'))}"
    )
    fragment = client.post(url_of(calculator), typed(calculator), headers={"HX-Request": "true"})
    fresh = client.get(address)
    assert "<html" not in fragment.content.decode()
    assert part(fragment.content.decode(), "answer") == part(fresh.content.decode(), "answer")


def test_faults_stand_at_their_inputs_while_one_types(client: Client) -> None:
    given = {"amount": "12 x", "due_on": "31/02/2026", "payments.0.amount": "1", "payments.3.amount": "-"}
    content = html.unescape(client.post(LATE, given, headers={"HX-Request": "true"}).content.decode())

    def fault(name: str) -> str:
        (found,) = re.findall(rf'id="fault-{name}" hx-swap-oob="true">([^<]*)</p>', content)
        return found

    assert fault("amount").startswith("Un nombre est attendu")
    assert "ce jour n’existe pas" in fault("due_on")
    # Not reached yet: missing, and no mistake.
    assert (fault("until"), fault("payments-0-paid_on")) == ("", "")
    assert "Il manque encore" in content
    assert "ligne 2 : Reçu le" in content.replace("\u00a0", " ")


def test_the_button_tells_what_is_missing_at_each_input(client: Client) -> None:
    page = client.post(LATE, {"amount": "", "compute": "1", "payments.7.amount": "5"}).content.decode()
    for name in ("amount", "due_on", "until", "payments-7-paid_on"):
        assert re.search(rf'id="fault-{name}">Cette valeur est nécessaire', page), name


def test_lines_come_and_go_without_losing_what_was_typed(client: Client) -> None:
    bands = {"purchases": "64000", "bands.0.up_to": "20000", "bands.0.percent": "1", "bands.1.percent": "7"}
    url = "/calculators/volume-rebate/"
    more = client.post(url, {**bands, "add": "bands"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="7"' in more
    assert re.search(r'name="bands\.2\.up_to"[^>]*autofocus', more)
    less = client.post(url, {**bands, "remove": "bands.0"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="20000"' not in less
    assert re.search(r'name="bands\.0\.percent" value="7"', less)
    # Without scripts the same buttons answer with a page.
    assert 'name="bands.2.up_to"' in client.post(url, {**bands, "add": "bands"}).content.decode()


@pytest.mark.parametrize("wrong", ["bands.9", "bands.x", "bands", "nothing.0", "bands.99999999999", ".", ""])
def test_a_line_that_is_not_there_changes_nothing(client: Client, wrong: str) -> None:
    bands = {"purchases": "64000", "bands.0.percent": "1", "remove": wrong, "add": wrong + "x"}
    assert client.post("/calculators/volume-rebate/", bands).context["outcome"].main is not None


def test_an_address_fills_the_form_in_and_can_be_copied(client: Client) -> None:
    page = client.get(LATE + "?amount=24000&due_on=31/05/2026&until=15/08/2026")
    assert "614,73 €" in text_of(page)
    shared = urlsplit(page.context["shared_url"])
    assert "614,73 €" in text_of(client.get(f"{shared.path}?{shared.query}"))
    cleared = client.get(LATE + "?clear=1")
    assert 'name="amount" value=""' in cleared.content.decode()
    assert "Il manque encore" in text_of(cleared)


def test_the_command_for_programs_carries_the_same_question(client: Client) -> None:
    page = client.get("/calculators/gifts/")
    question = json.loads(page.context["question"])
    assert question["ask"] == "gifts"
    assert question["gifts"][0]["incl_vat"] == "40"
    assert "/api/v1/rules/R-C10" in page.context["command"]
    quoted = client.post(
        "/calculators/numbering/", {"documents.0.number": "F'1", "documents.0.issued_on": "1/2/2026"}
    )
    assert "F'\\''1" in quoted.context["command"]


@pytest.mark.parametrize("calculator", ALL)
def test_what_is_typed_is_never_markup(calculator: Calculator, client: Client) -> None:
    given = {each.key: MARKUP for each in calculator.inputs if each.kind is not InputKind.ROWS}
    for each in calculator.inputs:
        given |= {f"{each.key}.0.{column.key}": MARKUP for column in each.columns}
    for answered in (
        client.post(url_of(calculator), {**given, "compute": "1"}),
        client.post(url_of(calculator), given, headers={"HX-Request": "true"}),
        client.get(url_of(calculator), given),
    ):
        assert answered.status_code == 200
        assert "<img src=x" not in answered.content.decode()


def test_english_numbers_are_read_as_english_people_write_them() -> None:
    client = signed_in(make_user(Role.SALESPERSON, language="en"))
    said = text_of(client.post(LATE, {"amount": "24,000.00", "due_on": "31/05/2026", "until": "15/08/2026"}))
    assert "€614.73" in said


def test_dated_values_lead_to_the_settings_for_who_may(client: Client) -> None:
    link = reverse("settings:parameter", args=["ecb_main_refinancing_rate"])
    assert "Taux de refinancement de la BCE" in text_of(client.get(LATE))
    assert link not in client.get(LATE).content.decode()
    assert link in signed_in(make_user(Role.ADMINISTRATOR)).get(LATE).content.decode()


def test_a_rate_not_published_yet_is_said_not_guessed(client: Client) -> None:
    late = {"amount": "1000", "due_on": "31/12/2026", "until": "15/02/2027"}
    assert "rien n’est extrapolé" in text_of(client.post(LATE, late))


def test_queries_do_not_grow_with_what_is_asked(client: Client, queries: Queries) -> None:
    client.get(LATE)
    with queries.counted() as few:
        client.get(LATE)
    rows = {
        f"payments.{number}.{key}": value
        for number in range(40)
        for key, value in (("paid_on", "1/7/2026"), ("amount", "1"))
    }
    with queries.counted() as many:
        client.post(LATE, {"amount": "12000", "due_on": "31/05/2026", "until": "15/08/2026", **rows})
    assert len(many) <= len(few)


def test_the_list_shows_every_calculation_once_with_its_source(client: Client) -> None:
    page = client.get("/calculators/").content.decode()
    for each in calculators():
        assert page.count(f'href="{url_of(each)}"') == 1
    assert all(each.source for each in entries())
    assert sum(len(topics) for _label, topics in GROUPS) == len(calculators())


@pytest.mark.parametrize(
    ("query", "found"),
    [("retard", "late-penalty"), ("l441 10", "payment-terms"), ("péage", "expense"), ("R-C8", "loan")],
)
def test_the_search_narrows(client: Client, query: str, found: str) -> None:
    fragment = client.get("/calculators/", {"q": query}, headers={"HX-Request": "true"}).content.decode()
    assert f"/calculators/{found}/" in fragment
    assert "/calculators/headcount-band/" not in fragment
    assert part(client.get("/calculators/", {"q": query}).content.decode(), "calculators") == part(
        fragment, "calculators"
    )


def test_nothing_found_offers_the_way_back(client: Client) -> None:
    said = text_of(client.get("/calculators/", {"q": MARKUP + "zzz"}))
    assert "Aucun calcul ne répond" in said
    assert "Voir tous les calculs" in said


def test_everyone_signed_in_may_open_it_and_nobody_else() -> None:
    for role in Role:
        assert signed_in(make_user(role)).get("/calculators/").status_code == 200
    assert Client().get("/calculators/").status_code == 302
    assert Client().get(LATE).status_code == 302
    assert signed_in(make_user()).get("/calculators/nothing/").status_code == 404


def test_the_palette_finds_a_calculation(client: Client) -> None:
    found = client.get(reverse("search:results"), {"q": "pénalités"}, headers={"HX-Request": "true"})
    assert "/calculators/late-penalty/" in found.content.decode()
