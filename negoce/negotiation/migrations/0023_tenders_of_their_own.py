"""A tender has a subject, a buyer and a page of its own; those of deals keep what their deal says."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import negoce.kit.public_id
from negoce.kit.public_id import new_public_id


def fill(apps, _editor):
    """What a tender had through its deal becomes its own; a result that was told is the deal's."""
    tenders = apps.get_model("negotiation", "Tender").objects.order_by("pk")
    for tender in tenders.select_related("deal").iterator(chunk_size=1000):
        deal = tender.deal
        tender.public_id = new_public_id()
        tender.name, tender.name_key = deal.name, deal.name_key
        tender.company_id, tender.owner_id = deal.company_id, deal.owner_id
        if tender.stage == "result":
            tender.stage = deal.state if deal.state in ("won", "lost") else "submitted"
        elif deal.state in ("won", "lost"):
            tender.stage = deal.state
        elif tender.stage != "submitted":
            tender.deadline = tender.offers_until
        tender.save()


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0031_oppositions_of_mailboxes"),
        ("negotiation", "0022_buyer_evaluation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="tender",
            name="applications_until",
            field=models.DateField(blank=True, null=True, verbose_name="candidatures jusqu’au"),
        ),
        migrations.AddField(
            model_name="tender",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tenders",
                to="companies.company",
            ),
        ),
        migrations.AddField(
            model_name="tender",
            name="deadline",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="prochaine remise"),
        ),
        migrations.AddField(
            model_name="tender",
            name="electronic",
            field=models.BooleanField(default=True, verbose_name="offres électroniques"),
        ),
        migrations.AddField(
            model_name="tender",
            name="invited_on",
            field=models.DateField(blank=True, null=True, verbose_name="invitation à remettre une offre du"),
        ),
        migrations.AddField(
            model_name="tender",
            name="name",
            field=models.CharField(default="", max_length=160, verbose_name="objet"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tender",
            name="name_key",
            field=models.CharField(default="", editable=False, help_text="folded name", max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tender",
            name="own_rules",
            field=models.TextField(
                blank=True, default="", max_length=2000, verbose_name="règles propres à la consultation"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tender",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="suivi par",
            ),
        ),
        migrations.AddField(
            model_name="tender",
            name="public_id",
            field=models.CharField(
                default=negoce.kit.public_id.new_public_id, editable=False, max_length=12, null=True
            ),
        ),
        migrations.AddField(
            model_name="tender",
            name="shortened",
            field=models.BooleanField(default=False, verbose_name="urgence ou avis de préinformation"),
        ),
        migrations.AddField(
            model_name="tender",
            name="visit_on",
            field=models.DateField(blank=True, null=True, verbose_name="visite du site le"),
        ),
        migrations.AlterField(
            model_name="tender",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="créé le"),
        ),
        migrations.AlterField(
            model_name="tender",
            name="deal",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="tender",
                to="negotiation.deal",
            ),
        ),
        migrations.AlterField(
            model_name="tender",
            name="stage",
            field=models.CharField(
                choices=[
                    ("consultation", "consultation"),
                    ("application", "application"),
                    ("selection", "selection"),
                    ("submitted", "submitted"),
                    ("won", "won"),
                    ("lost", "lost"),
                    ("withdrawn", "withdrawn"),
                    ("no_result", "no_result"),
                ],
                default="consultation",
                max_length=12,
                verbose_name="étape de l’appel d’offres",
            ),
        ),
        migrations.AlterField(
            model_name="tender",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="modifié le"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
