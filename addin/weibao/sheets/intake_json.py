"""What a worker process answers, as JSON: the records of a return and nothing else.

JSON and a closed list of records, so that a process which a file has taken over can hand back data only.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from weibao.compute.model import (
    AnnualInput,
    CountInput,
    EvidenceInput,
    FeedbackInput,
    Level,
    People,
    RowInput,
    Submission,
    VetoInput,
)
from weibao.findings import Finding, Severity
from weibao.sheets.intake import ReadReturn
from weibao.sheets.intake_identity import Identity
from weibao.typed import check_record

RECORDS: Final[dict[str, type[Any]]] = {
    kind.__name__: kind
    for kind in (
        ReadReturn, Identity, Submission, RowInput, EvidenceInput, VetoInput, FeedbackInput, CountInput, AnnualInput,
        People, Finding, Level, Severity,
    )
}  # fmt: skip

_NAMES: Final[dict[str, Any]] = {**RECORDS, "date": date, "Decimal": Decimal}


def to_json(value: Any) -> Any:
    """The value in lists, dicts, texts and numbers; TypeError for what no return holds."""
    if isinstance(value, Enum):
        return {"~": type(value).__name__, "": value.value}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, date):
        return {"~": "date", "": value.isoformat()}
    if isinstance(value, Decimal):
        return {"~": "Decimal", "": str(value)}
    if is_dataclass(value) and type(value).__name__ in RECORDS:
        return {
            "~": type(value).__name__,
            **{field.name: to_json(getattr(value, field.name)) for field in fields(value)},
        }
    raise TypeError(f"{type(value).__name__} 不是回收清单里的内容")


def from_json(data: Any) -> Any:
    """What `to_json` made of a value; lists become tuples. ValueError, KeyError or TypeError for anything else.

    A record is whole, and every field of it is of the type that it declares.
    """
    if isinstance(data, list):
        return tuple(from_json(item) for item in data)
    if not isinstance(data, dict):
        return data
    kind = data["~"]
    if kind == "date":
        return date.fromisoformat(data[""])
    if kind == "Decimal":
        return Decimal(data[""])
    record = RECORDS[kind]
    if issubclass(record, Enum):
        return record(data[""])
    values = {key: from_json(value) for key, value in data.items() if key != "~"}
    if len(values) != len(fields(record)):
        raise ValueError(kind)
    check_record(record, values, _NAMES)
    return record(**values)
