"""Holds letters back that somebody may no longer have: they are printed again without them (R-G3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import ngettext

from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_print import has_letters, print_again
from negoce.prospecting.actions.mailing_recheck import count_refused
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing, MailingRecipient


def print_without(contact_ids: Sequence[int]) -> None:
    """Print again the letters that await their post and write to one of these people; the print leaves them out."""
    written_to = MailingRecipient.objects.filter(contact_id__in=contact_ids, left_out="").exclude(text="")
    unposted = Mailing.objects.filter(
        pk__in=written_to.order_by().values("mailing"),
        kind=MailingKind.LETTER.value,
        state=MailingState.READY.value,
        posted_on__isnull=True,
    )
    for mailing in unposted.order_by("pk"):
        if has_letters(mailing):
            print_again(mailing)


def refuse_outdated_letters(mailing: Mailing) -> None:
    """Let letters out only when all of them may still be sent; those that were posted are as they were.

    Raises Refused once they are being printed again.
    """
    if mailing.state != MailingState.READY.value or mailing.posted_on is not None:
        return
    count = count_refused(mailing)
    if not count:
        return
    print_again(mailing)
    raise Refused(
        ngettext(
            "Depuis l’impression, %(count)s destinataire ne peut plus recevoir cette lettre\u00a0: tout est réimprimé "
            "sans lui. Téléchargez à nouveau les lettres et les étiquettes dans quelques instants.",
            "Depuis l’impression, %(count)s destinataires ne peuvent plus recevoir cette lettre\u00a0: tout est "
            "réimprimé sans eux. Téléchargez à nouveau les lettres et les étiquettes dans quelques instants.",
            count,
        )
        % {"count": count}
    )
