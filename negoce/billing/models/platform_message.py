"""What we tell platforms of our documents' lives."""

from django.db import models

from negoce.billing.models.fiscal_document import FiscalDocument


class PlatformMessage(models.Model):
    """A status that we must tell (212 encaissée), written once and handed over once; its key is its own."""

    document = models.ForeignKey(FiscalDocument, on_delete=models.PROTECT, related_name="platform_messages")
    status = models.CharField(max_length=3)
    key = models.CharField(max_length=40, unique=True)
    content = models.BinaryField()
    state = models.CharField(max_length=10, default="waiting", help_text="waiting, sending, sent, failed")
    receipt = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="platform_message_open",
                condition=models.Q(state__in=("waiting", "sending")),
            )
        ]

    def __str__(self) -> str:
        return self.key
