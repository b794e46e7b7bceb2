import re

# Lone surrogates as well: JSON can hold them, UTF-8 cannot.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
