"""What customers owe, what they paid, and which paid which."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import BankLineState, DocumentKind, PaymentMethod, PaymentSource
from negoce.billing.models.fiscal_document import FiscalDocument
from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id

OPEN = Q(is_open=True)


class ExternalDocument(models.Model):
    """An invoice or credit note of the past, issued elsewhere: outside our series, never issued again, counted."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="external_documents", db_index=False
    )
    kind = models.CharField(max_length=12, choices=choices(DocumentKind))
    reference = models.CharField(_("numéro"), max_length=60)
    order_reference = models.CharField(_("commande"), max_length=60, blank=True)
    issued_on = models.DateField(_("émise le"))
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    net = models.DecimalField(_("total HT"), max_digits=16, decimal_places=2)
    vat = models.DecimalField(_("TVA"), max_digits=16, decimal_places=2)
    incl_vat = models.DecimalField(_("total TTC"), max_digits=16, decimal_places=2)
    import_key = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["company", "-issued_on", "-id"], name="external_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="external_imported_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Receivable(models.Model):
    """One line of a customer's account: an issued document or one of the past; below zero for a credit note.

    Written in the transaction that issues or imports the document; `settled` follows the matches, `is_open` says
    that something is left. All amounts include VAT.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="receivables", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField(
        FiscalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="receivable"
    )
    external = models.OneToOneField(
        ExternalDocument, on_delete=models.CASCADE, null=True, blank=True, related_name="receivable"
    )
    kind = models.CharField(max_length=12, choices=choices(DocumentKind))
    reference = models.CharField(_("numéro"), max_length=60)
    issued_on = models.DateField(_("émise le"))
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    amount = models.DecimalField(_("montant TTC"), max_digits=16, decimal_places=2)
    settled = models.DecimalField(_("réglé"), max_digits=16, decimal_places=2, default=0)
    written_off = models.DecimalField(
        _("écart soldé"),
        max_digits=16,
        decimal_places=2,
        default=0,
        help_text="part of `settled` that nobody paid",
    )
    is_open = models.BooleanField(_("à régler"), default=True)
    settled_on = models.DateField(_("réglée le"), null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    dispute_reason = models.CharField(max_length=300, blank=True)
    reminder_step = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    promised_on = models.DateField(_("règlement promis le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["company", "-issued_on", "-id"], name="receivable_by_company"),
            models.Index(fields=["due_on", "id"], name="receivable_open", condition=OPEN),
            models.Index(fields=["reference"], name="receivable_by_reference"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, external=None) | Q(document=None, external__isnull=False),
                name="receivable_of_one_document",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(settled=F("amount")), name="closed_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BankStatement(models.Model):
    """A file of the bank as it was read; the same file twice brings nothing twice."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=8, help_text="csv, ofx, camt")
    account = models.CharField(max_length=40, blank=True, help_text="IBAN or number, as the file says")
    currency = models.CharField(max_length=3, default="EUR")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    digest = models.CharField(max_length=64, unique=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class BankLine(models.Model):
    """One movement of an account. `key` is the bank's own, or made of what the line says and its rank."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    statement = models.ForeignKey(BankStatement, on_delete=models.CASCADE, related_name="lines")
    account = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120)
    booked_on = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    label = models.CharField(max_length=500, blank=True)
    counterpart = models.CharField(max_length=200, blank=True)
    counterpart_iban = models.CharField(max_length=34, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    state = models.CharField(
        max_length=8, choices=choices(BankLineState), default=BankLineState.WAITING.value
    )

    class Meta:
        ordering = ["booked_on", "id"]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="a_movement_once")]
        indexes = [models.Index(fields=["state", "booked_on", "id"], name="bank_lines_waiting")]


class Payment(models.Model):
    """Money received from a customer, or paid back to him (below zero)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="payments", db_index=False)
    received_on = models.DateField(_("reçu le"))
    amount = models.DecimalField(_("montant"), max_digits=16, decimal_places=2)
    matched = models.DecimalField(_("affecté"), max_digits=16, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="EUR")
    method = models.CharField(_("mode"), max_length=12, choices=choices(PaymentMethod))
    reference = models.CharField(_("référence"), max_length=140, blank=True)
    source = models.CharField(
        max_length=8, choices=choices(PaymentSource), default=PaymentSource.ENTERED.value
    )
    bank_line = models.OneToOneField(
        BankLine, on_delete=models.PROTECT, null=True, blank=True, related_name="payment"
    )
    import_key = models.CharField(max_length=120, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["company", "-received_on", "-id"], name="payment_by_company"),
            models.Index(fields=["-received_on", "-id"], name="payment_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="payment_of_something"),
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="payment_imported_once"
            ),
        ]


class Settlement(models.Model):
    """What settles a receivable: part of a payment, part of a credit note of the same customer, or nothing at all.

    `difference` is why a small rest was written off: neither money nor a credit note, the VAT is that of the invoice.
    """

    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="settlements")
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    credit = models.ForeignKey(
        Receivable, on_delete=models.PROTECT, null=True, blank=True, related_name="used_as_credit"
    )
    difference = models.CharField(_("motif de l’écart"), max_length=200, blank=True, default="")
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    settled_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["settled_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit=None, difference="")
                | Q(payment=None, credit__isnull=False, difference="")
                | (Q(payment=None, credit=None) & ~Q(difference="")),
                name="settled_by_one_thing",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="settlement_of_something"),
        ]


class Reminder(models.Model):
    """A step of the reminders that was taken for a customer; what was sent is kept by the outbox."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, help_text="email, letter, call")
    made_on = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    interest = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    fee = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    receivables = models.ManyToManyField(Receivable, related_name="reminders")
    message_key = models.CharField(max_length=12, blank=True, help_text="public id of the outbox message")
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_on", "-id"]
