"""Digests: of a file's bytes, and of what a document rests on (dates as ISO text, records field by field)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def digest(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_of(path: Path) -> str:
    """SHA-256 of a file, without having all of it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def facts_of(*parts: Any) -> str:
    """SHA-256 (hexadecimal) of text, numbers, dates, records, mappings and sequences of them, in their order."""
    text = json.dumps(parts, default=_plain, ensure_ascii=False, sort_keys=True)
    return digest(text.encode("utf-8", "surrogatepass"))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} in the facts of a document")
