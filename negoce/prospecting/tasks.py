"""The jobs of prospecting: shallow, they fetch by key and call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.companies.actions.people.asker import asker_of
from negoce.jobs.running import RunningJob
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.call_session_fill import fill_session as carry_out_fill
from negoce.prospecting.actions.call_session_fill import halt_session
from negoce.prospecting.actions.lead_score_refresh import refresh_all_scores
from negoce.prospecting.actions.mailing_obey import follow_mailings as carry_out_following
from negoce.prospecting.actions.mailing_obey import obey
from negoce.prospecting.actions.mailing_prepare import halt_mailing
from negoce.prospecting.actions.mailing_prepare import prepare_mailing as carry_on_mailing
from negoce.prospecting.actions.mailing_print import forget_letters, purge_letters
from negoce.prospecting.actions.mailing_print import print_letters as carry_on_printing
from negoce.prospecting.actions.plan_start import freeze_target as carry_out_freeze
from negoce.prospecting.actions.source_end import end_source as carry_out_end
from negoce.prospecting.actions.submissions_purge import purge_submissions
from negoce.prospecting.enums import MailingState, PlanState
from negoce.prospecting.models import CallSession, FileSource, Mailing, ProspectingPlan


def purge_forms(job: RunningJob) -> dict[str, int]:
    """Erase the requests of public forms that were never confirmed."""
    return purge_submissions(between=lambda count: job.progress(count, count, ""))


def end_source(job: RunningJob) -> dict[str, int]:
    """Erase whom a file brought whose licence ended."""
    source = FileSource.objects.filter(pk=job.arguments["source"]).first()
    if source is None:
        return {}
    people, companies = carry_out_end(
        asker_of(job.actor_id), source, progress=lambda done, total: job.progress(done, total, "")
    )
    return {"people": people, "companies": companies}


def freeze_target(job: RunningJob) -> dict[str, int]:
    """Write down whom a plan that starts aims at, as whoever started it sees them; argument: `plan`, its key.

    Closed meanwhile, it aimed at them all the same.
    """
    plan = ProspectingPlan.objects.filter(pk=job.arguments["plan"]).first()
    if plan is None or plan.state == PlanState.DRAFT.value:
        return {}
    return {"companies": carry_out_freeze(asker_of(job.actor_id), plan, progress=job.progress)}


def prepare_mailing(job: RunningJob) -> dict[str, int]:
    """Prepare what is left to prepare of a mailing."""
    mailing = Mailing.objects.filter(pk=job.arguments["mailing"], state=MailingState.PREPARING.value).first()
    if mailing is None:
        return {}
    try:
        actor = asker_of(job.actor_id)
    except Refused:
        halt_mailing(mailing)
        raise
    count = carry_on_mailing(
        actor,
        mailing,
        progress=lambda done, total: job.progress(done, total, ""),
        hold=job.hold,
    )
    return {"prepared": count}


def steer_mailing(job: RunningJob) -> dict[str, int]:
    """Have the messages of a mailing obey what a person decided of it."""
    mailing = (
        Mailing.objects.filter(pk=job.arguments["mailing"]).exclude(state=MailingState.DRAFT.value).first()
    )
    return {"messages": obey(mailing)} if mailing is not None else {}


def follow_mailings(_job: RunningJob) -> dict[str, int]:
    """Bring up to date what mailings under way cost, and note which have left whole."""
    return {"gone": carry_out_following()}


def fill_call_session(job: RunningJob) -> dict[str, int]:
    """Fill the queue of a session of calls, as whoever made it sees the companies."""
    session = CallSession.objects.filter(pk=job.arguments["session"]).first()
    if session is None:
        return {}
    try:
        filled = carry_out_fill(
            asker_of(job.actor_id),
            session,
            progress=lambda done, total: job.progress(done, total, ""),
            hold=job.hold,
        )
    except Refused:
        halt_session(session)
        raise
    return {"numbers": filled.targets_count}


def refresh_scores(job: RunningJob) -> dict[str, int]:
    """Work out every score by rules: each night, and when a rule changed."""
    return {"changed": refresh_all_scores(today=timezone.localdate(), progress=job.progress)}


def print_letters(job: RunningJob) -> dict[str, int]:
    """Print the letters of a mailing; `again` without those who were erased since, unless they were posted."""
    mailing = Mailing.objects.filter(pk=job.arguments["mailing"]).first()
    if mailing is None:
        return {}
    is_again = bool(job.arguments.get("again"))
    if is_again:
        forget_letters(mailing)
    if mailing.state != MailingState.READY.value or (is_again and mailing.posted_on is not None):
        return {}
    return {"pages": carry_on_printing(mailing, progress=lambda done, total: job.progress(done, total, ""))}


def purge_old_letters(_job: RunningJob) -> dict[str, int]:
    """Delete the files of letters that were printed long ago."""
    return {"mailings": purge_letters()}
