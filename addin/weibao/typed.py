"""Whether a value is what a record's field declares: for what comes from a process or a file that nobody trusts.

Texts that no workbook and no document could hold (lone surrogates, control characters), numbers that are none, and
whole numbers beyond anything that is counted here fit nowhere.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST: Final = 2**53
# Twelve digits are read of what people type, and ten behind the point.
_LARGEST: Final = Decimal(10) ** 12
_FINEST: Final = -12


def check_record(record: type, values: Mapping[str, Any], names: Mapping[str, Any]) -> None:
    """ValueError unless `values` are fields of the dataclass `record`, of the types that it declares.

    `names` are what the annotations are made of, where the module imports it for type checkers only.
    """
    declared = _declared(record, tuple(names.items()))
    for name, value in values.items():
        if name not in declared or not fits(value, declared[name]):
            raise ValueError(f"{record.__name__}.{name}")


@cache
def _declared(record: type, names: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    hints = get_type_hints(record, localns=dict(names))
    return {item.name: hints[item.name] for item in fields(record)}


def fits(value: object, kind: Any) -> bool:
    """Whether a value is of a declared type; a bool is no int, a time no day."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return any(fits(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and _fit_each(value, inner)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(
            fits(key, inner[0]) and fits(item, inner[1]) for key, item in value.items()
        )
    return _is_plain(value, kind)


def _fit_each(value: tuple[Any, ...], inner: tuple[Any, ...]) -> bool:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return all(fits(item, inner[0]) for item in value)
    return len(value) == len(inner) and all(map(fits, value, inner))


def _is_plain(value: object, kind: Any) -> bool:
    if not isinstance(value, kind):
        return False
    if isinstance(value, str):
        return (kind is not str or type(value) is str) and not _NO_TEXT.search(value)
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, int):
        return abs(value) <= _MOST
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= _FINEST and abs(value) < _LARGEST
    return not isinstance(value, datetime) or kind is not date
