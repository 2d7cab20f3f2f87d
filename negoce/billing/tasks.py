"""What workers do for billing."""

from __future__ import annotations

from typing import Any

from negoce.billing.actions.file_make import make_file as make
from negoce.billing.models import FiscalDocument
from negoce.jobs.running import RunningJob


def make_file(job: RunningJob) -> dict[str, Any]:
    """Make the PDF and the XML of an issued document; a second run finds them."""
    document = FiscalDocument.objects.filter(pk=int(job.arguments["document"])).first()
    if document is None:
        return {"made": 0}
    return {"made": 1, "sha256": make(document).pdf_sha256}
