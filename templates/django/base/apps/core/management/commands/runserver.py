from django.conf import settings
from django.core.management.commands import runserver


class Command(runserver.Command):
    """Django's own, where PORT and HOST say; static files go through WhiteNoise as always."""

    default_addr = settings.HOST
    default_port = str(settings.PORT)
