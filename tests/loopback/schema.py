"""Discord's official OpenAPI document: which schema the body of a request has to fit, and whether it does.

The document is not part of this repository. Tests use it where it lies beside the checkout.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from bot.config import DEFAULT_CONFIG

DOCUMENT = DEFAULT_CONFIG.parent.parent / "shared" / "discord-openapi.json"


def faults(method: str, path: str, body: Any) -> list[str]:
    """What the official schema finds in the body of a request, a sentence each. Nothing where it is not at hand."""
    return [] if _document() is None else _faults(method, path, body)


def _faults(method: str, path: str, body: Any) -> list[str]:
    template = _template(method, path)
    if template is None:
        return [f"{method} {path} is not in Discord's OpenAPI document"]
    validator = _validator(method, template)
    if validator is None:
        return [] if body is None else [f"{method} {path} takes no body"]
    return [
        f"{method} {template} {error.json_path}: {error.message[:500]}"
        for error in validator.iter_errors(_with_ids_as_text(body))
    ]


def _with_ids_as_text(body: Any) -> Any:
    """discord.py writes some ids as numbers, which Discord takes as well."""
    if not isinstance(body, dict):
        return body
    body = {key: _with_ids_as_text(value) if key == "data" else value for key, value in body.items()}
    if "message_reference" in body:
        body["message_reference"] = {key: str(id_) for key, id_ in body["message_reference"].items()}
    if isinstance(body.get("attachments"), list):
        body["attachments"] = [each | {"id": str(each["id"])} for each in body["attachments"]]
    return body


@cache
def _document() -> Any:
    return json.loads(DOCUMENT.read_bytes()) if DOCUMENT.exists() else None


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Every path of the document as an expression, those with the fewest parameters first: @original is no id."""
    found = [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))), path) for path in _document()["paths"]]
    return sorted(found, key=lambda each: each[1].count("{"))


def _template(method: str, path: str) -> str | None:
    for pattern, template in _templates():
        if pattern.fullmatch(path) and method.lower() in _document()["paths"][template]:
            return template
    return None


@cache
def _validator(method: str, template: str) -> Draft202012Validator | None:
    """What checks the JSON body of a route; None for a route without one."""
    operation = _document()["paths"][template][method.lower()]
    if "requestBody" not in operation:
        return None
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": _document()["components"]})
