"""What the night pictures of offers and segments, and how its page reads it (R-P4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.models import Company, SavedView
from negoce.identity.models import User
from negoce.negotiation.models import Quote, QuoteLine, QuoteVersion
from negoce.orders.models import Order, OrderLine
from negoce.portfolio.actions.offer_segment_night import picture_offer_segments
from negoce.portfolio.enums import OfferKind, OfferSegmentClass, SegmentDimension
from negoce.portfolio.facts.offer_segment_rows import decided_rows, divisions_of, region_of, section_of
from negoce.portfolio.facts.opening import open_facts
from negoce.portfolio.measures.offer_segment import ALL, OTHER, bought, largest_products
from negoce.portfolio.models import OfferSegmentSnapshot
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, offer_matrix
from negoce.portfolio.rules.offer_segment import class_of
from negoce.prospecting.models import TargetIndex
from tests.factories.companies import make_company
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 20)


def product(family: str) -> Product:
    kin, _made = ProductFamily.objects.get_or_create(name=family)
    return Product.objects.create(
        code=f"{family}-{Product.objects.count()}", label=family, label_key=family, family=kin
    )


def sold(company: Company, of: Product, on: date, net: int, cost: int | None) -> None:
    order = Order.objects.create(
        company=company, ordered_on=on, net=D(net), cost=None if cost is None else D(cost)
    )
    OrderLine.objects.create(
        order=order,
        position=1,
        product=of,
        quantity=D(1),
        unit_price=D(net),
        net=D(net),
        cost=None if cost is None else D(cost),
    )


def offered(company: Company, of: Product, state: str, times: int = 1) -> None:
    for _each in range(times):
        quote = Quote.objects.create(
            number=f"D{Quote.objects.count():04d}", company=company, state=state, issued_on=date(2026, 6, 1)
        )
        version = QuoteVersion.objects.create(quote=quote, state=state)
        QuoteLine.objects.create(version=version, product=of, label=of.label, quantity=D(1), position=1)


@pytest.fixture
def matrix(tmp_path: Path) -> OfferMatrix:
    """Films sell well to industry, cases badly to shops; nobody sold films to a shop that can be reached."""
    make_user()
    films, cases = product("Films"), product("Calage")
    maker = make_company(activity_code="10.51C", buyer_type="business")
    shops = [make_company(activity_code="47.11F") for _each in range(4)]
    for each in shops:
        TargetIndex.objects.create(company=each, accessibility=7, as_of=TODAY)
    sold(maker, films, date(2026, 3, 1), 10_000, 6_000)
    sold(maker, films, date(2025, 3, 1), 8_000, 5_000)
    sold(shops[0], cases, date(2026, 3, 1), 5_000, 4_800)
    offered(maker, films, "accepted", 4)
    offered(maker, films, "refused")
    offered(shops[0], cases, "refused", 3)
    offered(shops[0], cases, "accepted")
    offered(shops[0], cases, "expired")
    picture_offer_segments(today=TODAY, directory=tmp_path)
    found = offer_matrix("all", SegmentDimension.SECTOR)
    assert found is not None
    return found


def test_pairs_hold_what_was_sold_and_decided(matrix: OfferMatrix) -> None:
    films, cases = matrix.families
    assert [(each.key, each.companies, each.near) for each in matrix.segments] == [("C", 1, 0), ("G", 4, 4)]
    best = matrix.figures(films, "C")
    assert (best.cents, best.past_cents, best.margin_cents, best.won, best.lost) == (
        1_000_000,
        800_000,
        400_000,
        4,
        1,
    )
    assert (best.growth, best.margin_rate, best.win_rate) == (D("25.0"), D("40.00"), D("80.00"))
    assert (matrix.averages.margin_rate, matrix.averages.win_rate) == (D("28.00"), D("55.56"))
    assert [matrix.judged(family, segment).value for family in (films, cases) for segment in ("C", "G")] == [
        OfferSegmentClass.WINNER,
        OfferSegmentClass.NOT_SERVED,
        OfferSegmentClass.NOT_SERVED,
        OfferSegmentClass.PENALISING,
    ]


def test_averages_are_of_the_whole_portfolio_however_it_is_grouped(matrix: OfferMatrix) -> None:
    """A company without a segment stands in one of its own: no sum, no average, no class changes with the grouping."""
    for dimension in set(SegmentDimension) - {SegmentDimension.VIEW}:
        found = offer_matrix("all", dimension)
        assert found is not None
        assert (found.averages.margin_rate, found.averages.win_rate) == (D("28.00"), D("55.56"))
        assert (
            sum(found.by_segment[each.key].cents for each in found.segments) == found.whole.cents == 1_500_000
        )
        assert sum(each.companies for each in found.segments) == 5
    outside = offer_matrix("all", SegmentDimension.TERRITORY)
    assert outside is not None
    assert [(each.key, each.companies, each.near) for each in outside.segments] == [("", 5, 4)]
    assert outside.targets(margin=True) == []


def test_products_and_saved_lists_have_their_own_matrix(matrix: OfferMatrix, tmp_path: Path) -> None:
    """The largest products of the house by name, the others together; a company may be in several lists, or none."""
    SavedView.objects.create(
        owner=User.objects.get(),
        list_key="companies",
        name="Laiteries",
        query="filter=activity_code+starts+10",
    )
    mine = SavedView.objects.create(
        owner=User.objects.get(), list_key="companies", name="Les miennes", query="filter=owner+is+me"
    )
    picture_offer_segments(today=TODAY, directory=tmp_path)
    found = offer_matrix("all", SegmentDimension.VIEW, OfferKind.PRODUCT)
    assert found is not None
    films = Product.objects.get(family__name="Films")
    dairies = SavedView.objects.exclude(pk=mine.pk).get().public_id
    assert found.families == [films.pk, Product.objects.get(family__name="Calage").pk]
    assert found.rest is None
    by_key = {each.key: each for each in found.segments}
    assert (by_key[dairies].companies, mine.public_id in by_key) == (1, False)
    here = found.figures(films.pk, dairies)
    assert (here.cents, here.won, here.lost, found.whole.cents) == (1_000_000, 4, 1, 1_500_000)
    assert found.averages == matrix.averages
    assert found.companies == 5


def test_products_beyond_the_largest_stand_together(matrix: OfferMatrix, tmp_path: Path) -> None:
    with open_facts(today=TODAY, directory=tmp_path) as facts:
        (largest,) = largest_products(facts.lines, TODAY, 1).to_pyarrow().to_pylist()
        rows = (
            bought(facts.lines, TODAY, [largest["product_id"]]).order_by("company_id", "family").to_pyarrow()
        )
    films = Product.objects.get(family__name="Films")
    assert largest == {"product_id": films.pk}
    assert [(row["family"], row["cents"]) for row in rows.to_pylist()] == [
        (ALL, 1_000_000), (films.pk, 1_000_000), (OTHER, 500_000), (ALL, 500_000),
    ]  # fmt: skip
    decided = {
        (row["family"], row["won"], row["lost"]) for row in decided_rows(TODAY, [films.pk]).to_pylist()
    }
    assert decided == {(films.pk, 4, 1), (OTHER, 1, 3), (ALL, 4, 1), (ALL, 1, 3)}


def test_a_house_that_sells_lines_written_by_hand_alone_has_its_matrix(tmp_path: Path) -> None:
    make_user()
    order = Order.objects.create(
        company=make_company(activity_code="10.51C"), ordered_on=date(2026, 3, 1), net=D(100), cost=None
    )
    OrderLine.objects.create(order=order, position=1, quantity=D(1), unit_price=D(100), net=D(100))
    picture_offer_segments(today=TODAY, directory=tmp_path)
    found = offer_matrix("all", SegmentDimension.SECTOR, OfferKind.PRODUCT)
    assert found is not None
    assert found.rest is not None
    assert (found.families, found.rest.cents, found.whole.cents) == ([], 10_000, 10_000)


def test_an_offer_of_two_families_counts_once_in_the_average() -> None:
    films, cases = product("Films"), product("Calage")
    company = make_company()
    offered(company, films, "accepted")
    version = QuoteVersion.objects.get()
    QuoteLine.objects.create(version=version, product=cases, label="Calage", quantity=D(2), position=2)
    assert [(row["family"], row["won"]) for row in decided_rows(TODAY).to_pylist()] == [
        (ALL, 1),
        *sorted((each.family_id, 1) for each in (films, cases)),
    ]


def test_a_pair_of_returns_alone_is_penalising(matrix: OfferMatrix) -> None:
    returned = Figures(cents=-10_000, margin_cents=-8_000, costed_cents=-10_000)
    assert class_of(returned.pair, matrix.averages).value is OfferSegmentClass.PENALISING
    assert (returned.margin_rate, Figures(cents=5_000).pair.margin) == (None, None)


def test_an_empty_pair_is_worth_what_its_neighbours_tell(matrix: OfferMatrix) -> None:
    (target,) = matrix.targets(margin=True)
    films = matrix.families[0]
    # Films elsewhere 4 of 5, other families at the shops 1 of 4: 5 of 9; a customer of films leaves 4,000 a year.
    assert (target.family, target.segment.key) == (films, "G")
    assert (target.worked.value.companies, target.worked.value.win_rate) == (4, D("55.56"))
    assert (target.worked.value.per_customer, target.worked.value.worth) == (D(4_000), D(8_890))
    assert matrix.targets(margin=False)[0].worked.value.per_customer == D(10_000)


def test_what_only_goes_with_a_sale_earns_nothing_or_promises_little_is_not_attacked(
    matrix: OfferMatrix, tmp_path: Path
) -> None:
    films = Product.objects.get(family__name="Films")
    assert len(matrix.targets(margin=True)) == 1
    Product.objects.filter(pk=films.pk).update(kind="service")
    assert seen().targets(margin=True) == []
    # A house that sells services alone attacks with them.
    Product.objects.update(kind="service")
    assert len(seen().targets(margin=True)) == 1
    # 4 shops × 55.56 % × 400 € = 889 € a year; then nothing is earned.
    assert worth_attacking(9_600, tmp_path) == [0, 1]
    assert worth_attacking(10_500, tmp_path) == [0, 0]


def worth_attacking(cost: int, directory: Path) -> list[int]:
    OrderLine.objects.filter(product__family__name="Films", net=10_000).update(cost=cost)
    picture_offer_segments(today=TODAY, directory=directory / str(cost))
    return [len(seen().targets(margin=margin)) for margin in (True, False)]


def seen() -> OfferMatrix:
    found = offer_matrix("all", SegmentDimension.SECTOR)
    assert found is not None
    return found


def test_each_set_and_dimension_has_its_row_and_keeps_one(matrix: OfferMatrix, tmp_path: Path) -> None:
    count = OfferSegmentSnapshot.objects.count()
    assert count % (len(SegmentDimension) * len(OfferKind)) == 0
    assert picture_offer_segments(today=TODAY, directory=tmp_path) == count
    assert OfferSegmentSnapshot.objects.count() == count


def test_a_quote_counts_once_a_family() -> None:
    films = product("Films")
    company = make_company()
    offered(company, films, "accepted")
    version = QuoteVersion.objects.get()
    QuoteLine.objects.create(version=version, product=films, label="Films", quantity=D(2), position=2)
    assert decided_rows(TODAY).to_pylist() == [
        {"company_id": company.pk, "family": family, "won": 1, "lost": 0} for family in (ALL, films.family_id)
    ]


def test_sections_and_regions() -> None:
    assert (section_of("10.51C"), section_of("47.11F"), section_of("")) == ("C", "G", "")
    assert divisions_of("G") == ("45", "46", "47")
    assert (region_of("69"), region_of("")) == ("84", "")
