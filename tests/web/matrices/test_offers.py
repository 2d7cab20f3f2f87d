"""The page of offers and segments: read, judged, explained, acted upon; who reads margins."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.models import SavedView
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, RolePolicy, User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.models import Job
from negoce.kit.dates import add_months
from negoce.orders.models import CustomerProduct
from negoce.portfolio.measures.offer_segment import ALL, OTHER
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.queries.offer_segments import CONTENT_VERSION
from negoce.portfolio.queries.portfolio_scopes import scope_of_actor
from tests.factories.companies import make_company
from tests.factories.identity import make_team, make_user
from tests.portfolio.actions.test_offer_segment_night import product

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/matrix/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


def pictured(user: User, pairs: int = 3) -> tuple[ProductFamily, ProductFamily]:
    """Films win at makers and are not sold to shops; cases penalise at shops."""
    films = ProductFamily.objects.create(name="Films")
    cases = ProductFamily.objects.create(name="Calage")
    rows = [
        [films.pk, "C", 1_000_000, 800_000, 400_000, 1_000_000, 4, 5, 5, 8, 2],
        [cases.pk, "G", 500_000, 500_000, 20_000, 500_000, 2, 2, 1, 2, 8],
        [cases.pk, "C", 300_000, 0, 90_000, 300_000, 1, 1, 1, 4, 4],
    ][:pairs]
    content = {
        "version": CONTENT_VERSION,
        "companies": 60,
        "segments": [["C", 20, 9], ["G", 40, 30]],
        **summed(rows),
    }
    for dimension in ("sector", "size"):
        OfferSegmentSnapshot.objects.create(
            scope_key=scope_of_actor(actor_for(user)).key,
            dimension=dimension,
            as_of=timezone.localdate(),
            content=content,
            made_at=timezone.now(),
        )
    return films, cases


def summed(rows: list[list[Any]]) -> dict[str, list[list[Any]]]:
    """The pairs with the totals that the night adds: each company and offer of these is of one family alone."""
    columns: dict[str, list[int]] = {}
    lines: dict[int, list[int]] = {}
    for family, segment, *figures in rows:
        for totals, key in ((columns, segment), (lines, family), (lines, ALL)):
            totals[key] = [a + b for a, b in zip(totals.get(key, [0] * 9), figures, strict=True)]  # type: ignore
    pairs = [*rows, *([ALL, segment, *figures] for segment, figures in columns.items())]
    return {"pairs": pairs, "whole": [[family, *figures] for family, figures in lines.items()]}


@pytest.fixture
def boss() -> User:
    return make_user()


def test_before_the_first_night_it_may_be_asked(boss: User) -> None:
    client = signed_in(boss)
    assert "La matrice sera dressée cette nuit" in text(client.get(PAGE))
    assert client.post(f"{PAGE}refreshing/")["Location"] == PAGE
    assert Job.objects.filter(task="portfolio.offer_segments").count() == 1


def test_cells_are_written_by_measure(boss: User) -> None:
    pictured(boss)
    client = signed_in(boss)
    shown = text(client.get(PAGE))
    assert ("Films × Industrie : 10 k€" in shown, "Calage × Commerce" in shown) == (True, True)
    assert "Films × Industrie : +25 %" in text(client.get(f"{PAGE}?measure=growth"))
    classes = text(client.get(f"{PAGE}?measure=class"))
    assert "Films × Industrie : Gagnante" in classes
    assert "Non servie" in classes
    assert "Pénalisante" in classes


def test_a_cell_says_why(boss: User) -> None:
    films, _cases = pictured(boss)
    shown = text(signed_in(boss).get(f"{PAGE}?cell={films.public_id}:C"))
    assert "Taux de réussite : 8 offres gagnées sur 10, soit 80 %, pour 50 % en moyenne." in shown
    assert "Les deux taux atteignent la moyenne : à développer." in shown


def test_an_empty_pair_is_attacked_by_its_list(boss: User) -> None:
    pictured(boss)
    shown = text(signed_in(boss).get(PAGE))
    # Films elsewhere 8 of 10, cases at the shops 2 of 10: half; 30 can be reached, each leaves 1,000 a year.
    assert "30 entreprises accessibles × 50 % de réussite voisine (20 offres décidées) × 1 000 €" in shown
    assert "15 k€" in shown
    assert "family_bought+is_not" in shown


def test_where_no_pair_is_empty_the_nearest_are_named_with_both_shares(boss: User) -> None:
    films, _cases = pictured(boss)
    for row in OfferSegmentSnapshot.objects.all():
        rows = [each for each in row.content["pairs"] if each[0] != ALL]
        # 8 of the 40 shops bought films, for 13 of the 60 companies: 20 % against 22 %.
        more = [[films.pk, "G", 100_000, 100_000, 50_000, 100_000, 8, 8, 6, 1, 1]]
        row.content = {**row.content, **summed([*rows, *more])}
        row.save()
    answer = signed_in(boss).get(PAGE)
    assert answer.context["targets"] == []
    lines = [(each["name"], each["today"], each["companies"]) for each in answer.context["behind"]]
    assert lines == [("Films", "20\u202f%, contre 22\u202f% dans l’ensemble", "24")]
    assert "Au plus près : les familles" in text(answer)


def test_who_reads_no_margins_finds_none() -> None:
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    nadia = make_user(Role.SALESPERSON, team=make_team("Nord"))
    films, _cases = pictured(nadia)
    client = signed_in(nadia)
    for address in (PAGE, f"{PAGE}?measure=margin", f"{PAGE}?measure=class&cell={films.public_id}:C"):
        shown = text(client.get(address))
        assert (
            "Films × Industrie : 10 k€" in shown,
            "Marge" in shown or "marge" in shown,
            "Gagnante" in shown,
        ) == (
            True,
            False,
            False,
        )


def test_others_have_no_picture_of_mine(boss: User) -> None:
    pictured(boss)
    seller = signed_in(make_user(Role.SALESPERSON, team=make_team("Nord")))
    assert "La matrice sera dressée cette nuit" in text(seller.get(PAGE))


def test_a_picture_without_pairs_says_so(boss: User) -> None:
    pictured(boss, pairs=0)
    assert "Aucune commande à montrer" in text(signed_in(boss).get(PAGE))


def test_the_page_asks_as_much_of_one_pair_as_of_three(boss: User) -> None:
    pictured(boss, pairs=1)
    client = signed_in(boss)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    films, cases = ProductFamily.objects.order_by("-name")
    row = [cases.pk, "G", 500_000, 500_000, 20_000, 500_000, 2, 2, 1, 2, 8]
    for each in OfferSegmentSnapshot.objects.order_by("pk"):
        known = [pair for pair in each.content["pairs"] if pair[0] != ALL]
        each.content |= summed([*known, row, [films.pk, "G", 1_000, 0, 0, 0, 1, 1, 0, 0, 0]])
        each.save()
    with CaptureQueriesContext(connection) as three:
        client.get(PAGE)
    assert len(one) == len(three)


def test_companies_are_filtered_by_the_families_they_bought(boss: User) -> None:
    films = product("Films")
    buyer, other, former = make_company("Laiterie"), make_company("Fromagerie"), make_company("Crèmerie")
    today = timezone.localdate()
    for company, day in ((buyer, today), (former, add_months(today, -25))):
        CustomerProduct.objects.create(company=company, product=films, last_ordered_on=day)
    client = signed_in(boss)
    family = films.family.public_id
    bought = text(client.get("/companies/", {"filter": f"family_bought is {family}"}))
    without = text(client.get("/companies/", {"filter": f"family_bought is_not {family}"}))
    assert [each.name in bought for each in (buyer, other, former)] == [True, False, False]
    assert [each.name in without for each in (buyer, other, former)] == [False, True, True]


def test_the_portfolio_shows_the_largest_of_them(boss: User) -> None:
    pictured(boss)
    client = signed_in(boss)
    shown = text(client.get("/portfolio/matrix/card/"))
    assert "Films × Industrie : 4 000 €" in shown
    # And what they tell to do: the best of the pairs that the whole page proposes.
    assert "À attaquer : Films × Commerce" in shown
    assert "Films × Industrie" not in text(
        signed_in(make_user(Role.SALESPERSON)).get("/portfolio/matrix/card/")
    )


def test_who_only_reads_starts_no_long_work() -> None:
    reader = make_user(Role.READ_ONLY)
    client = signed_in(reader)
    assert "Dresser maintenant" not in text(client.get(PAGE))
    assert client.post(f"{PAGE}refreshing/").status_code == 403
    pictured(reader)
    assert "Recalculer maintenant" not in text(client.get(PAGE))
    assert Job.objects.count() == 0


def test_what_has_no_line_or_column_of_its_own_stands_together(boss: User) -> None:
    """Ten activities and one unknown: nine columns, « Sans activité », the tenth under « Autres », and the total."""
    films = ProductFamily.objects.create(name="Films")
    letters = "CGIAFHJKLM"
    rows = [
        [films.pk, key, 1_000_000 * (20 - place), 0, 0, 0, 1, 1, 0, 0, 0] for place, key in enumerate(letters)
    ]
    rows.append([films.pk, "", 300_000, 0, 0, 0, 1, 1, 0, 0, 0])
    segments = [[key, 2, 0] for key in ["", *letters]]
    OfferSegmentSnapshot.objects.create(
        scope_key=scope_of_actor(actor_for(boss)).key,
        dimension="sector",
        as_of=timezone.localdate(),
        content={"version": CONTENT_VERSION, "companies": 22, "segments": segments, **summed(rows)},
        made_at=timezone.now(),
    )
    shown = text(signed_in(boss).get(PAGE))
    assert ("Films × Sans activité : 3 000 €" in shown, "Autres (1)" in shown) == (True, True)
    assert "<span>110 k€</span>" in shown
    assert 'href=""' not in shown
    cell = text(signed_in(boss).get(f"{PAGE}?cell={films.public_id}:"))
    assert "activity_code+empty" in cell


def of_lists(user: User, kind: str = "family") -> tuple[SavedView, SavedView]:
    """One list that everybody may open, one of somebody else, each holding one company."""
    films = ProductFamily.objects.get_or_create(name="Films")[0]
    other = make_user(Role.MANAGER)
    shared, theirs = (
        SavedView.objects.create(
            owner=other, list_key="companies", name=name, is_shared=is_shared, query=f"filter=city+is+{name}"
        )
        for name, is_shared in (("Lyon", True), ("Lille", False))
    )
    offer = films.pk if kind == "family" else product("Films").pk
    rows = [
        [offer, each.public_id, 1_000_000, 800_000, 400_000, 1_000_000, 1, 1, 1, 8, 2]
        for each in (shared, theirs)
    ]
    OfferSegmentSnapshot.objects.create(
        scope_key=scope_of_actor(actor_for(user)).key,
        dimension="view",
        offers=kind,
        as_of=timezone.localdate(),
        content={
            "version": CONTENT_VERSION,
            "companies": 9,
            "segments": [[shared.public_id, 1, 1], [theirs.public_id, 1, 1]],
            **summed(rows),
        },
        made_at=timezone.now(),
    )
    return shared, theirs


def test_columns_may_be_the_lists_that_one_may_open(boss: User) -> None:
    shared, _theirs = of_lists(boss)
    client = signed_in(boss)
    shown = text(client.get(f"{PAGE}?by=view"))
    assert ("Films × Lyon : 10 k€" in shown, "Lille" in shown) == (True, False)
    assert "les colonnes ne s’additionnent pas" in shown
    films = ProductFamily.objects.get()
    cell = text(client.get(f"{PAGE}?by=view&cell={films.public_id}:{shared.public_id}"))
    assert "city+is+Lyon+and+family_bought+is+" in cell


def test_lines_may_be_products(boss: User) -> None:
    shared, _theirs = of_lists(boss, "product")
    films = Product.objects.get()
    client = signed_in(boss)
    shown = text(client.get(f"{PAGE}?by=view&offers=product&cell={films.public_id}:{shared.public_id}"))
    assert ("Films × Lyon : 10 k€" in shown, '<th scope="col">Produit</th>' in shown) == (True, True)
    assert "products+bought_since+" in shown
    # Who did not buy it: never, or not within 24 months.
    assert "products+never_bought+" in shown


def test_who_sold_no_product_by_name_still_finds_the_way_back_to_families(boss: User) -> None:
    OfferSegmentSnapshot.objects.create(
        scope_key=scope_of_actor(actor_for(boss)).key,
        dimension="sector",
        offers="product",
        as_of=timezone.localdate(),
        content={
            "version": CONTENT_VERSION,
            "companies": 9,
            "segments": [["C", 9, 1]],
            **summed([[OTHER, "C", 1_000_000, 800_000, 400_000, 1_000_000, 1, 1, 1, 8, 2]]),
        },
        made_at=timezone.now(),
    )
    shown = text(signed_in(boss).get(f"{PAGE}?offers=product"))
    assert ("Aucune commande à montrer" in shown, "Autres produits" in shown) == (False, True)


def test_the_matrix_leaves_as_a_file_without_margins_for_who_may_not_read_them(boss: User) -> None:
    pictured(boss)
    client = signed_in(boss)
    lines = client.get(f"{PAGE}file/?format=csv").content.decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";")[:4] == [
        "Offre",
        "Segment de clientèle",
        "CA 12 mois (€)",
        "CA 12 mois précédents (€)",
    ]
    assert lines[1] == "Films;Industrie;10000;8000;25,0;4000;40,00;4;8;2;80,00;Gagnante"
    assert lines[-2].startswith("Ensemble;Ensemble;18000;13000;")
    book = client.get(f"{PAGE}file/?format=xlsx")
    assert (book.status_code, book.content[:2]) == (200, b"PK")
    RolePolicy.objects.create(role=Role.MARKETING.value, field_access={"margin": "none"})
    reader = make_user(Role.MARKETING)
    answer = signed_in(reader).get(f"{PAGE}file/?format=csv")
    assert (answer.status_code, "Marge" in answer.content.decode()) == (200, False)
    assert signed_in(make_user(Role.READ_ONLY)).get(f"{PAGE}file/").status_code == 403
    assert JournalEntry.objects.filter(subject_kind="offer_segments", verb="export").count() == 3
