"""Settings that hold everywhere; dev, test and prod say what differs."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from negoce.config.env import database_settings, read_environment
from negoce.integrations.smtp.types import MailRoute

from .sign_in import *

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIRECTORY = ENVIRONMENT.data_directory
DEMO = ENVIRONMENT.demo

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "negoce.ui",
    "negoce.jobs",
    "negoce.parameters",
    "negoce.identity",
    "negoce.files",
    "negoce.companies",
    "negoce.catalogue",
    "negoce.outbox",
    "negoce.prospecting",
    "negoce.negotiation",
    "negoce.orders",
    "negoce.billing",
    "negoce.loyalty",
    "negoce.portfolio",
    "negoce.automation",
    "negoce.web",
    "negoce.api",
    "negoce.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "negoce.web.middleware.private_pages.PrivatePagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "negoce.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "negoce.web.middleware.body_size.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "negoce.web.middleware.no_nul.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "negoce.web.middleware.login_required.LoginRequiredMiddleware",
    "negoce.web.middleware.actor.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "negoce.config.urls"
WSGI_APPLICATION = "negoce.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ahead of the pages that allauth ships under the same names.
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "negoce.web.shell.context.shell",
            ],
        },
    },
]

DATABASES = {"default": database_settings(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One action, one transaction: under IMMEDIATE even a read would take SQLite's write lock.
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "identity.User"
SESSION_ENGINE = "negoce.web.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
# The tones of ui/toasts.py.
MESSAGE_TAGS = {10: "info", 20: "info", 25: "good", 30: "warn", 40: "bad"}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
# The texts are written in French; each package keeps its English beside it.
LOCALE_PATHS = sorted(str(path) for path in PACKAGE.rglob("locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIRECTORY / "static"
MEDIA_ROOT = DATA_DIRECTORY / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# How long a server process keeps the figures of the sidebar.
NEGOCE_COUNT_SECONDS = 60
# How often one token may ask, in each server process.
NEGOCE_API_REQUESTS_A_MINUTE = 20_000
# Where mail goes: a server, a folder of this machine, or nowhere yet (types of integrations/smtp).
NEGOCE_MAIL_ROUTE: MailRoute | None = None
# Where readers of our mails open our pages, such as https://crm.company.fr; empty: at the address of whoever sends.
NEGOCE_PUBLIC_URL = ENVIRONMENT.public_url
# How many messages of the outbox leave in a minute: servers take more for an attack.
NEGOCE_MAILS_A_MINUTE = ENVIRONMENT.mails_a_minute
# The mailbox where what mail servers send back arrives; none: only what they refuse at once is known.
NEGOCE_BOUNCES = ENVIRONMENT.bounces
NEGOCE_ENGINE = ENVIRONMENT.engine
NEGOCE_SPARK = ENVIRONMENT.spark
# The platform that carries our electronic invoices (config/platform_route.py); none: they wait.
NEGOCE_PLATFORM_ROUTE = ENVIRONMENT.platform
# The register of companies (integrations/register), such as https://recherche-entreprises.api.gouv.fr; none: off.
NEGOCE_REGISTER = ENVIRONMENT.register
# The one list of what the upper rooms contribute to the lower ones (see companies/interfaces.py).
NEGOCE_WIRING = "negoce.config.wiring.wiring"
NEGOCE_TASKS = "negoce.config.wiring.tasks"
NEGOCE_SCHEDULES = "negoce.config.wiring.schedules"
# A worker that gives no sign of life for this long has lost its job to another.
NEGOCE_JOB_LEASE_SECONDS = 15

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "negoce.config.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
