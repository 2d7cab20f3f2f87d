"""How people sign in: django-allauth for the pages, django-axes for the lock-out."""

# The parts of allauth that we leave closed have no address at all: see web/identity/sign_in_urls.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "negoce.web.identity.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Négoce] "
# No mail to an address that has no account: strangers would receive it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A person has one address, that of their account: allauth's own table of addresses stays empty, so that an
# address an administrator replaced opens nothing any more.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "negoce.web.identity.forms.sign_in.SignInForm",
    "reset_password": "negoce.web.identity.forms.password.ResetPasswordForm",
    "reset_password_from_key": "negoce.web.identity.forms.password.NewPasswordForm",
    "change_password": "negoce.web.identity.forms.password.ChangePasswordForm",
    "set_password": "negoce.web.identity.forms.password.FirstPasswordForm",
    "reauthenticate": "negoce.web.identity.forms.sign_in.PasswordAgainForm",
}
# allauth counts in the default cache, which each server process keeps for itself. That is enough for what it
# slows down (mails of reset, changes of password). What must not be guessed is counted in the database, for
# all processes together: passwords by axes, second factors by identity/actions/second_factor.py.

MFA_ADAPTER = "negoce.web.identity.second_factor_adapter.SecondFactorAdapter"
# Passkeys come with "webauthn" here and their pages.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Négoce"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "negoce.web.identity.forms.second_factor.CodeForm",
    "reauthenticate": "negoce.web.identity.forms.second_factor.CodeAgainForm",
    "activate_totp": "negoce.web.identity.forms.second_factor.ActivateForm",
}

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "negoce.web.identity.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "negoce.web.identity.address.client_address"
AXES_LOCKOUT_CALLABLE = "negoce.web.identity.lockout.locked_out"
# The lock ends when the page says, however often one tries meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Sign-ins are in our own journal.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Unless « Rester connecté » is ticked, a session ends with the browser; ticked, after two weeks.
SESSION_COOKIE_AGE = 14 * 24 * 3600
NEGOCE_ACCOUNT_MAIL_IN_BACKGROUND = True
