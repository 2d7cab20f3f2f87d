"""What was promised before, what is promised now, and when the customer was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.orders.enums import NoticeWay
from negoce.orders.models.order_terms import OrderTerms


class PromiseChange(models.Model):
    """A new date for an order, with its reason; `told_at` stays empty until the customer was told of it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    order = models.ForeignKey(
        OrderTerms, on_delete=models.CASCADE, related_name="promise_changes", db_index=False
    )
    before = models.DateField(null=True)
    after = models.DateField()
    reason = models.CharField(max_length=300)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=5, choices=choices(NoticeWay), blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    message = models.CharField(max_length=12, blank=True, help_text="public id of the message that told it")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["order", "-id"], name="promises_of_an_order")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_new_date_has_a_reason"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="told_in_some_way",
            ),
        ]
