"""Who asked for the newsletter elsewhere than by a form: the address that they gave for it, when and where."""

from __future__ import annotations

from django.db import models

from negoce.companies.models import Contact


class NewsletterConsent(models.Model):
    """A yes of a person for one mailbox: at another that their record is given later, they asked for nothing."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    # Empty for who has no address: they agreed to letters.
    email = models.CharField(max_length=254, blank=True)
    given_at = models.DateTimeField()
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at", "-id"]
