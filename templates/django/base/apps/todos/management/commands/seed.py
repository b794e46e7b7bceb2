from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from apps.todos import services
from apps.todos.models import Todo

TITLES = [
    "Read the README",
    "Add a field to the model",
    "Write a test for it",
    "Look around in the admin",
    "Ship it",
]


class Command(BaseCommand):
    help = "Fills an empty list with sample to-dos."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=len(TITLES))

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        if Todo.objects.exists():
            self.stdout.write("There are to-dos already; nothing was added.")
            return
        for number in range(count):
            round_, index = divmod(number, len(TITLES))
            title = TITLES[index] + (f" ({round_ + 1})" if round_ else "")
            services.create_todo(title=title, completed=number == 0)
        self.stdout.write(self.style.SUCCESS(f"Added {count} to-dos."))
