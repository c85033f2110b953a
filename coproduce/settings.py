"""All settings, read from the environment, with defaults for a laptop. See .env.example for each variable."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from coproduce import error_reports
from coproduce.databases import with_options
from coproduce.safe_settings import LOG_FORMATS, Settings, refuse_what_is_not_safe
from coproduce.schedule import SCHEDULE
from core.folders import private_folder
from core.s3 import s3_place

BASE_DIR = Path(__file__).resolve().parent.parent
env = Settings()

# --- Where does it run, and for whom? ---
DATA_DIR = private_folder(env.str("COPRODUCE_DATA_DIR", default=str(BASE_DIR / "data")))
# The keys that open the answers of reviews. Never in the data folder, and in no backup (docs/adr/0110).
KEYS_DIR = Path(env.str("COPRODUCE_KEYS_DIR", default=str(BASE_DIR / "keys")))
DEBUG = env.is_on("DEBUG", default=False)
# Demo mode shows the emails that would have been sent on a page in the app. Never set it where real people sign in.
DEMO = env.is_on("COPRODUCE_DEMO", default=False)
SITE_URL = env.site("SITE_URL", default="http://localhost:8000")
IS_HTTPS = SITE_URL.startswith("https://")
# How money is written that people get in return: a sign or three letters.
CURRENCY = env.str("COPRODUCE_CURRENCY", default="") or "£"
# Where to write to about a hole in Coproduce, and the day until which that is good.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
SECURITY_EXPIRES = env.day("SECURITY_EXPIRES")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"], of=SITE_URL)
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _kept_secret() -> str:
    """Return the key of an embedded installation; it is made once and kept beside the data."""
    path = DATA_DIR / "secret-key"
    if not path.exists() or not path.stat().st_size:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        # Whole at once: half a key, from a disk that was full, would stay for good.
        new = path.with_name("secret-key.new")
        new.touch(mode=0o600)
        new.write_text(get_random_secret_key())
        new.replace(path)
    return path.read_text()


_given_key = env.str("SECRET_KEY", default="")
SECRET_KEY = _given_key or _kept_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- What is it made of? ---
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    # "Simple" leaves the loaders to us; see TEMPLATES.
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "core",
    "accounts",
    "projects",
    "ballots",
    "outbox",
    "actions",
    "participation",
    "questions",
    "plan",
    "meetings",
    "decisions",
    "updates",
    "elements",
    "reports",
    "home",
    "coproduce",
]
MIDDLEWARE = [
    "coproduce.health_pages.for_machines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.compression.CompressPages",
    "core.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "core.incoming.whole_requests",
    "core.middleware.LastingSessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.htmx_sign_in",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.numbers.keys_in_addresses",
    "accounts.middleware.visits",
    "accounts.middleware.known_browsers",
    "accounts.middleware.words_that_wait",
    "projects.middleware.back_to_list",
    "projects.middleware.ShowsBothWords",
]
ROOT_URLCONF = "coproduce.urls"
WSGI_APPLICATION = "coproduce.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["core.template_loader.Loader"],
                        )
                    ],
                )
            ],
            # Here, so that on Django 6, whose core has partials, no template changes.
            "builtins": [
                "template_partials.templatetags.partials",
                "core.templatetags.csrf",
                "core.templatetags.own_words",
                "core.templatetags.url",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
                "accounts.context.words",
            ],
        },
    },
]

# Parts of pages that are drawn from published numbers only, each process its own (docs/adr/0105).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- Where is it kept? ---
# Somebody who waits for a page is told soon that it cannot be had; a worker or a migration may wait for longer.
SERVES_PAGES = env.is_on("COPRODUCE_SERVES_PAGES", default=False)
DATABASE_LOCK_SECONDS = env.number("DATABASE_LOCK_SECONDS", default=5) if SERVES_PAGES else 60
DATABASE_CONNECT_SECONDS = env.number("DATABASE_CONNECT_SECONDS", default=5)
# 0: as long as it takes.
DATABASE_QUERY_SECONDS = env.number("DATABASE_QUERY_SECONDS", default=10) if SERVES_PAGES else 0
# Between Coproduce and PostgreSQL, each transaction on a session that it had free.
DATABASE_BEHIND_PGBOUNCER = env.is_on("DATABASE_BEHIND_PGBOUNCER", default=False)
_database = env.database(
    "DATABASE_URL",
    *("DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"),
    default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
)
DATABASES = {
    "default": with_options(
        _database,
        data_dir=DATA_DIR,
        connect_seconds=DATABASE_CONNECT_SECONDS,
        lock_seconds=DATABASE_LOCK_SECONDS,
        query_seconds=DATABASE_QUERY_SECONDS,
        is_behind_pgbouncer=DATABASE_BEHIND_PGBOUNCER,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who are you? ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:person_home"
SESSION_ENGINE = "core.session_store"
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60
# How long the session of one user lasts: shorter for those who see what others do not.
SESSION_LENGTH = "home.sessions.session_length"
MAY_ASK_FOR_ADDRESS = "participation.permissions.may_have_address_asked"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
# Not in a cookie, as it is by default: what a message says is nobody else's business.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "accounts.signed_out.csrf_failure"

# --- What may a page do? ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [NONE],
        # What a page names by http:// is asked for by https://; where there is no https://, that would be nothing.
        "upgrade-insecure-requests": IS_HTTPS,
    }
}
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
# Off unless the host says so: other names below this one may not have HTTPS, and are not ours to close.
SECURE_HSTS_PRELOAD = env.is_on("HSTS_PRELOAD", default=False)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD or env.is_on("HSTS_SUBDOMAINS", default=False)
SECURE_SSL_REDIRECT = env.is_on("SECURE_SSL_REDIRECT", default=IS_HTTPS)
BEHIND_PROXY = env.is_on("BEHIND_PROXY", default=False)
# So many entries at the end of X-Forwarded-For come from proxies of ours; what stands before them anybody can write.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=1, least=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # core.middleware.headers sets X-Frame-Options itself
    "security.W005",  # HSTS_SUBDOMAINS is the host's to decide
    "security.W021",  # and so is HSTS_PRELOAD
]

# --- How do emails leave? ---
_MAIL_FILES = "filemail://"
EMAIL_CONFIG = env.email(
    "EMAIL_URL",
    *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USER", "EMAIL_PASSWORD", "EMAIL_SECURITY"),
    default=_MAIL_FILES,
)
vars().update({k: v for k, v in EMAIL_CONFIG.items() if k.startswith("EMAIL_")})
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 20
if DEMO:
    EMAIL_BACKEND = "outbox.demo_mail.DemoMailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="coproduce@localhost")

# --- What happens in the background? ---
BROKER_URL = env.broker("BROKER_URL", "BROKER_PASSWORD", default="filesystem://localhost")
CELERY_BROKER_URL = BROKER_URL
if BROKER_URL.startswith("filesystem"):
    _broker = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT = "core.message_files:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | float] = {
        "data_folder_in": str(_broker / "messages"),
        "data_folder_out": str(_broker / "messages"),
        "control_folder": str(_broker / "control"),
        # A message waits this long at most before the worker sees it.
        "polling_interval": 0.25,
    }
    for _name in ("messages", "control"):
        (_broker / _name).mkdir(parents=True, exist_ok=True)
elif BROKER_URL.startswith("redis"):
    # A task of a killed worker comes back after this long; without the two settings below it took far longer.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": env.number("BROKER_VISIBILITY_TIMEOUT", default=600),
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        # A person waits for the page meanwhile; what is not told to a worker now is found at the next tick.
        "max_retries": 0,
        "socket_timeout": 5,
    }
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULER = "coproduce.beat:Scheduler"
# Emails with codes wait behind no other work: workers of their own take this queue.
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue("celery"), Queue("codes")]
CELERY_TASK_ROUTES = {"accounts.tasks.send_*": {"queue": "codes"}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Printing takes 100 MB more: a worker that took them is replaced after its task, so they are given back.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 120_000  # kB
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- What do people read? ---
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = env.zone("TIME_ZONE", default="Europe/London")
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "core.style_sheets.AllSheets",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# Pictures and recordings that people add, apart from what is served as it is: a view that asks who may sends them.
FILES_DIR = private_folder(env.str("COPRODUCE_FILES_DIR", default="") or DATA_DIR / "files")
# What the pictures and recordings of one project may come to, so that none fills the disk for all.
FILES_MOST_MB = env.number("FILES_MOST_MB", default=2000)
FILES_BUCKET = env.str("FILES_BUCKET", default="")
FILE_UPLOAD_HANDLERS = ["core.uploads.CappedUploads"]
DATA_UPLOAD_MAX_NUMBER_FILES = 3
# A list of a million letters that is pasted, and a file of two megabytes about which something is asked: both at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
_FOLDER = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": FILES_DIR,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
_BUCKET = {
    "endpoint": env.str("FILES_ENDPOINT", default=""),
    "region": env.str("FILES_REGION", default=""),
    "access_key": env.str("FILES_ACCESS_KEY", default=""),
    "secret_key": env.str("FILES_SECRET_KEY", default=""),
}
# Hashed names need `collectstatic` first: the run command and the Dockerfile do it.
HASHED_STATIC = env.is_on("COPRODUCE_HASHED_STATIC", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": s3_place(bucket=FILES_BUCKET, **_BUCKET) if FILES_BUCKET else _FOLDER,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Without collected files they are served from where they are written, and a change is seen at once.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC

LOG_FORMAT = env.one_of("LOG_FORMAT", LOG_FORMATS, default="plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.logs.Lines",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
        "json": {"()": "core.logs.JsonLines"},
    },
    "filters": {
        "without_links": {"()": "core.logs.WithoutLinks"},
        "one_line": {"()": "core.logs.OneLine"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["without_links", "one_line"],
        }
    },
    "root": {"handlers": ["console"], "level": env.level("LOG_LEVEL", default="WARNING")},
}

refuse_what_is_not_safe(
    key=_given_key,
    is_https=IS_HTTPS,
    is_behind_proxy=BEHIND_PROXY,
    is_demo=DEMO,
    is_debug=DEBUG,
)

# --- Who watches it? ---
# Numbers for Prometheus, for whoever has this; empty: there is no such page.
METRICS_TOKEN = env.token("METRICS_TOKEN")
if _sentry := env.sentry("SENTRY_DSN"):
    error_reports.begin(_sentry)
