"""Addresses of messages, of their templates and of the demo's mailbox. The list is at `/messages/` (lists:messages)."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.outbox import address_panel, mail_settings, mailbox, message, new, templates

app_name = "outbox"
urlpatterns = [
    path("messages/<public_id:public_id>/", message.message, name="message"),
    path("messages/<public_id:public_id>/letter/", message.letter, name="letter"),
    path("messages/<public_id:public_id>/files/<int:position>/", message.attachment, name="attachment"),
    path("messages/<public_id:public_id>/sending/", message.sending, name="sending"),
    path("messages/<public_id:public_id>/settlement/", message.settlement, name="settlement"),
    path("messages/<public_id:public_id>/cancellation/", message.cancellation, name="cancellation"),
    path("companies/<public_id:public_id>/messages/new/", new.to_company, name="to_company"),
    path("contacts/<public_id:public_id>/messages/new/", new.to_contact, name="to_contact"),
    path("contacts/<public_id:public_id>/address/trust/", address_panel.trust, name="trust_address"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<slug:key>/", mailbox.received, name="received"),
    path("mailbox/<slug:key>/letter/", mailbox.received_letter, name="received_letter"),
    path("mailbox/<slug:key>/files/<int:position>/", mailbox.received_file, name="received_file"),
    path("mailbox/<slug:key>/source/", mailbox.received_source, name="received_source"),
    path("settings/templates/", templates.templates, name="templates"),
    path("settings/templates/new/", templates.new, name="template_new"),
    path("settings/templates/<public_id:public_id>/", templates.template, name="template"),
    path("settings/templates/<public_id:public_id>/deletion/", templates.deletion, name="template_deletion"),
    path("settings/mail/", mail_settings.mail, name="mail"),
]
