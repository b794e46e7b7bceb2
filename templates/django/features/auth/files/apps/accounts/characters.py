from django.core.exceptions import ValidationError

from apps.core.characters import CONTROL

EMAIL_LENGTH = 254


def refuse_control(text: str) -> None:
    """Such characters no keyboard types; databases and hashes fail on some of them."""
    if CONTROL.search(text):
        raise ValidationError("Remove line breaks, tabs and other control characters.")
