from django.core.exceptions import ValidationError

from apps.core.characters import CONTROL

MAX_LENGTH = 200

# What JavaScript's trim() takes away; str.strip() also takes control characters, but not U+FEFF.
WHITESPACE = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def clean_title(text: str) -> str:
    title = text.strip(WHITESPACE)
    if not title:
        raise ValidationError("Enter a title.")
    if len(title) > MAX_LENGTH:
        raise ValidationError(f"Use at most {MAX_LENGTH} characters.")
    if CONTROL.search(title):
        raise ValidationError("Remove line breaks, tabs and other control characters.")
    return title


def validate_title(text: str) -> None:
    clean_title(text)
