"""Reads the JSON body of an API request strictly."""

import json
import zlib
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from apps.core.problems import Problem


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        charset = (
            request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
        )
        if request.content_type != "application/json" or charset.lower() not in {"utf-8", "utf8"}:
            raise Problem(415)
        try:
            text = decompress(request).decode("utf-8-sig")
            return json.loads(text, parse_int=number, parse_float=number, parse_constant=refuse)
        except (ValueError, RecursionError):
            raise Problem(400, "The body is not valid JSON in UTF-8.") from None

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Leaves lists of what is repeated; Ninja's own takes the last."""
        return {
            name: values if name in list_fields or len(values) > 1 else values[0]
            for name, values in data.lists()
        }


def decompress(request: HttpRequest) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return request.body
    if encoding not in {"gzip", "deflate"}:
        raise Problem(415, "The body may be compressed with gzip or deflate only.")
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    decompressor = zlib.decompressobj(wbits=47)  # gzip or zlib, as its header says
    try:
        body = decompressor.decompress(request.body, limit + 1)
    except zlib.error:
        raise ValueError from None
    if len(body) > limit:
        raise Problem(413)
    if not decompressor.eof or decompressor.unused_data:
        raise ValueError
    return body


def number(text: str) -> int | float:
    """JSON knows one kind of number: 1.0 is the integer 1."""
    value = float(text)
    return int(value) if value.is_integer() else value


def refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
