import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "clear-sessions": {
        "task": "apps.jobs.tasks.clear_sessions",
        "schedule": crontab(hour="3", minute="0"),
    },
}
