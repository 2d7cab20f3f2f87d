"""Tags on companies."""

from django.db import models

from negoce.companies.enums import TagColour
from negoce.companies.models.company import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Tag(models.Model):
    """A word that groups companies, shared by everybody."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=40)
    name_key = models.CharField(
        max_length=40, unique=True, help_text="folded: « Été » and « ete » are one tag"
    )
    colour = models.CharField(max_length=8, choices=choices(TagColour), default=TagColour.NEUTRAL.value)

    class Meta:
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name


class CompanyTag(models.Model):
    """A tag on a company."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="company_tags", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="company_tags", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "tag"], name="a_tag_once_a_company")]
        indexes = [models.Index(fields=["tag", "company"], name="companies_by_tag")]
