import re

from django.db import migrations

# What an administrative aid is, as far as words of its name tell.
_KINDS = (
    (r"\bk-?bis\b", "registration"),
    (r"\bassurances?\b", "insurance"),
    (r"\burssaf\b", "social"),
    (r"\bvigilance\b", "social"),
    (r"\bfiscale?s?\b", "tax"),
    (r"\brib\b", "bank"),
)


def put_together(apps, _editor):
    """Each document of the house is an aid, each administrative aid with a file is a document of the house."""
    certificates = apps.get_model("negotiation", "OwnCertificate").objects
    aids = apps.get_model("negotiation", "SalesAid").objects
    waiting = {}
    for aid in aids.filter(kind="paper", withdrawn_at=None).order_by("pk"):
        waiting.setdefault(aid.name.casefold(), aid)
    for row in certificates.filter(replaced_by=None, aid=None).order_by("pk"):
        aid = waiting.get(row.name[:120].casefold())
        if aid is None or aid.certificate_id is not None or aid.file_id is not None:
            aid = aids.create(kind="paper", name=row.name[:120])
        aid.certificate, aid.file_id, aid.expires_on = row, row.file_id, row.expires_on
        aid.save()
    taken = set(certificates.values_list("file_id", flat=True))
    rows = aids.filter(kind="paper", withdrawn_at=None, certificate=None, file__isnull=False)
    for aid in rows.order_by("pk"):
        if aid.file_id in taken:
            continue
        taken.add(aid.file_id)
        words = aid.name.casefold()
        kind = next((kind for part, kind in _KINDS if re.search(part, words)), "other")
        aid.certificate = certificates.create(
            kind=kind, name=aid.name, file_id=aid.file_id, expires_on=aid.expires_on, revision=1
        )
        aid.save()


class Migration(migrations.Migration):
    dependencies = [
        ("negotiation", "0047_documents_of_the_house_are_aids"),
    ]

    operations = [
        migrations.RunPython(put_together, migrations.RunPython.noop, elidable=True),
    ]
