"""The state of the line to the mail server, and a message to try it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.identity.models import User
from negoce.integrations.smtp.types import MailFolder, SmtpServer
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.queries.waiting import outbox_figures
from negoce.ui.components.lists import fact
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of
from negoce.web.settings.tags import for_settings

_SECURITY = {"none": "aucun", "starttls": "STARTTLS", "tls": "TLS"}


@require_http_methods(["GET", "POST"])
@for_settings
def mail(request: HttpRequest) -> HttpResponse:
    """Which server, what waits, what failed; POST sends a message to oneself."""
    if request.method == "POST":
        user = request.user
        assert isinstance(user, User)
        message = queue_message(
            actor_of(request),
            kind=MessageKind.TEST,
            # Asked for by the very person who receives it.
            purpose=ContactPurpose.CONTRACTUAL,
            address=user.email,
            subject=_("Message d’essai"),
            text=_("Ce message montre que Négoce sait envoyer des e-mails. Vous pouvez le supprimer."),
            language=reader_language(),
        )
        flash(request, _("Message d’essai confié à l’envoi."))
        return redirect("outbox:message", message.public_id)
    route = settings.NEGOCE_MAIL_ROUTE
    figures = outbox_figures()
    rows = []
    if isinstance(route, SmtpServer):
        security = _("aucun") if route.security.value == "none" else _SECURITY[route.security.value]
        rows = [
            fact(_("Serveur"), route.name),
            fact(_("Chiffrement"), security),
            fact(_("Compte"), route.user or "—"),
        ]
    elif isinstance(route, MailFolder):
        rows = [fact(_("Remise"), _("boîte aux lettres de la démonstration"))]
    rows += [
        fact(_("Adresse d’expédition"), settings.DEFAULT_FROM_EMAIL),
        fact(
            _("Débit"), _("%(count)s messages par minute au plus") % {"count": settings.NEGOCE_MAILS_A_MINUTE}
        ),
    ]
    context = {"facts": rows, "is_set": route is not None, "figures": figures, "is_demo": settings.DEMO}
    return render(request, "web/outbox/mail.html", context)
