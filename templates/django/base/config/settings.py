"""One set of settings for development and production; the environment makes the difference."""

from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from config.env import BASE_DIR, load_environment, make_folder

env = load_environment()

DEBUG = env.debug
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
HOST, PORT = env.host, env.port
RATE_LIMIT = env.rate_limit
WEB_CONCURRENCY = env.web_concurrency
THREADS = 8  # of each process, each with a database connection
ADMIN_PATH = env.admin_path.rstrip("/") + "/"

INSTALLED_APPS = [
    "apps.core",
    "apps.accounts",
    "apps.todos",
    "corsheaders",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "apps.core.middleware.request_context",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "apps.core.middleware.error_responses",
    # Before anything looks at the Host header.
    "apps.core.middleware.health_checks",
    "django.middleware.common.CommonMiddleware",
    "apps.core.middleware.StaticFilesMiddleware",
    "apps.core.guards.same_origin",
    "apps.core.guards.rate_limit",
    "apps.core.guards.login_limit",
    "apps.core.guards.body_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.core.middleware.method_answers",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(env.database_url, conn_max_age=60)}
DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]
make_folder(DATABASES["default"]["NAME"].parent)
DATABASES["default"]["OPTIONS"] = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    # Take the write lock at BEGIN: upgrading a read lock later fails at once when another writes.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# For all bodies, of the API and of forms; raise it to take uploads.
DATA_UPLOAD_MAX_MEMORY_SIZE = 102_400

# Proxies: headers they set are believed only when the environment counts them.
TRUSTED_PROXIES = env.trusted_proxies
USE_X_FORWARDED_HOST = TRUSTED_PROXIES > 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_HSTS_SECONDS = 0 if DEBUG else env.hsts_seconds
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains and preloading concern the whole domain:
    "security.W021",  # its owner decides, not this application.
    "security.W008",  # TLS ends at the proxy, and so does the redirect to it.
]

CORS_ALLOWED_ORIGINS = env.cors_origins
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = ["accept", "content-type", "if-match", "x-request-id"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "apps.core.logs.RequestIdFilter"},
        "exceptions": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: record.exc_info,
        },
    },
    "formatters": {
        "text": {"()": "apps.core.logs.TextFormatter"},
        "json": {"()": "apps.core.logs.JsonFormatter"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "filters": ["request_id"],
            "formatter": "text" if DEBUG else "json",
        }
    },
    "root": {"handlers": ["stdout"], "level": env.log_level},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # The access log has a line for everything else already.
        "django.request": {"level": "ERROR", "filters": ["exceptions"]},
        "django.server": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "uvicorn": {"level": "WARNING"},
    },
}
