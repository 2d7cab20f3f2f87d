"""Objectives on the page of a deal: set, changed, reviewed, refused, kept from others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.negotiation.models import Bargaining, Deal, Objective
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def deal() -> Deal:
    return make_deal(
        make_company("Laiterie du Vercors"), "Films 2027", amount=Decimal(48000), close_on=date(2026, 12, 15)
    )


@pytest.fixture
def user() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value, first_name="Marc", last_name="Vial")


@pytest.fixture
def client(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def typed(user: User, **given: str) -> dict[str, str]:
    return {
        "words": "Signer le renouvellement",
        "metric": "amount",
        "sense": "higher",
        "ideal": "48 000",
        "aimed": "46 500",
        "fallback": "6 000",
        "aimed_words": "24 mois",
        "due_on": "10/12/2026",
        "rank": "1",
        "owner": str(user.pk),
        "revision": "0",
        **given,
    }


def url(deal: Deal, name: str = "new", row: Objective | None = None) -> str:
    return reverse(f"objectives:{name}", args=[deal.public_id, *([row.public_id] if row else [])])


def shown(client: Client, deal: Deal) -> str:
    content = client.get(reverse("deals:panel", args=[deal.public_id, "objectives"])).content.decode()
    return content.replace("\u202f", " ").replace("\u00a0", " ")


def test_an_objective_is_set_shown_and_changed(client: Client, deal: Deal, user: User) -> None:
    assert "Qu’est-ce qui doit sortir" in shown(client, deal)
    answer = client.post(url(deal), typed(user), **HTMX)
    assert (answer.status_code, "panel-objectives" in answer.headers["HX-Trigger"]) == (204, True)
    row = Objective.objects.get()
    assert (row.ideal, row.aimed_words, row.owner_id, row.revision) == (Decimal(48000), "24 mois", user.pk, 1)
    said = shown(client, deal)
    for words in (
        "1. Signer le renouvellement",
        "48 000 €",
        "46 500 €, 24 mois",
        "pour le 10 déc. 2026",
    ):
        assert words in said
    assert "tone" not in said.partition("1. Signer")[2].partition("Modifier")[0]
    form = client.get(url(deal, "change", row), **HTMX).content.decode()
    assert 'value="46\u202f500"' in form
    changed = typed(user, fallback="7 000", revision="1")
    assert client.post(url(deal, "change", row), changed, **HTMX).status_code == 204
    assert client.post(url(deal, "change", row), changed, **HTMX).status_code == 409
    row.refresh_from_db()
    assert (row.fallback, row.revision) == (Decimal(7000), 2)
    verbs = (
        JournalEntry.objects.filter(subject_kind="objective").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["created", "changed"]


def test_what_does_not_agree_is_said_on_the_panel(client: Client, deal: Deal, user: User) -> None:
    Bargaining.objects.create(deal=deal, our_reserve=Decimal(44500))
    client.post(url(deal), typed(user, words="Rendez-vous", due_on="18/12/2026"), **HTMX)
    said = shown(client, deal)
    for words in (
        "« Rendez-vous » n’en est pas un",
        "est sous notre plancher, 44 500",
        "après la conclusion prévue de l’affaire",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"aimed": "50 000"}, "est meilleur que l’idéal"),
        ({"owner": "0"}, "Choisissez qui porte"),
        ({"due_on": "1/11/2026"}, "est passé"),
        ({"words": "Savoir qui est enceinte"}, "Raison de garder ce texte"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    client: Client, deal: Deal, user: User, given: dict[str, str], words: str
) -> None:
    answer = client.post(url(deal), typed(user, **given), **HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Objective.objects.count() == 0


def test_it_is_reviewed_and_then_stays(client: Client, deal: Deal, user: User) -> None:
    client.post(url(deal), typed(user), **HTMX)
    row = Objective.objects.get()
    assert "Atteint à partir du visé" in client.get(url(deal, "review", row), **HTMX).content.decode()
    assert client.post(url(deal, "review", row), {"revision": "1", "obtained": ""}, **HTMX).status_code == 422
    answer = client.post(
        url(deal, "review", row), {"revision": "1", "obtained": "46 000", "obtained_words": "24 mois"}, **HTMX
    )
    assert answer.status_code == 204
    row.refresh_from_db()
    assert (row.outcome, row.obtained, row.reviewed_on) == ("partly", Decimal(46000), date(2026, 11, 20))
    said = shown(client, deal)
    assert "En partie" in said
    assert "46 000 € — 24 mois" in said
    client.post(url(deal, "removal", row), **HTMX)
    assert Objective.objects.count() == 1
    client.post(url(deal), typed(user, words="Fixer la visite"), **HTMX)
    client.post(url(deal, "removal", Objective.objects.get(words="Fixer la visite")), **HTMX)
    assert [each.words for each in Objective.objects.order_by("pk")] == ["Signer le renouvellement"]


def test_one_in_words_is_judged_by_who_was_there(client: Client, deal: Deal, user: User) -> None:
    words = {f"{level}_words": level for level in ("ideal", "aimed", "fallback")}
    given = typed(user, metric="quality", measure="Un oui écrit", **words)
    assert client.post(url(deal), given, **HTMX).status_code == 204
    row = Objective.objects.get()
    assert (row.ideal, row.measure) == (None, "Un oui écrit")
    review = {"revision": "1", "outcome": "attained", "obtained_words": "Un oui, écrit le soir"}
    assert client.post(url(deal, "review", row), review, **HTMX).status_code == 204
    assert Objective.objects.get().outcome == "attained"


@pytest.mark.parametrize(
    ("metric", "asked"),
    [
        ("amount", ["ideal", "ideal_words"]),
        ("quantity", ["ideal", "ideal_words", "unit"]),
        ("other", ["ideal", "ideal_words", "measure", "sense", "unit"]),
        ("quality", ["ideal_words", "measure"]),
    ],
)
def test_the_measure_decides_what_is_asked_and_keeps_what_was_typed(
    client: Client, deal: Deal, metric: str, asked: list[str]
) -> None:
    form = client.get(url(deal), {"metric": metric, "words": "Signer avant Noël"}, **HTMX).content.decode()
    names = ("ideal", "ideal_words", "measure", "sense", "unit")
    assert [name for name in names if f'name="{name}"' in form] == asked
    assert "Signer avant Noël" in form


def test_who_may_only_read_reads_and_who_does_not_see_the_deal_gets_nothing(deal: Deal, user: User) -> None:
    reader, stranger = Client(), Client()
    reader.force_login(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    stranger.force_login(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    deal.company.owner_id = user.pk
    deal.company.save()
    row = Objective.objects.create(
        deal=deal,
        words="Signer",
        metric="amount",
        ideal=3,
        aimed=2,
        fallback=1,
        due_on=date(2026, 12, 1),
        owner=user,
    )
    assert "1. Signer" in shown(reader, deal)
    assert "review" not in shown(reader, deal)
    for name in ("change", "review", "removal"):
        assert reader.post(url(deal, name, row), typed(user), **HTMX).status_code == 403
        assert stranger.post(url(deal, name, row), typed(user), **HTMX).status_code == 404
    assert reader.post(url(deal), typed(user), **HTMX).status_code == 403
    assert Objective.objects.get().revision == 0


def test_three_cost_what_one_costs(client: Client, deal: Deal, user: User, queries: Queries) -> None:
    def make() -> None:
        assert client.post(url(deal), typed(user), **HTMX).status_code == 204

    queries.same(make, lambda: shown(client, deal))
