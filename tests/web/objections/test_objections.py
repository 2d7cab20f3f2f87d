"""The library of objections, those to expect in a deal, those heard there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import (
    Deal,
    DiscoveryAnswer,
    DiscoveryInterview,
    Objection,
    ObjectionAnswer,
    ObjectionHeard,
)
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.orders import make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DEAR = {"words": "C’est trop cher", "subject": "price"}


@pytest.fixture
def company() -> Company:
    return make_company("Laiterie du Vercors", activity_code="10.51A")


def _browser(role: Role = Role.MANAGER) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=Scope.ALL.value))
    return browser


def _objection(**fields: object) -> Objection:
    return Objection.objects.create(**{**DEAR, **fields})


def _answer(objection: Objection, words: str = "0,40 € par carton", **fields: object) -> ObjectionAnswer:
    return ObjectionAnswer.objects.create(objection=objection, technique="division", words=words, **fields)


def _heard(deal: Deal, objection: Objection | None = None, **fields: object) -> ObjectionHeard:
    values = {"subject": "price", "heard_on": timezone.localdate(), **fields}
    return ObjectionHeard.objects.create(deal=deal, objection=objection, **values)


def _panel(browser: Client, deal: Deal, key: str = "expected") -> str:
    return browser.get(reverse("deals:panel", args=[deal.public_id, key])).content.decode()


def test_the_library_is_written_changed_found_and_emptied() -> None:
    browser, product = _browser(), make_product()
    new, page = reverse("objections:new"), reverse("objections:list")
    assert "Aucune objection" in browser.get(page).content.decode()
    refused = browser.post(new, {"product": "nothing of that name", "sector": "4A"}, headers=HTMX)
    said = refused.content.decode()
    parts = ("comme les clients la disent", "sur quoi elle porte", "Deux chiffres", "cette référence")
    assert (refused.status_code, [part in said for part in parts]) == (422, [True] * 4)
    given = {**DEAR, "product": product.code, "sector": "10", "motives": ["money"]}
    assert browser.post(new, given, headers=HTMX).status_code == 204
    row = Objection.objects.get()
    assert (row.product, row.sector, row.motives) == (product, "10", ["money"])
    change = reverse("objections:change", args=[row.public_id])
    assert "C’est trop cher" in browser.get(change, headers=HTMX).content.decode()
    assert browser.post(change, {**DEAR, "revision": "0"}, headers=HTMX).status_code == 204
    assert browser.post(change, {**DEAR, "revision": "0"}, headers=HTMX).status_code == 409

    answers = reverse("objections:answer_new", args=[row.public_id])
    assert browser.post(answers, {}, headers=HTMX).status_code == 422
    given = {"technique": "division", "words": "0,40 € par carton", "proof": "tarif"}
    assert browser.post(answers, given, headers=HTMX).status_code == 204
    answer = ObjectionAnswer.objects.get()
    url = reverse("objections:answer", args=[row.public_id, answer.public_id])
    assert "0,40 € par carton" in browser.get(url, headers=HTMX).content.decode()
    changed = {**given, "words": "0,38 € par carton", "revision": "0"}
    assert browser.post(url, changed, headers=HTMX).status_code == 204
    assert browser.post(url, changed, headers=HTMX).status_code == 409
    found = browser.get(page, {"q": "0,38 cher", "subject": "price"}).content.decode()
    assert "0,38 € par carton" in found
    assert "ne répond à ce choix" in browser.get(page, {"subject": "delay"}).content.decode()
    browser.post(reverse("objections:answer_removal", args=[row.public_id, answer.public_id]))
    assert "Aucune réponse écrite" in browser.get(page).content.decode()
    browser.post(reverse("objections:removal", args=[row.public_id]))
    assert "Écrivez ce que vos clients opposent" in browser.get(page).content.decode()


def test_only_who_keeps_the_catalogue_writes_the_library() -> None:
    row, browser = _objection(), _browser(Role.SALESPERSON)
    answer = _answer(row)
    page = browser.get(reverse("objections:list")).content.decode()
    assert ("0,40 € par carton" in page, reverse("objections:new") in page) == (True, False)
    one, two = (row.public_id,), (row.public_id, answer.public_id)
    for name, keys in (
        ("new", ()),
        ("change", one),
        ("removal", one),
        ("answer_new", one),
        ("answer", two),
        ("answer_removal", two),
    ):
        assert browser.post(reverse(f"objections:{name}", args=keys), DEAR).status_code == 403


def test_a_deal_expects_what_its_product_its_motives_and_its_customer_say(company: Company) -> None:
    browser = _browser()
    deal, before = make_deal(company), make_deal(company)
    said, served = _objection(words="Vous êtes trop loin", subject="delay"), _objection(motives=["money"])
    _objection(words="D’un autre métier", sector="47", motives=["money"])
    _heard(before, said, outcome="stays")
    answer = _answer(served, proof="tarif")
    for worked in ("overcome", "overcome", "stays"):
        _heard(make_deal(), served, answer=answer, outcome=worked)
    interview = DiscoveryInterview.objects.create(deal=deal, kind="supply", held_on=timezone.localdate())
    DiscoveryAnswer.objects.create(interview=interview, question="cost", answer="Oui", motive="money")
    drawn = _panel(browser, deal)
    assert drawn.index("Vous êtes trop loin") < drawn.index("C’est trop cher")
    for part in (
        "Dite dans une affaire de ce client",
        "D’un mobile entendu une fois · dite dans 3 affaires de la maison",
        "A levé l’objection 2 fois sur 3 (66,7",
        "Preuve : tarif",
    ):
        assert (part, part in drawn) == (part, True)
    # Marketing may not read what was said in talks: nothing is told of it.
    hidden = _panel(_browser(Role.MARKETING), deal)
    assert ("Vous êtes trop loin »" in hidden, "Rien n’annonce" in hidden) == (False, True)

    url = reverse("deal_objections:expected", args=[deal.public_id])
    for answer_given, shown in (("no", False), ("yes", True), ("", True)):
        reply = browser.post(url, {"objection": said.public_id, "expected": answer_given}, headers=HTMX)
        assert (reply.status_code, "panel-expected" in reply.headers["HX-Trigger"]) == (204, True)
        drawn = _panel(browser, deal)
        assert ("<q>Vous êtes trop loin</q>" in drawn) is shown
        assert ("Retenue pour cette affaire" in drawn) is (answer_given == "yes")
    assert _browser(Role.READ_ONLY).post(url, {"objection": said.public_id}).status_code == 403


def test_an_objection_heard_is_noted_answered_and_settled(company: Company) -> None:
    browser, deal, row = _browser(), make_deal(company), _objection()
    answer, person = _answer(row), make_contact(company, first_name="Hélène", last_name="Martin")
    stranger = make_contact(make_company())
    new = reverse("deal_objections:new", args=[deal.public_id])
    chosen = browser.get(
        new, {"objection": row.public_id, "nature": "pretext"}, headers=HTMX
    ).content.decode()
    assert ("0,40 € par carton" in chosen, "creusez par une question" in chosen) == (True, True)
    wrong = {"heard_on": "demain", "contact": stranger.public_id, "answer": answer.public_id, "nature": "x"}
    refused = browser.post(new, wrong, headers=HTMX)
    said = refused.content.decode()
    parts = (
        "notez les mots entendus",
        "sur quoi elle porte",
        "aujourd’hui au plus tard",
        "de cette entreprise",
    )
    assert (refused.status_code, [part in said for part in parts]) == (422, [True] * 4)
    given = {
        "objection": row.public_id,
        "words": "30 % de plus qu’en face",
        "contact": person.public_id,
        "heard_on": f"{timezone.localdate():%d/%m/%Y}",
        "nature": "tactical",
        "answer": answer.public_id,
    }
    assert browser.post(new, given, headers=HTMX).status_code == 204
    kept = ObjectionHeard.objects.get()
    assert (kept.subject, kept.contact, kept.answer, kept.outcome) == ("price", person, answer, "")
    drawn = _panel(browser, deal, "heard")
    for part in (
        "30 % de plus qu’en face",
        "Hélène Martin",
        "Tactique",
        "rien sans contrepartie",
        "1 à lever",
    ):
        assert (part, part in drawn) == (part, True)
    assert "dite ici, elle demeure" in _panel(browser, deal).lower()

    url = reverse("deal_objections:outcome", args=[deal.public_id, kept.public_id])
    browser.post(url, {"outcome": "overcome"}, headers=HTMX)
    assert "à lever" not in _panel(browser, deal, "heard")
    assert "<q>C’est trop cher</q>" not in _panel(browser, deal)


def test_what_was_heard_is_put_right_and_removed(company: Company) -> None:
    browser, deal, row = _browser(), make_deal(company), _objection()
    kept = _heard(deal, row, words="30 % de plus qu’en face")
    url = reverse("deal_objections:outcome", args=[deal.public_id, kept.public_id])
    given = {"objection": row.public_id, "heard_on": f"{timezone.localdate():%d/%m/%Y}"}
    browser.post(url, {"outcome": "stays"}, headers=HTMX)
    change = reverse("deal_objections:heard", args=[deal.public_id, kept.public_id])
    assert "30 % de plus" in browser.get(change, headers=HTMX).content.decode()
    assert browser.post(change, {**given, "revision": "0"}, headers=HTMX).status_code == 409
    free = {"words": "On verra l’an prochain", "subject": "moment", "heard_on": given["heard_on"]}
    assert browser.post(change, {**free, "revision": "1"}, headers=HTMX).status_code == 204
    kept.refresh_from_db()
    assert (kept.objection, kept.subject, kept.words) == (None, "moment", "On verra l’an prochain")
    journal = "".join(str(each.values) for each in JournalEntry.objects.all())
    assert ("objection_heard" in journal, "On verra" in journal, "30 %" in journal) == (True, False, False)
    removal = reverse("deal_objections:removal", args=[deal.public_id, kept.public_id])
    assert browser.post(removal, headers=HTMX).status_code == 204
    assert browser.post(url, {"outcome": "stays"}, headers=HTMX).status_code == 204
    assert ObjectionHeard.objects.count() == 0


def test_who_said_it_stays_named_once_they_left_the_company(company: Company) -> None:
    browser, deal, person = _browser(), make_deal(company), make_contact(company)
    kept = _heard(deal, words="Trop cher pour nous", contact=person)
    type(person).objects.filter(pk=person.pk).update(company=make_company())
    change = reverse("deal_objections:heard", args=[deal.public_id, kept.public_id])
    assert (
        f'<option value="{person.public_id}" selected>' in browser.get(change, headers=HTMX).content.decode()
    )
    given = {"words": "Trop cher", "subject": "price", "contact": person.public_id, "revision": "0"}
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert browser.post(change, {**given, "heard_on": day}, headers=HTMX).status_code == 204
    kept.refresh_from_db()
    assert (kept.words, kept.contact) == ("Trop cher", person)


def test_who_may_not_read_talks_neither_sees_nor_notes_objections(company: Company) -> None:
    deal = make_deal(company)
    kept = _heard(deal, words="Trop cher pour nous")
    marketing, reader = _browser(Role.MARKETING), _browser(Role.READ_ONLY)
    assert _panel(marketing, deal, "heard") == ""
    one, two = [deal.public_id], [deal.public_id, kept.public_id]
    for browser in (marketing, reader):
        for name, keys in (("new", one), ("heard", two), ("outcome", two), ("removal", two)):
            assert browser.post(reverse(f"deal_objections:{name}", args=keys)).status_code == 403


def test_the_guard_reads_what_is_noted_of_a_person(company: Company) -> None:
    browser, deal = _browser(), make_deal(company)
    new = reverse("deal_objections:new", args=[deal.public_id])
    given = {
        "words": "Elle dit non : dépressive, en arrêt maladie",
        "subject": "moment",
        "heard_on": f"{timezone.localdate():%d/%m/%Y}",
    }
    refused = browser.post(new, given, headers=HTMX)
    assert (refused.status_code, "Raison de garder" in refused.content.decode()) == (422, True)
    assert browser.post(new, {**given, "guard_reason": "Ses mots"}, headers=HTMX).status_code == 204


@pytest.mark.parametrize("where", ["library", "expected", "heard"])
def test_three_cost_what_one_costs(queries: Queries, company: Company, where: str) -> None:
    browser, deal = _browser(), make_deal(company)

    def make() -> None:
        row = _objection(product=make_product())
        person = make_contact(company)
        _heard(deal, row, answer=_answer(row), contact=person, outcome="stays", nature="founded")

    def read() -> None:
        if where == "library":
            browser.get(reverse("objections:list"))
        else:
            _panel(browser, deal, where)

    queries.same(make, read)
