import gzip
import zlib

import pytest

from tests.conftest import Api

LIMIT = 102_400
MILK = b'{"title": "Milk"}'


def post(api: Api, body: bytes, **headers: str) -> int:
    response = api("POST", "/api/todos", body=body, **headers)
    if response.status_code != 201:
        assert response["Content-Type"] == "application/problem+json"
        assert not any(word in response.content for word in (b"Expecting", b"line 1", b"Traceback"))
    status: int = response.status_code
    return status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"title=Milk",
        b'{"title": "Milk",}',
        b'{"title": "a", "order": NaN}',
        b'{"title": "\xff"}',
        '{"title": "Milk"}'.encode("utf-16"),
        b"[" * 100_000,
    ],
)
def test_what_is_not_json_is_400(api: Api, body: bytes) -> None:
    assert post(api, body) == 400


def test_numbers_are_those_of_json(api: Api) -> None:
    assert post(api, b'{"title": "a", "order": 1.0}') == 201
    assert post(api, b'{"title": "a", "order": 1e400}') == 422
    assert post(api, b'{"title": "a", "order": ' + b"9" * 5_000 + b"}") == 422


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 201),
        ('Application/JSON; charset="UTF-8"', 201),
        ("application/json; charset=latin1", 415),
        ("application/x-www-form-urlencoded", 415),
        ("text/plain", 415),
        ("nonsense", 415),
    ],
)
def test_content_type(api: Api, content_type: str, status: int) -> None:
    assert post(api, MILK, content_type=content_type) == status


def test_size(api: Api) -> None:
    assert post(api, MILK.ljust(LIMIT)) == 201
    assert post(api, MILK.ljust(LIMIT + 1)) == 413


def test_compressed_bodies(api: Api) -> None:
    assert post(api, gzip.compress(MILK), content_encoding="gzip") == 201
    assert post(api, zlib.compress(MILK), content_encoding="deflate") == 201
    assert post(api, gzip.compress(MILK.ljust(20_000_000)), content_encoding="gzip") == 413
    assert post(api, gzip.compress(MILK)[:20], content_encoding="gzip") == 400
    assert post(api, MILK, content_encoding="gzip") == 400
    assert post(api, MILK, content_encoding="br") == 415
