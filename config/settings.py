"""Settings of every place the product runs in; what differs between places comes from the environment."""

from typing import Any

from csp.constants import NONE, SELF

from config.environment import BASE_DIR, data_dir, env, secret_key
from workflows.catalogue import WORKFLOW_APPS

DATA_DIR = data_dir()
SECRET_KEY = secret_key(DATA_DIR)
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", True)
PUBLIC_URL = env.str("PUBLIC_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
# AGPL: whoever uses this place over a network can get its source. Empty hides the link.
SOURCE_URL = env.str("SOURCE_URL", "")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "config",
    "organisation",
    "deadlines",
    "journal",
    "records",
    "documents",
    "mailroom",
    "archive",
    "workflows",
    "workflows.cases",
    *WORKFLOW_APPS,
    "workflows.derived",
    "viewflow",
    "viewflow.workflow",
    "django_tasks",
    "django_tasks_db",
    "anymail",
    "axes",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.PrivateByDefault",
    "config.school_time.SchoolTime",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.first_setup.FirstSetupMiddleware",
    "config.readable.Readable",
    "config.typed.Typed",
    "config.access.AccessMiddleware",
    "config.missing_files.MissingFiles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "config.pages.shared",
            ],
        },
    }
]

# Embedded default: SQLite tuned so that an acknowledged write survives kill -9 and power loss.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'zachetka.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {"ENGINE": "storage.sqlite", "OPTIONS": SQLITE_OPTIONS}
    # Tests use a file too: the in-memory database has other locks than the one schools run on.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "staff/locked.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

FORM_RENDERER = "config.forms.Renderer"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
FILES_DIR = DATA_DIR / "files"
FILES_URL = env.str("FILES_URL", "")  # s3://bucket/folder: stored files lie there, and FILES_DIR stays empty
S3_TIMEOUT = env.float("S3_TIMEOUT", 60)  # seconds without an answer, for stored files and backups
LETTERS_DIR = DATA_DIR / "letters"
PACKAGES_DIR = env.str("PACKAGES_DIR", "")  # empty: "packages" in the data folder

# Backups: folders of mounted media and buckets, and the one secret, which never lies on a medium.
BACKUP_MEDIA: list[str] = env.list("BACKUP_MEDIA", [])
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", 0)  # 0: nothing is thrown away
BACKUP_KEEP_YEARS = env.int("BACKUP_KEEP_YEARS", 0)  # years whose last backup stays beyond the days
BACKUP_KEY_FILE = env.str("BACKUP_KEY_FILE", "")

# Heads of the journal's chain: a folder where the database's owner does not come, and whom they are mailed to.
JOURNAL_HEADS = env.str("JOURNAL_HEADS", "")  # empty: "heads" in the data folder
JOURNAL_HEAD_TO = env.str("JOURNAL_HEAD_TO", "")

# Mail out: by default letters land as .eml files; otherwise Django's SMTP backend or one of Anymail.
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "mailroom.folder.FolderBackend")
EMAIL_HOST = env.str("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30
ANYMAIL = env.json("ANYMAIL", {})
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", "school@localhost"
)  # only until the profile names an address
MAIL_ENVELOPE = env.str("MAIL_ENVELOPE", "bounce+{token}@{domain}")  # returned letters come to this address
MAIL_PLUS_ADDRESS = env.bool("MAIL_PLUS_ADDRESS", True)  # replies come to school+token@domain

# Mail in.
SMTP_HOST = env.str("SMTP_HOST", "127.0.0.1")
SMTP_PORT = env.int("SMTP_PORT", 8025)
AUTHSERV_ID = env.str("AUTHSERV_ID", "")  # whose Authentication-Results headers to believe: our own server's
IMAP_URL = env.str("IMAP_URL", "")  # imaps://user:password@host:993/INBOX

# The seal on issued papers. Without a key one is made in the data folder, and every page says so.
SEAL_KEY = env.str("SEAL_KEY", "")  # a PKCS#12 file, or pkcs11:token=…;object=…?module-path=…
SEAL_PASSWORD = env.str("SEAL_PASSWORD", "")  # of the file, or the PIN of the token
SEAL_PASSWORD_FILE = env.str("SEAL_PASSWORD_FILE", "")  # the same from a file, as secrets are handed out
SEAL_EARLIER = env.str("SEAL_EARLIER", "")  # a PEM file with the certificates of seals used before
SEAL_TRUST = env.str("SEAL_TRUST", "")  # a PEM file with the roots of the seal and of the timestamps
# Signatures of people: a folder with the certificates of accredited authorities, PEM or DER.
SIGNATURE_TRUST = env.str("SIGNATURE_TRUST", "")
TIMESTAMP_URL = env.str("TIMESTAMP_URL", "")  # an RFC 3161 authority

TASKS = {
    "default": {
        "BACKEND": env.str("TASKS_BACKEND", "django_tasks_db.DatabaseBackend"),
        "QUEUES": ["default", "scans"],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

# Logs go to standard error and carry no personal data: identifiers only.
LOG_LEVEL = env.str("LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secret_links": {"()": "config.logs.WithoutSecretLinks"}},
    "formatters": {
        "plain": {
            "class": "config.logs.WithoutWordsOfErrors",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    # The level stands at the handler too: db_worker lowers its loggers to INFO by itself.
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "level": LOG_LEVEL,
            "filters": ["secret_links"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "mail.log": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

# Tests only: the named point at which the process kills itself. Refused unless DEBUG (see faults).
CRASH_AT = env.str("ZACHETKA_CRASH_AT", "")
