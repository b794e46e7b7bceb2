"""What the page shows of the OpenAPI document."""

from typing import Any

Node = dict[str, Any]


def outline(document: Node) -> Node:
    return {
        "operations": [
            entry(path, method, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        ],
        "schemas": [
            {
                "name": name,
                "fields": [
                    field(key, each, key in schema.get("required", []))
                    for key, each in schema["properties"].items()
                ],
            }
            for name, schema in document["components"]["schemas"].items()
        ],
    }


def entry(path: str, method: str, operation: Node) -> Node:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            field(each["name"], each["schema"], each.get("required", False))
            | {"place": each["in"], "description": description(each)}
            for each in operation["parameters"]
        ],
        "body": type_of(body.get("schema", {})),
        "responses": [
            {
                "status": status,
                "description": response["description"],
                "type": type_of(content(response)),
            }
            for status, response in operation["responses"].items()
        ],
    }


def content(response: Node) -> Node:
    for media in response.get("content", {}).values():
        schema: Node = media["schema"]
        return schema
    return {}


def description(node: Node) -> str:
    return str(node.get("description") or node.get("schema", {}).get("description", ""))


def field(name: str, schema: Node, required: bool) -> Node:
    return {
        "name": name,
        "type": type_of(schema),
        "required": required,
        "description": schema.get("description", ""),
    }


def type_of(schema: Node) -> str:
    """Such as `string, 1 to 200 characters` or `list of Todo`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}"
    if "maxLength" in schema:
        return f"{schema['type']}, {schema.get('minLength', 0)} to {schema['maxLength']} characters"
    if "maximum" in schema:
        return f"{schema['type']}, {schema['minimum']} to {schema['maximum']}"
    return str(schema.get("format") or schema.get("type", ""))
