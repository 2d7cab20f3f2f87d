"""Who bought what, kept ready for the « bought X » filter and for offers to similar customers."""

from django.db import models

from negoce.catalogue.models import Product
from negoce.companies.models import Company


class CustomerProduct(models.Model):
    """One row a customer and product ever ordered; amounts exclude VAT and cancelled orders."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    last_ordered_on = models.DateField()
    quantity = models.DecimalField(max_digits=16, decimal_places=3, default=0)
    net = models.DecimalField(max_digits=16, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "product"], name="a_product_once_a_customer")
        ]
        indexes = [models.Index(fields=["product", "company"], name="customers_by_product")]
