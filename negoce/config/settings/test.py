"""The test suite: SQLite by default, PostgreSQL when NEGOCE_TEST_DATABASE says so."""

from .base import *
from .base import INSTALLED_APPS

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "negoce.demo"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
NEGOCE_ACCOUNT_MAIL_IN_BACKGROUND = False
NEGOCE_COUNT_SECONDS = 0
