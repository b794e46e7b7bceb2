set -eu
# Volumes begin as root's.
sudo chown "$(id -u):$(id -g)" .venv
python -m venv --clear .venv
.venv/bin/pip install -r requirements-dev.txt
[ -e .env ] || cp .env.example .env
.venv/bin/python manage.py migrate
