"""Seeding: complete, resumable, never doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Count, Sum

from negoce.billing.models import ExternalDocument, Payment, Receivable, Settlement
from negoce.companies.models import Activity, Company, CompanyTag, Contact, Post, ReportItem
from negoce.demo.models import Seeding
from negoce.demo.seed import SeededElsewhere, prepare_world, seed_people, seed_world, seeding_finished
from negoce.demo.team import people
from negoce.demo.world import world
from negoce.identity.models import Territory, User
from negoce.jobs.models import Job
from negoce.orders.enums import OrderSource
from negoce.orders.models import (
    CustomerProduct,
    CustomerSales,
    Delivery,
    DeliveryLine,
    Order,
    OrderLine,
    OrderLineTerms,
    OrderTerms,
)
from tests.conftest import TODAY
from tests.factories.world import seeded_world

pytestmark = pytest.mark.django_db
SCALE = 0.004


class Killed(Exception):
    """What a kill looks like from inside."""


def test_people_can_sign_in_by_link_only_and_twice_is_once() -> None:
    first = seed_people()
    again = seed_people()
    assert first.keys() == again.keys()
    assert User.objects.count() == len(people())
    assert not any(user.has_usable_password() for user in again.values())
    assert Territory.objects.count() == 2
    assert again["camille"].short_name == "Camille R."


def test_a_small_world_is_written_whole() -> None:
    result = seeded_world(scale=SCALE)
    demo = world(TODAY, scale=SCALE)
    orders = [*demo.recent_orders(), *(order for _, rows in demo.older_orders() for order in rows)]
    assert result.finished
    assert seeding_finished()
    assert Company.objects.filter(is_fictional=True).count() == len(demo.outlines)
    assert Contact.objects.count() == sum(len(row.contacts) for row in demo.companies())
    assert Contact.objects.filter(current_post__isnull=True).count() == 0
    assert Order.objects.count() == len(orders)
    assert OrderLine.objects.count() == sum(len(order.lines) for order in orders)
    assert Activity.objects.count() == sum(len(rows) for _, rows in demo.activities())
    assert ReportItem.objects.filter(kind="promise", task__isnull=True).count() == 0
    assert Order.objects.filter(source=OrderSource.DEMO.value, ordered_on__lt=demo.real_start).count() == 0
    assert (
        Order.objects.filter(source=OrderSource.DEMO_SYNTHETIC.value, ordered_on__gte=demo.real_start).count()
        == 0
    )


def test_orders_equal_their_lines_and_sales_equal_their_orders() -> None:
    seeded_world(scale=SCALE)
    for order in Order.objects.order_by("pk").annotate(
        sum_of_lines=Sum("lines__net"), lines_found=Count("lines")
    ):
        assert (order.net, order.lines_count) == (order.sum_of_lines, order.lines_found)
    total = Order.objects.aggregate(net=Sum("net"))["net"]
    assert CustomerSales.objects.aggregate(net=Sum("net_total"))["net"] == total
    assert CustomerProduct.objects.aggregate(net=Sum("net"))["net"] == total
    year = Order.objects.filter(ordered_on__gt=TODAY - timedelta(days=365)).aggregate(net=Sum("net"))["net"]
    assert CustomerSales.objects.aggregate(net=Sum("net_12_months"))["net"] == year


def test_companies_carry_the_dates_of_their_thread() -> None:
    seeded_world(scale=SCALE)
    assert Company.objects.filter(last_contact_on__isnull=False).count() > 10
    assert Company.objects.filter(last_contact_on__gte=TODAY).count() == 0
    assert Company.objects.filter(next_activity_on__isnull=False).exists()


@pytest.mark.parametrize("killed_after", [2, 5, 9, 25])
def test_a_seeding_killed_and_resumed_equals_one_left_alone(killed_after: int) -> None:
    seeded_world(scale=SCALE)
    undisturbed = _fingerprint()
    _empty()
    calls = 0

    def kill(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == killed_after:
            raise Killed

    with pytest.raises(Killed):
        seed_world(today=TODAY, scale=SCALE, progress=kill)
    assert not seeding_finished()
    seed_world(today=TODAY + timedelta(days=1), scale=SCALE)
    assert _fingerprint() == undisturbed


def test_a_piece_that_fails_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_and_fail(*_: object) -> None:
        Company.objects.create(name="Moitié", name_key="moitie")
        raise Killed

    monkeypatch.setattr("negoce.demo.seeding.steps.write_companies", write_and_fail)
    with pytest.raises(Killed):
        seeded_world(scale=SCALE)
    assert not Company.objects.exists()
    assert "companies" not in Seeding.objects.get().marks


def test_of_two_processes_one_gives_up_and_nothing_doubles() -> None:
    calls = 0

    def other_process(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            seed_world(today=TODAY, scale=SCALE)

    with pytest.raises(SeededElsewhere):
        seed_world(today=TODAY, scale=SCALE, progress=other_process)
    assert seeding_finished()
    assert Company.objects.count() == len(world(TODAY, scale=SCALE).outlines)


def test_preparing_asks_for_one_job_until_the_world_is_there() -> None:
    assert prepare_world()
    assert prepare_world()
    assert Job.objects.filter(task="demo.seed").count() == 1
    seeded_world(scale=SCALE)
    assert not prepare_world()


def test_asked_to_stop_it_stops_after_the_piece() -> None:
    result = seed_world(today=TODAY, scale=SCALE, should_stop=lambda: True)
    assert not result.finished
    assert seed_world(today=TODAY, scale=SCALE).finished


def test_seeded_twice_nothing_doubles() -> None:
    seeded_world(scale=SCALE)
    before = _fingerprint()
    seeded_world(scale=SCALE)
    assert _fingerprint() == before


def test_progress_grows_to_its_total() -> None:
    seen: list[tuple[int, int]] = []
    seed_world(today=TODAY, scale=SCALE, progress=lambda done, total, label: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_what_people_added_is_left_alone() -> None:
    mine = Company.objects.create(name="La mienne", name_key="la mienne")
    seeded_world(scale=SCALE)
    mine.refresh_from_db()
    assert (mine.is_fictional, mine.name) == (False, "La mienne")
    following = Company.objects.create(name="Suivante", name_key="suivante")
    assert following.pk > mine.pk


def _fingerprint() -> dict[str, object]:
    return {
        "companies": list(
            Company.objects.order_by("public_id").values_list(
                "public_id", "name", "siren", "owner__email", "parent__public_id", "last_contact_on"
            )
        ),
        "people": list(
            Contact.objects.order_by("public_id").values_list("public_id", "current_post__public_id")
        ),
        "posts": list(Post.objects.order_by("public_id").values_list("public_id", "company__public_id")),
        "tags": CompanyTag.objects.count(),
        "orders": list(
            Order.objects.order_by("public_id").values_list("public_id", "net", "cost", "company__public_id")
        ),
        "lines": OrderLine.objects.aggregate(lines=Count("pk"), net=Sum("net"), units=Sum("quantity")),
        "threads": list(
            Activity.objects.order_by("public_id").values_list("public_id", "starts_at", "state")
        ),
        "deliveries": list(Delivery.objects.order_by("public_id").values_list("public_id", "delivered_on")),
        "accounts": list(
            Receivable.objects.order_by("public_id").values_list("public_id", "amount", "settled", "is_open")
        ),
        "sales": list(
            CustomerSales.objects.order_by("company__public_id").values_list(
                "company__public_id", "net_12_months"
            )
        ),
    }


def _empty() -> None:
    for model in (
        Settlement,
        Payment,
        Receivable,
        ExternalDocument,
        DeliveryLine,
        Delivery,
        OrderLineTerms,
        OrderTerms,
        OrderLine,
        Order,
        CustomerSales,
        CustomerProduct,
        ReportItem,
        Activity,
        Post,
        Contact,
        Company,
        Seeding,
    ):
        model.objects.all().delete()


def test_the_last_weeks_are_handled_and_what_is_older_was_invoiced() -> None:
    seeded_world(scale=SCALE)
    first = TODAY - timedelta(days=30)
    assert set(OrderTerms.objects.values_list("state", flat=True)) == {"open", "delivered"}
    assert OrderTerms.objects.filter(order__ordered_on__lt=first).count() == 0
    for terms in OrderTerms.objects.select_related("order").order_by("pk"):
        assert (terms.net, terms.state == "delivered") == (terms.order.net, terms.deliveries.exists())
    assert Receivable.objects.filter(issued_on__gte=first).count() == 0
    assert Receivable.objects.filter(is_open=True, due_on__lt=TODAY).exists()
    for payment in Payment.objects.order_by("pk").annotate(given=Sum("settlements__amount")):
        assert payment.given == payment.matched == payment.amount
