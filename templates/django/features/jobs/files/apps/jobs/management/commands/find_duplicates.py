from typing import Any

from django.core.management import BaseCommand

from apps.jobs.tasks import find_duplicates


class Command(BaseCommand):
    help = "Lets a worker look for to-dos that are almost the same, and lists them."

    def handle(self, *args: Any, **options: Any) -> None:
        for one, other in find_duplicates.delay().get(timeout=300):
            self.stdout.write(f"{one} | {other}")
