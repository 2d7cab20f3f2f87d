"""A server that people reach over the network."""

from negoce.config.env import EnvironmentProblem

from .base import *  # noqa: F403
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
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
