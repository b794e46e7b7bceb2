set -eu
python -m venv .venv
.venv/bin/pip install -r requirements-dev.txt
[ -e .env ] || cp .env.example .env
.venv/bin/python manage.py migrate
