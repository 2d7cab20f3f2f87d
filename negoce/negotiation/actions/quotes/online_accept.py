"""The customer accepts on line: the code, then exactly what was sent, then the receipt and the news of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.enums import ContactPurpose
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.rules.actor import system_actor
from negoce.kit.dates import format_date_long
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.online_code import try_code, use_code
from negoce.negotiation.actions.quotes.online_news import tell_follower
from negoce.negotiation.enums import AcceptanceWay
from negoce.negotiation.models import QuoteAcceptance, QuoteFile, QuoteLink, QuoteVersion
from negoce.negotiation.queries.quote_links import status_of
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.quote_link import LinkStatus, OfferedOption, chosen_positions
from negoce.outbox.actions.message_send import Attached, queue_message
from negoce.outbox.enums import MessageKind

_NAME_MAX, _CAPACITY_MAX = 90, 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer typed: name, capacity (« gérante »), reference; `options` are the positions of those taken."""

    name: str
    capacity: str
    options: Collection[int]
    buyer_reference: str = ""
    ip: str = ""


def checked_answer(version: QuoteVersion, answer: Answer) -> list[int]:
    """The options taken; raises Refused with every faulty field, in the customer's words."""
    fields: dict[str, list[str]] = {}
    for name, value, most, missing in (
        ("name", answer.name, _NAME_MAX, _("Écrivez votre prénom et votre nom.")),
        ("capacity", answer.capacity, _CAPACITY_MAX, _("Écrivez votre fonction dans l’entreprise.")),
    ):
        parsed = clean_line(value, most)
        if parsed.finding is not None:
            fields[name] = [_("C’est trop long : %(most)s caractères au plus.") % {"most": most}]
        elif len(parsed.value or "") < 2:
            fields[name] = [missing]
    offered = [
        OfferedOption(line.position, line.option_group) for line in lines_of(version) if line.is_option
    ]
    chosen = chosen_positions(offered, answer.options)
    if chosen is None:
        fields["options"] = [_("Une seule variante de chaque choix peut être prise. Vérifiez vos options.")]
    if fields:
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    return chosen or []


def accept_online(link: QuoteLink, answer: Answer, code: str) -> QuoteAcceptance:
    """Record the acceptance of the version of a link, with the digest of the PDF that was sent.

    Raises Refused: wrong or spent code, faulty fields, or an offer that can no longer be accepted; nothing is
    recorded then but the try.
    """
    options = checked_answer(link.version, answer)
    digest = try_code(link, code)
    with transaction.atomic():
        use_code(link, digest)
        if status_of(_stored(link)) is not LinkStatus.OPEN:
            raise Refused(_("Cette offre vient de changer : elle ne peut plus être acceptée ici."))
        name = (
            f"{clean_line(answer.name, _NAME_MAX).value}, {clean_line(answer.capacity, _CAPACITY_MAX).value}"
        )
        accepted = Accepted(
            way=AcceptanceWay.ONLINE,
            name=name,
            email=link.email,
            ip=answer.ip,
            accepted_at=timezone.now(),
            options=options,
            buyer_reference=clean_line(answer.buyer_reference, 60).value or "",
        )
        try:
            kept = accept_version(system_actor(), link.version, accepted)
        except Refused as refused:
            # Its words are for us: they may tell of margins.
            raise Refused(
                _(
                    "Cette offre ne peut pas être acceptée en ligne telle quelle. Contactez la personne qui la suit."
                )
            ) from refused
        _send_receipt(link, kept)
        kept.task = tell_follower(
            link,
            _("Devis %(number)s accepté en ligne : préparer la commande"),
            _("Accepté par %(name)s (%(email)s).") % {"name": kept.name, "email": kept.email},
        )
        kept.save(update_fields=["task"])
    return kept


def _stored(link: QuoteLink) -> QuoteLink:
    """The link, its version and its quote as stored now."""
    return QuoteLink.objects.select_related("version__quote__company").get(pk=link.pk)


def _send_receipt(link: QuoteLink, kept: QuoteAcceptance) -> None:
    """The proof goes to who accepted, with the very file."""
    file = QuoteFile.objects.get(version_id=link.version_id)
    quote = link.version.quote
    language = "en" if link.version.language == "en" else "fr"
    with override(language):
        at = timezone.localtime(kept.accepted_at)
        figures = {
            "number": quote.number,
            "version": link.version.version,
            "name": kept.name,
            "day": format_date_long(at.date(), language),
            "hour": f"{at:%H:%M}",
            "digest": kept.pdf_sha256,
        }
        subject = _("Devis %(number)s accepté : votre reçu") % figures
        text = _(
            "Bonjour,\n\nLe devis %(number)s (version %(version)s) a été accepté par %(name)s le %(day)s à %(hour)s."
            "\n\nLe document accepté est joint. Son empreinte (SHA-256) :\n%(digest)s\n\nSi vous n’en êtes pas à"
            " l’origine, répondez à ce message sans attendre."
        )
    queue_message(
        system_actor(),
        kind=MessageKind.QUOTE,
        purpose=ContactPurpose.CONTRACTUAL,
        company=quote.company,
        contact=link.contact,
        address=link.email,
        subject=subject,
        text=text % figures,
        attachments=(Attached(f"{quote.number}.pdf", bytes(file.pdf)),),
        idempotency_key=f"quote-accepted-{kept.pk}",
        related_kind="quote",
        related_id=quote.public_id,
        language=language,
    )
