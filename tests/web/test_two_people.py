"""Two people at the same form of the desk: neither loses what they wrote, and each is told what the other did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_user
from tests.web.desk_records import desk_records
from tests.web.filled import filled

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}

# A form; a field, what Camille writes in it, what Bruno writes in it; another field if any, what Bruno writes there.
FORMS = [
    ("bargaining:room", "our_reserve", "44 500,00", "43 000,00", "alternative", "Un autre client"),
    ("bargaining:concession", "given", "Remise de 2 %", "Remise de 4 %", "asked", "24 mois"),
    ("objectives:change", "words", "Signer en mai", "Signer en juin", "ideal_words", "Toute la gamme"),
    ("objectives:review", "obtained", "95", "85", "obtained_words", "Deux ans"),
    ("preparation:writing", "approach", "Commencer par la casse", "Par le prix", "questions", "Qui décide ?"),
    ("influence:body", "voters", "12", "14", "employees", "80"),
    ("influence:person", "weight", "5", "1", "label", "Le patron"),
    ("influence:edge", "strength", "1", "0.3", "", ""),
    ("financing:deal_terms", "amount", "12000", "13000", "deferred_days", "45"),
    ("conclusion:withdrawal", "off_premises", "yes", "no", "is_service", "yes"),
    ("conclusion:mark", "words", "À la fin du repas", "Par écrit", "happened_on", "12/11/2026"),
    ("aids:due", "due_on", "01/03/2027", "15/03/2027", "", ""),
    ("deal_objections:heard", "words", "Bien trop cher", "Un peu cher", "reply", "Par carton"),
    ("deal_pitch:piece", "words", "Zéro casse.", "Moins de casse.", "title", "La casse"),
    ("tenders:change", "name", "Barquettes 2027", "Barquettes bio", "reference", "AO-12"),
    ("tenders:days", "offers_until", "15/03/2027", "16/03/2027", "visit_on", "01/03/2027"),
    ("tenders:question", "question", "Quelle épaisseur ?", "Quelle laize ?", "answer", "35 µ"),
    ("tenders:go", "interest_technical", "9", "8", "capacity_commercial", "7"),
    ("tenders:alarms", "offers", "7", "9", "visit", "4"),
    ("tenders:result", "words", "Trop chers", "Trop tard", "lessons", "Visiter"),
    ("tender_files:document", "name", "Attestation", "Extrait", "due_on", "01/03/2027"),
    ("tender_files:requirement", "words", "Film 35 µ", "Film 40 µ", "proof", "La fiche technique"),
    (
        "tender_files:certificate",
        "name",
        "Attestation 2027",
        "Attestation sociale",
        "expires_on",
        "01/03/2027",
    ),
    ("tender_grid:scale", "highest", "20", "15", "slope", "3"),
    ("tender_grid:offer", "name", "Plastivor", "Filmex", "price", "1200"),
    ("tender_grid:lot", "name", "Le nord", "Le sud", "amount", "9000"),
    ("partnerships:change", "name", "Films à deux", "Nos films", "note", "Revu en mai"),
    ("partnerships:objective", "words", "Un salon", "Deux salons", "unit", "salons"),
    ("partnerships:share", "partner_share", "10", "12", "brought_by", "us"),
    ("arguments:change", "benefit", "Rien ne casse", "Peu de casse", "proof", "Essai de 2025"),
    ("pitches:change", "title", "La casse", "Le coût", "words", "Zéro palette perdue."),
    ("objections:change", "words", "Bien trop cher", "Un peu cher", "sector", "10"),
    ("objections:answer", "words", "Par palette", "Par jour", "proof", "Devis de mai"),
    ("aids:change", "name", "Testeur", "Banc", "description", "À rendre propre"),
    ("discovery_sets:change", "name", "Au froid", "Grand froid", "sector", "10.5"),
    ("discovery_sets:question", "words", "Livrez-vous au froid ?", "Et au chaud ?", "help", "En degrés"),
    ("cycles:cycle", "name", "Vente lente", "Vente très longue", "kind", "short"),
    ("cycles:step", "days", "40", "50", "used", ""),
]


@pytest.fixture
def addresses() -> dict[str, str]:
    return {name: reverse(name, kwargs=parts) for name, parts in desk_records().items()}


def browser(first_name: str) -> Client:
    client = Client()
    boss = make_user(Role.ADMINISTRATOR, first_name=first_name, last_name="Petit", scope=Scope.ALL.value)
    client.force_login(boss)
    return client


def opened(client: Client, url: str) -> dict[str, list[str]]:
    answer = client.get(url, headers=HTMX)
    assert answer.status_code == 200
    return filled(answer.content)


def sent(client: Client, url: str, form: dict[str, list[str]], **typed: str) -> HttpResponse:
    return client.post(url, {**form, **typed}, headers=HTMX)


def words_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def value(form: dict[str, list[str]], name: str) -> str:
    return form.get(name, [""])[0].replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("row", [row for row in FORMS if row[4]], ids=lambda row: row[0])
def test_who_comes_second_keeps_what_they_wrote_and_takes_what_the_other_changed(row, addresses) -> None:
    name, field, camille_says, _, other, bruno_says = row
    url, camille, bruno = addresses[name], browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), **{field: camille_says}).status_code in {204, 302}
    late = sent(bruno, url, before, **{other: bruno_says})
    # The journal tells nothing of the days before an alarm.
    who = "Camille Petit" if name != "tenders:alarms" else "Quelqu’un d’autre"
    assert (late.status_code, f"{who} a enregistré cette fiche entre-temps" in words_of(late)) == (409, True)
    assert "repris de l’autre version" in words_of(late)
    again = filled(late.content)
    assert (value(again, field), value(again, other)) == (camille_says, bruno_says)
    assert sent(bruno, url, again).status_code in {204, 302}
    kept = opened(camille, url)
    assert (value(kept, field), value(kept, other)) == (camille_says, bruno_says)


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row[0])
def test_where_both_wrote_both_are_read_before_one_is_kept(row, addresses) -> None:
    name, field, camille_says, bruno_says, _, _ = row
    url, camille, bruno = addresses[name], browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), **{field: camille_says}).status_code in {204, 302}
    late = sent(bruno, url, before, **{field: bruno_says})
    assert (late.status_code, "l’autre version dit" in words_of(late)) == (409, True)
    assert value(opened(camille, url), field) == camille_says
    again = filled(late.content)
    assert value(again, field) == bruno_says
    assert sent(bruno, url, again).status_code in {204, 302}
    assert value(opened(camille, url), field) == bruno_says


def test_two_who_typed_the_same_figure_are_told_of_no_difference(addresses) -> None:
    url, camille, bruno = addresses["bargaining:room"], browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), our_reserve="44 500").status_code == 204
    late = sent(bruno, url, before, our_reserve="44500", alternative="Un autre client")
    assert (late.status_code, "l’autre version" in words_of(late)) == (409, False)
    assert sent(bruno, url, filled(late.content)).status_code == 204


def test_who_closes_a_deal_is_told_what_somebody_changed_of_it(addresses) -> None:
    url, camille, bruno = addresses["deals:outcome"], browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    amount = url.replace("outcome", "fields/amount")
    assert camille.post(amount, {"value": "52000", "seen": ""}, headers=HTMX).status_code == 200
    typed = {"state": "lost", "outcome_reason": "price", "next_none": "Rien à prévoir"}
    late = sent(bruno, url, before, **typed)
    assert (late.status_code, "Montant HT : « 52 000,00 » depuis" in words_of(late)) == (409, True)
    again = filled(late.content)
    assert (value(again, "state"), value(again, "next_none")) == ("lost", "Rien à prévoir")
    assert sent(bruno, url, again).status_code == 204


def test_the_same_person_in_two_windows_loses_nothing_of_a_review(addresses) -> None:
    author, at = make_user(first_name="Camille", last_name="Petit"), timezone.now() - timedelta(hours=2)
    meeting = make_activity(
        make_company(owner=author), owner=author, state="done", kind="visit", starts_at=at
    )
    client, url = Client(), reverse("debriefs:writing", args=[meeting.public_id])
    client.force_login(author)
    client.post(url, {"revision": "0", "went_well": "Le tour"})
    old = filled(client.get(url).content)
    client.post(url, {**filled(client.get(url).content), "went_well": "Le tour de l’atelier"})
    late = client.post(url, {**old, "to_change": "Écouter"})
    assert (late.status_code, "dans une autre fenêtre" in words_of(late)) == (409, True)
    again = filled(late.content)
    assert (value(again, "went_well"), value(again, "to_change")) == ("Le tour de l’atelier", "Écouter")
    assert client.post(url, again).status_code == 302
