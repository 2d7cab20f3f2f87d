"""The demo world at its smallest, and what it holds, to compare one seeding with another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Count, Sum

from negoce.billing.models import Receivable
from negoce.companies.models import Activity, Company, CompanyTag, Contact, Post
from negoce.demo.seed import SeedResult
from negoce.orders.models import CustomerSales, Delivery, Order, OrderLine
from tests.factories.world import seeded_world

SCALE = 0.004


@contextmanager
def world_for_a_while() -> Iterator[SeedResult]:
    """The world, written; it is gone at the end. Tests in the middle take back what they do."""
    with transaction.atomic():
        # As the transaction of a test, it may hold those that want to be the outermost.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        yield seeded_world(scale=SCALE)
        transaction.set_rollback(True)


def fingerprint() -> dict[str, object]:
    """What stays the same from one seeding to the next."""
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
