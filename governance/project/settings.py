"""The composition root: every choice of the site in one file. docs/settings.md explains each."""

from datetime import timedelta
from pathlib import Path

from governance.claims.scales import load_scales
from governance.project import environment as env

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))

AUDIT_ANCHOR = Path(env.text("AUDIT_ANCHOR", str(DATA_DIR / "anchor.jsonl")))
KEY_DIR = Path(env.text("KEY_DIR", str(DATA_DIR / "keys")))

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "governance.project.apps.ImprimaturAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # so that the widgets' templates may be ours
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "reversion",
    "content",
    "governance",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "governance.project.middleware.ContentSecurityPolicyMiddleware",
    "governance.project.middleware.RequestIdMiddleware",
    "governance.project.logs.RequestLogMiddleware",
    "governance.project.middleware.ClientAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "governance.project.middleware.IdleSessionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "governance.project.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "governance.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "governance.project.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.database(env.text("DATABASE", f"sqlite:///{DATA_DIR / 'imprimatur.sqlite3'}"))}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    INSTALLED_APPS.append("procrastinate.contrib.django")  # jobs; on SQLite they run in place
    PROCRASTINATE_IMPORT_PATHS = ["governance.jobs"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "governance.Person"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Guessing is stopped for one name from one address, so that nobody locks out somebody else on purpose.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has the log-ins
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Imprimatur"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "governance.project.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Cookies and transport. The demo runs on plain http on the loopback address alone.
HTTPS = env.flag("HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
# The public site has no cookie at all, so that anybody may cache it.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 60 * 60
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PROXIES = env.number("PROXIES", 0)

# The site. `content` reads the closed list of conditions here, so that it need not know `governance`.
ORGANISATION_NAME = env.text("ORGANISATION_NAME", "Alderway Health")
# Whether a physician may sign typography alone as a correction, which does not move the date of the last review.
ALLOW_CORRECTIONS = env.flag("ALLOW_CORRECTIONS")
# Whether readers see the position statement, at /position-statement/.
PUBLIC_STATEMENT = env.flag("PUBLIC_STATEMENT")
# Whether an entry is left each time somebody looks into the trail or a report.
RECORD_LOOKING = env.flag("RECORD_LOOKING")
# For how many days a live page that contradicts a new statement stays up, flagged; 0 takes it down at once.
CONFLICT_GRACE_DAYS = env.number("CONFLICT_GRACE_DAYS", 0, most=90)
PAGE_CONDITIONS = tuple(load_scales().parents)
# Days after the next review was due at which search engines are asked to leave a page out.
NOINDEX_AFTER = env.number("NOINDEX_AFTER", 90)
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# Who else is told of what was published and taken down: other sites, and the CDN.
WEBHOOKS = env.words("WEBHOOKS")
WEBHOOK_SECRET = env.text("WEBHOOK_SECRET")
WEBHOOK_PRIVATE = env.flag("WEBHOOK_PRIVATE")
PURGE_URL = env.text("PURGE_URL")
PURGE_TOKEN = env.text("PURGE_TOKEN")

MAIL = env.text("MAIL")
globals().update(env.mail(MAIL))  # EMAIL_HOST and its like
ANCHOR_MAIL = env.words("ANCHOR_MAIL")
ALARM_MAIL = env.words("ALARM_MAIL")
SECOND_LOOK_SIZE = env.number("SECOND_LOOK_SIZE", 10)
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "imprimatur@localhost")

# Who asks for /metrics brings it; without one there are no figures.
METRICS_TOKEN = env.text("METRICS_TOKEN")
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "text"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "governance.project.logs.JsonFormatter"}, "text": {}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A line for each request, where a machine reads them.
    "loggers": {"imprimatur.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"}},
}
