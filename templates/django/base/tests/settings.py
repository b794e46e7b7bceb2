"""The project's settings, whatever `.env` or the shell say."""

import os

from config.env import Environment
from tests.database import TEST, URL

Environment.model_config["env_file"] = None
for name in Environment.model_fields:
    os.environ.pop(name.upper(), None)
os.environ |= {"DEBUG": "true", "DATABASE_URL": URL}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["testserver"]
RATE_LIMIT = 1_000_000
DATABASES["default"]["TEST"] = TEST
