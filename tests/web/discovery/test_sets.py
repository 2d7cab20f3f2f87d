"""A house’s own questions: copied, changed, asked in an interview, readable once they are gone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.catalogue.models import ProductFamily
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import DiscoveryInterview, DiscoverySet
from negoce.negotiation.people_data.discovery import DISCOVERY_PEOPLE
from negoce.negotiation.rules.discovery_set import read_questions
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = reverse("discovery_sets:list")


def _browser(role: Role = Role.ADMINISTRATOR) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value))
    return browser


def _url(row: DiscoverySet, name: str = "set", *more: str) -> str:
    return reverse(f"discovery_sets:{name}", args=[row.public_id, *more])


def _text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def _made(**fields: object) -> DiscoverySet:
    """Cold chain: a closed question, and what hangs on it."""
    cold = {"key": "yn-cold", "topic": "needs", "form": "closed", "words": "Livrez-vous au froid ?", "help": "",
            "hint": "", "branch": None}  # fmt: skip
    how = {"key": "own-how", "topic": "needs", "form": "open", "words": "À quelle température ?", "help": "En degrés.",
           "hint": "security", "branch": ["yn-cold", "yes"]}  # fmt: skip
    return DiscoverySet.objects.create(
        **{"name": "Froid", "kind": "supply", "questions": [cold, how], **fields}
    )


def test_a_ready_set_is_copied_and_its_questions_are_ours_to_change() -> None:
    browser = _browser()
    answer = browser.post(
        reverse("discovery_sets:new"),
        {"name": "Fromagers", "source": "supply", "sector": "10.5", "family": ""},
        headers=HTMX,
    )
    row = DiscoverySet.objects.get()
    assert (answer.status_code, row.sector, row.kind) == (204, "10.5", "supply")
    first = read_questions(row.questions)[0]
    assert (first.key, first.words[:12]) == ("activity", "Parlez-moi d")
    given = {"words": "Que fabriquez-vous ?", "topic": "situation", "form": "open", "revision": "0"}
    assert browser.post(_url(row, "question", "activity"), given, headers=HTMX).status_code == 204
    assert browser.post(_url(row, "question", "activity"), given, headers=HTMX).status_code == 409
    new = {"words": "À quelle température ?", "topic": "needs", "form": "open", "branch": "budget",
           "branch_answer": "no", "hint": "security", "revision": "1"}  # fmt: skip
    assert browser.post(_url(row, "question_new"), new, headers=HTMX).status_code == 204
    page = _text(browser, _url(row))
    for words in (
        "Que fabriquez-vous ?",
        "À quelle température ?",
        "si « Un budget est-il prévu ? » : non",
        "Sécurité",
    ):
        assert words in page
    assert "Fromagers" in _text(browser, LIST)
    assert JournalEntry.objects.filter(subject_kind="discovery_set").count() == 3


def test_questions_move_and_go_and_what_hung_on_them_stays() -> None:
    browser, row = _browser(), _made()
    browser.post(_url(row, "move", "own-how"), {"way": "up", "revision": "0"})
    row.refresh_from_db()
    assert [each["key"] for each in row.questions] == ["own-how", "yn-cold"]
    browser.post(_url(row, "removal", "yn-cold"), {"revision": "1"}, headers=HTMX)
    row.refresh_from_db()
    assert [(each["key"], each["branch"]) for each in row.questions] == [("own-how", None)]
    browser.post(_url(row, "removal", "own-how"), {"revision": "0"}, headers=HTMX)
    row.refresh_from_db()
    assert len(row.questions) == 1
    browser.post(_url(row, "change"), {"name": "Grand froid", "sector": "10", "revision": "2"}, headers=HTMX)
    row.refresh_from_db()
    assert (row.name, row.sector) == ("Grand froid", "10")
    browser.post(_url(row, "deletion"))
    assert not DiscoverySet.objects.exists()


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "Écrivez la question."),
        ({"branch": "own-how"}, "que d’une question fermée"),
        ({"topic": "ailleurs"}, "Choisissez la partie"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(wrong: dict[str, str], words: str) -> None:
    row = _made()
    given = {"words": "Combien ?", "topic": "needs", "form": "open", "revision": "0", **wrong}
    answer = _browser().post(_url(row, "question_new"), given, headers=HTMX)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_the_set_that_fits_is_proposed_asked_and_readable_once_it_is_gone() -> None:
    browser, row = _browser(), _made(sector="10")
    _made(name="Verre", sector="23")
    deal = make_deal(make_company("Laiterie du Vercors", activity_code="10.51A"))
    person = make_contact(deal.company)
    begin = reverse("discovery:new", args=[deal.public_id])
    assert f'value="set-{row.public_id}" selected' in browser.get(begin, headers=HTMX).content.decode()
    today = f"{timezone.localdate():%d/%m/%Y}"
    given = {"kind": f"set-{row.public_id}", "contact": person.public_id, "held_on": today}
    browser.post(begin, given, headers=HTMX)
    interview = DiscoveryInterview.objects.get()

    def keep(question: str, answer: str) -> str:
        url = reverse("discovery:answer", args=[deal.public_id, interview.public_id, question])
        return browser.post(url, {"answer": answer, "seen": ""}, headers=HTMX).content.decode()

    assert 'id="q-own-how"' in keep("yn-cold", "yes")
    keep("own-how", "Moins vingt")
    row.delete()
    page = _text(browser, reverse("discovery:interview", args=[deal.public_id, interview.public_id]))
    for words in (
        "Froid",
        "Livrez-vous au froid ?",
        "À quelle température ?",
        "Moins vingt",
        "Mobile à écouter : Sécurité",
    ):
        assert words in page
    card = _text(browser, reverse("deals:panel", args=[deal.public_id, "discovery"]))
    assert ("Livrez-vous au froid ?" in card, "Oui" in card, "2 / 2 réponses" in card) == (True, True, True)
    lines = DISCOVERY_PEOPLE.export(person.pk)[0].rows
    assert [line[2:4] for line in lines] == [
        ("Livrez-vous au froid ?", "Oui"),
        ("À quelle température ?", "Moins vingt"),
    ]


@pytest.mark.asked_already
def test_who_does_not_keep_the_catalogue_reads_and_writes_nothing() -> None:
    row, reader = _made(family=ProductFamily.objects.create(name="Frais")), _browser(Role.SALESPERSON)
    page = _text(reader, _url(row))
    assert ("Livrez-vous au froid ?" in page, "Ajouter une question" in page, "Monter" in page) == (
        True,
        False,
        False,
    )
    assert "produits « Frais »" in _text(reader, LIST)
    for name in ("change", "question_new"):
        assert reader.get(_url(row, name)).status_code == 403
    assert reader.post(_url(row, "deletion")).status_code == 403
    assert reader.post(reverse("discovery_sets:new"), {"name": "Mien"}).status_code == 403
    assert DiscoverySet.objects.count() == 1


def test_the_list_asks_as_much_for_three_as_for_one(queries: Queries) -> None:
    browser = _browser()
    queries.same(make=_made, read=lambda: browser.get(LIST))
