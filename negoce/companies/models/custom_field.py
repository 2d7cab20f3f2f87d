"""Custom fields (F13), and their values: one typed row a record and a field.

Lists reach a value by an ordinary path: `slot_7__number` joins the row of slot 7. Slots are numbers given to fields
once for all, so that the hundred joins a kind may have are declared here and nothing is made at run time.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.db.models.sql.where import WhereNode

from negoce.companies.enums import CustomType
from negoce.companies.models.company import Company
from negoce.companies.models.contact import Contact
from negoce.companies.rules.custom_fields import LABEL_MAX, MAX_FIELDS
from negoce.identity.enums import FieldGroup
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id

SLOT = "slot_"


class CustomField(models.Model):
    """A field that an administrator added; `key` and `slot` never change, `label` may.

    `deleted` ones are only waiting for their values to go.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=8)
    slot = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=LABEL_MAX)
    label_key = models.CharField(max_length=LABEL_MAX * 3)
    type = models.CharField(max_length=8, choices=choices(CustomType))
    options = models.JSONField(default=list, blank=True)
    group = models.CharField(max_length=12, blank=True, choices=choices(FieldGroup))
    decimals = models.PositiveSmallIntegerField(default=0)
    searchable = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    archived = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slot"], name="a_custom_slot_once"),
            models.UniqueConstraint(fields=["kind", "key"], name="a_custom_key_once"),
            models.UniqueConstraint(fields=["kind", "label_key"], name="a_custom_label_once"),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MAX_FIELDS), name="custom_slot_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class _Value(models.Model):
    """What a record holds in a slot; only filled values have a row."""

    slot = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    text_key = models.TextField(null=True, blank=True, help_text="a folded text, or the code of a choice")
    number = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def _by(column: str, name: str) -> models.Index:
    return models.Index(
        fields=["slot", column, "record"], name=name, condition=Q(**{f"{column}__isnull": False})
    )


class CompanyCustomValue(_Value):
    """The value of a company in a custom field."""

    record = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="custom_values", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "slot"], name="company_custom_once")]
        indexes = [
            _by("text_key", "company_custom_text"),
            _by("number", "company_custom_number"),
            _by("day", "company_custom_day"),
        ]


class ContactCustomValue(_Value):
    """The value of a contact in a custom field."""

    record = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="custom_values", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "slot"], name="contact_custom_once")]
        indexes = [
            _by("text_key", "contact_custom_text"),
            _by("number", "contact_custom_number"),
            _by("day", "contact_custom_day"),
        ]


class SlotRelation(models.ForeignObject):
    """The row of one slot beside a record: a join on the record's key and the slot's number, no column of its own."""

    requires_unique_target = False
    # As GenericRelation does: left out of `_meta.fields`, so that a record is made as quickly as without.
    one_to_many = True
    many_to_one = False

    def __init__(self, to: type[models.Model], slot: int) -> None:
        super().__init__(
            to,
            on_delete=models.DO_NOTHING,
            from_fields=["id"],
            to_fields=["record"],
            related_name="+",
            null=True,
            editable=False,
        )
        self.slot = slot

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = True, **named: Any) -> None:
        """Stand on the model without being a column: migrations do not see it."""
        super().contribute_to_class(cls, name, private_only=True, **named)

    def get_path_info(self, filtered_relation: Any = None) -> list[Any]:
        """As seen from its other end, so that the key beside a value is read there, where the index has it."""
        return [info._replace(direct=False) for info in super().get_path_info(filtered_relation)]

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        """The slot, as part of the join."""
        column: Any = self.remote_field.model._meta.get_field("slot")
        same: Any = Exact(column.get_col(alias), self.slot)
        return WhereNode([same])


for _slot in range(1, MAX_FIELDS + 1):
    Company.add_to_class(f"{SLOT}{_slot}", SlotRelation(CompanyCustomValue, _slot))
    Contact.add_to_class(f"{SLOT}{_slot}", SlotRelation(ContactCustomValue, _slot))
