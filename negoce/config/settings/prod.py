"""A server that people reach over the network."""

from negoce.config.env import MAIL_BACKEND, EnvironmentProblem, mail_settings

from .base import *
from .base import ENVIRONMENT

DEBUG = False
if not ENVIRONMENT.secret_key:
    raise EnvironmentProblem("NEGOCE_SECRET_KEY is missing: set it to a long random text and keep it secret")
if not ENVIRONMENT.allowed_hosts:
    raise EnvironmentProblem("NEGOCE_HOSTS is missing: set it to the host names that people use, with commas")
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
# Whether subdomains may still speak plain HTTP is for the owner of the domain to say, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# How many reverse proxies of ours stand in front: as many last addresses of X-Forwarded-For are theirs.
# With none (NEGOCE_PROXIES=0) no such header is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.proxies is None else ENVIRONMENT.proxies
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
EMAIL_BACKEND = MAIL_BACKEND
if ENVIRONMENT.smtp_url:
    globals().update(mail_settings(ENVIRONMENT.smtp_url))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
