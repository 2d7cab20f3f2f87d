"""What a product is to programs. Products are everybody's; what they cost us is not."""

from __future__ import annotations

from negoce.api.records.resource import Resource
from negoce.catalogue.queries.lists import PRODUCT_LIST

PRODUCTS = Resource(PRODUCT_LIST)
