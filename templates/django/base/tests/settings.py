"""The project's settings, whatever `.env` or the shell say."""

import os

from config import BASE_DIR
from config.env import Environment

Environment.model_config["env_file"] = None
for name in Environment.model_fields:
    os.environ.pop(name.upper(), None)
os.environ["DEBUG"] = "true"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["testserver"]
RATE_LIMIT = 1_000_000
# A file, as in production: threads share no database in memory.
DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "data" / f"test-{os.getpid()}.sqlite3"}
