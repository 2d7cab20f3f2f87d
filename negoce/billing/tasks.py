"""What workers do for billing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from negoce.billing.actions.file_make import make_file as make
from negoce.billing.actions.platform_poll import read_news
from negoce.billing.actions.platform_submit import hand_over, resume_lost
from negoce.billing.actions.platform_tell import hand_messages, write_messages
from negoce.billing.actions.rebates.accrue import accrue_active
from negoce.billing.models import FiscalDocument
from negoce.integrations.platform.routes import platform_of
from negoce.integrations.platform.types import PlatformProblem
from negoce.jobs.running import RunningJob


def make_file(job: RunningJob) -> dict[str, Any]:
    """Make the PDF and the XML of an issued document; a second run finds them."""
    document = FiscalDocument.objects.filter(pk=int(job.arguments["document"])).first()
    if document is None:
        return {"made": 0}
    return {"made": 1, "sha256": make(document).pdf_sha256}


def submit_document(job: RunningJob) -> dict[str, Any]:
    """Hand an issued document to the platform; it waits as long as none is set."""
    route = settings.NEGOCE_PLATFORM_ROUTE
    if route is None:
        return {"platform": False}
    return {"state": hand_over(int(job.arguments["submission"]), platform_of(route), now=timezone.now())}


def read_platform(job: RunningJob) -> dict[str, Any]:
    """Read what the platform says of our documents, tell it which were paid; one that is away is asked again later."""
    route = settings.NEGOCE_PLATFORM_ROUTE
    if route is None:
        return {"platform": False}
    try:
        polled = read_news(platform_of(route))
    except PlatformProblem as problem:
        return {"problem": str(problem)[:300]}
    now = timezone.now()
    resume_lost(now)
    write_messages(now)
    return {"read": polled.read, "kept": polled.kept, "told": hand_messages(platform_of(route))}


def accrue_rebates(job: RunningJob) -> dict[str, int]:
    """Set year-end rebates aside for the months that are over."""
    months = 0
    for done, written in enumerate(accrue_active(), start=1):
        months += written
        job.progress(done, None, "")
    return {"months": months}
