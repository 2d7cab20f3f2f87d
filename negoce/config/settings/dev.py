"""A person's own machine, and the demo."""

from negoce.config.env import MAIL_BACKEND, EnvironmentProblem, mail_settings, stored_secret_key
from negoce.config.platform_route import is_here
from negoce.integrations.platform.types import FolderRoute
from negoce.integrations.smtp.types import MailFolder

from .base import *
from .base import DATA_DIRECTORY, DEMO, ENVIRONMENT, INSTALLED_APPS, NEGOCE_PLATFORM_ROUTE, STATIC_ROOT

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or stored_secret_key(DATA_DIRECTORY)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.allowed_hosts]
WHITENOISE_USE_FINDERS = True
# Statics are read where they stand; whitenoise complains when the place for collected ones is missing.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = False
INSTALLED_APPS = [*INSTALLED_APPS, "negoce.demo"]
if DEMO and ENVIRONMENT.smtp_url:
    raise EnvironmentProblem(
        "NEGOCE_SMTP is set: the demo writes to its own mailbox page and to no server. Unset it."
    )
if DEMO and NEGOCE_PLATFORM_ROUTE is None:
    # Invented invoices go to a folder of this machine, never to a platform.
    NEGOCE_PLATFORM_ROUTE = FolderRoute(DATA_DIRECTORY / "platform")
if DEMO and NEGOCE_PLATFORM_ROUTE is not None and not is_here(NEGOCE_PLATFORM_ROUTE):
    raise EnvironmentProblem(
        "NEGOCE_PLATFORM is set: the demo hands its invented invoices to no platform. Unset it."
    )
if ENVIRONMENT.smtp_url:
    globals().update(mail_settings(ENVIRONMENT.smtp_url))
elif DEMO:
    # What the demo sends is read on /mailbox/; nothing leaves this machine.
    EMAIL_BACKEND = MAIL_BACKEND
    NEGOCE_MAIL_ROUTE = MailFolder(DATA_DIRECTORY / "mailbox")
    DEFAULT_FROM_EMAIL = "ventes@demonstration.example"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIRECTORY / "mail"
