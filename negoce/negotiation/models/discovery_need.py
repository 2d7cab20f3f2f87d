"""A need told in a discovery that became a line of a quote: from which answer, which product, how much (N4)."""

from django.conf import settings
from django.db import models

from negoce.catalogue.models import Product
from negoce.negotiation.models.discovery import DiscoveryAnswer
from negoce.negotiation.models.quote import Quote


class DiscoveryNeed(models.Model):
    """The line itself may change or go with the next version of the quote: this tells where it came from."""

    answer = models.ForeignKey(DiscoveryAnswer, on_delete=models.CASCADE, related_name="needs")
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="needs")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
