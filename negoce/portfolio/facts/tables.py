"""What the copy holds of each table of the database, and what the measures see of it."""

from __future__ import annotations

from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.portfolio.facts.sources.reading import Kind, Reading, Wanted

# A copy made by other code than this is not read: raise it with any change of this file.
VERSION = 1

HEADERS = Reading(
    "orders_order",
    "id",
    (
        Wanted("order_id", "id", Kind.NUMBER),
        Wanted("company_id", "company_id", Kind.NUMBER),
        Wanted("day", "ordered_on", Kind.DAY),
        Wanted("net_cents", "net", Kind.CENTS),
        Wanted("cost_cents", "cost", Kind.CENTS),
        Wanted("currency", "currency", Kind.WORD),
        Wanted("cancelled", "cancelled_at", Kind.PRESENT),
        Wanted("changed_at", "updated_at", Kind.MOMENT),
    ),
)
ORDER_LINES = Reading(
    "orders_orderline",
    "id",
    (
        Wanted("line_id", "id", Kind.NUMBER),
        Wanted("order_id", "order_id", Kind.NUMBER),
        Wanted("product_id", "product_id", Kind.NUMBER),
        Wanted("quantity", "quantity", Kind.QUANTITY),
        Wanted("net_cents", "net", Kind.CENTS),
        Wanted("cost_cents", "cost", Kind.CENTS),
    ),
)
PRODUCTS = Reading(
    "catalogue_product",
    "id",
    (Wanted("product_id", "id", Kind.NUMBER), Wanted("family_id", "family_id", Kind.NUMBER)),
)
COMPANIES = Reading(
    "companies_company",
    "id",
    (
        Wanted("company_id", "id", Kind.NUMBER),
        Wanted("owner_id", "owner_id", Kind.NUMBER),
        Wanted(
            "team_id", "(SELECT team_id FROM identity_user WHERE identity_user.id = owner_id)", Kind.NUMBER
        ),
        Wanted("territory_id", "territory_id", Kind.NUMBER),
        Wanted("buyer_type", "buyer_type", Kind.WORD),
        Wanted("kind", "kind", Kind.WORD),
        Wanted("department", "department", Kind.WORD),
        Wanted("origin_channel", "origin_channel", Kind.WORD),
    ),
    "deleted_at IS NULL",
)

# What measures read. An order in another currency keeps its day, for it is a purchase; its amounts cannot be added
# to the others and count for nothing.
_IN_EUROS = f"currency IN ('', '{CURRENCY}')"
VIEWS = {
    "orders": f"""
        SELECT order_id, company_id, day,
            CASE WHEN {_IN_EUROS} THEN net_cents ELSE 0 END AS net_cents,
            CASE WHEN {_IN_EUROS} THEN cost_cents END AS cost_cents,
            net_cents > 0 AS is_purchase
        FROM headers WHERE cancelled = 0""",
    "lines": f"""
        SELECT line.order_id, headers.company_id, line.product_id, products.family_id, headers.day, line.quantity,
            CASE WHEN {_IN_EUROS} THEN line.net_cents ELSE 0 END AS net_cents,
            CASE WHEN {_IN_EUROS} THEN line.cost_cents END AS cost_cents
        FROM order_lines AS line JOIN headers ON headers.order_id = line.order_id AND headers.cancelled = 0
        LEFT JOIN products ON products.product_id = line.product_id""",
}
