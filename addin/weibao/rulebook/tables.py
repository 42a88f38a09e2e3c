"""A strict reader of TOML tables: what a record may hold is declared once, everything else is an error.

Messages are Chinese and name the file, the record, what is wrong and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from weibao.rulebook.faults import Faults, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"
_REQUIRED: Any = object()
_TOO_LARGE = 10**10
_NAMES: dict[type, str] = {
    str: "文字",
    int: "整数",
    bool: "true 或 false",
    date: "日期（如 2030-01-31）",
    list: "列表",
    dict: "表",
    Decimal: "数",
    object: "文字或数",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its type, default (required if absent), choices, pattern, and whether "" is allowed.

    `of` is the type of a list's items; tables in a list are checked by the caller. A `filled` list has one at least.

    A field of type Decimal takes a TOML number or a text that reads as one; one of type object a text or a number.
    """

    kind: type
    default: Any = _REQUIRED
    choices: tuple[str, ...] = ()
    pattern: str = ""
    empty: bool = False
    of: type = str
    filled: bool = False

    @property
    def required(self) -> bool:
        """Whether a record without this key is an error."""
        return self.default is _REQUIRED


Spec = dict[str, Field]


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """One TOML file; numbers with a point become Decimal. Raises RulebookError for bytes that are not clean TOML."""
    spot = Spot(name)
    text = decode(path.read_bytes(), spot)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*?) \(at line (\d+), column (\d+)\)$", str(error))
        if not found:
            spot.fail(f"不是合法的 TOML（{error}）", "请检查引号、括号和等号是否成对")
        what, line, column = found.groups()
        spot.fail(
            f"第 {line} 行第 {column} 列不是合法的 TOML（{what}）", "请检查引号、括号、等号，以及同一个键是否写了两次"
        )


def decode(raw: bytes, spot: Spot) -> str:
    """UTF-8 bytes without a byte-order mark as text, line ends as LF."""
    if raw.startswith(_BOM):
        spot.fail("文件开头有 BOM", "请另存为“UTF-8（无 BOM）”")
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        spot.fail(f"第 {line} 行不是 UTF-8 编码", "请另存为 UTF-8，不要用 GBK")


def read_record(raw: object, spec: Spec, spot: Spot) -> dict[str, Any]:
    """The checked values of one table, defaults filled in, in the order of `spec`. Every wrong value is told."""
    faults = Faults()
    values = read_fields(raw, spec, spot, faults)
    faults.tell()
    return values


def read_fields(raw: object, spec: Spec, spot: Spot, faults: Faults) -> dict[str, Any]:
    """The values of one table that are right; what is wrong with the others goes to `faults`."""
    if not isinstance(raw, dict):
        with faults.noted():
            spot.fail(f"应为一个表，写的是{_describe(raw)}", "请写成 [[…]] 或 { … }")
        return {}
    values: dict[str, Any] = {}
    for key in raw:
        if key not in spec:
            with faults.noted():
                spot.fail(f"不认识的键“{key}”", f"这里只能用：{'、'.join(spec)}")
    for key, field in spec.items():
        with faults.noted():
            if key in raw:
                values[key] = _value(raw[key], key, field, spot)
            elif field.required:
                spot.fail(f"缺少“{key}”", f"应为{_NAMES[field.kind]}")
            else:
                values[key] = field.default
    return values


def _describe(value: object) -> str:
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    if isinstance(value, dict):
        return "一个表"
    if isinstance(value, list):
        return "一个列表"
    return f"“{value}”"


def _value(value: Any, key: str, field: Field, spot: Spot) -> Any:
    kind = field.kind
    if kind is Decimal:
        return _number(value, key, spot)
    if kind is object:
        return _scalar(value, key, spot)
    right = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    if not right or (kind is date and isinstance(value, datetime)):
        spot.fail(f"“{key}”应为{_NAMES[kind]}，写的是{_describe(value)}", _hint(kind))
    if kind is str:
        _check_text(value, key, field, spot)
    elif kind is list:
        if field.filled and not value:
            spot.fail(f"“{key}”不能为空", "至少写一项")
        return _items(value, key, field.of, spot)
    return value


def _hint(kind: type) -> str:
    return {str: "文字要放在引号里", date: "日期不加引号"}.get(kind, "")


def _number(value: Any, key: str, spot: Spot) -> Decimal:
    written = isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
    if not written and (isinstance(value, bool) or not isinstance(value, (int, Decimal))):
        spot.fail(f"“{key}”应为数，写的是{_describe(value)}", "如 2、0.5 或 '0.5'")
    number = Decimal(value)
    _check_size(number, key, spot)
    return number


def _scalar(value: Any, key: str, spot: Spot) -> Any:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)) or value == "":
        spot.fail(f"“{key}”应为文字或数，写的是{_describe(value)}")
    if not isinstance(value, str):
        _check_size(Decimal(value), key, spot)
    return value


def _check_size(value: Decimal, key: str, spot: Spot) -> None:
    """A number that can be computed with: TOML also knows nan and inf, and no rule needs more than ten digits."""
    if not value.is_finite():
        spot.fail(f"“{key}”写的是 {value}", "应为平常的数，不能是 nan、inf")
    if abs(value) >= _TOO_LARGE:
        spot.fail(f"“{key}”写的是 {value}，太大了", f"应小于 {_TOO_LARGE}")


def _items(value: list[Any], key: str, of: type, spot: Spot) -> tuple[Any, ...]:
    """A list whose items all are of one type; texts are neither blank nor repeated."""
    for item in value:
        if not isinstance(item, of) or (of is date and isinstance(item, datetime)) or _is_blank(item):
            spot.fail(f"“{key}”中的每一项都应为{_NAMES[of]}，有一项是{_describe(item)}")
        if of is str and value.count(item) > 1:
            spot.fail(f"“{key}”中“{item}”写了两次", "每项只写一次")
    return tuple(value)


def _is_blank(item: object) -> bool:
    return isinstance(item, str) and not item.strip()


def _check_text(value: str, key: str, field: Field, spot: Spot) -> None:
    if not field.empty and not value.strip():
        spot.fail(f"“{key}”不能为空")
    if field.choices and value not in field.choices:
        spot.fail(f"“{key}”写的是“{value}”", f"只能是：{'、'.join(field.choices)}")
    if field.pattern and not re.fullmatch(field.pattern, value):
        spot.fail(f"“{key}”写的是“{value}”，不合规定的写法", f"写法见 FORMAT.md（{field.pattern}）")


def required(kind: type, **options: Any) -> Field:
    """A key that must be there."""
    return Field(kind, **options)


def optional(kind: type, default: Any, **options: Any) -> Field:
    """A key that may be left out."""
    return Field(kind, default, **options)


def records(raw: Mapping[str, Any], key: str, spot: Spot) -> list[Any]:
    """The array of tables `key` of a file ([] where absent)."""
    value = raw.get(key, [])
    if not isinstance(value, list):
        spot.fail(f"“{key}”应写成 [[{key}]]", "每条记录一个 [[…]]")
    return value
