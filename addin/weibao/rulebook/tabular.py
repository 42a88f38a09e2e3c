"""A rulebook as plain tables and back: what an office edits in a workbook instead of TOML files.

Every kind of record is a table, one record a row; `source.place` is a column, a list of texts is one text of lines,
a list of tables (`links`, `steps`) is a table of its own whose first column names the record; the further sources of
all records are one table, MORE. What a file says of itself (category, assumption) stands in FILES, the plan in TEXT,
line by line. Comments of TOML files are not kept; everything that the loader reads is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from weibao.errors import RulebookError
from weibao.rulebook import annual, counts, proofs, rounds, specs
from weibao.rulebook.code_words import code_words
from weibao.rulebook.faults import Faults, Spot
from weibao.rulebook.labels import TABLES
from weibao.rulebook.loader import NO_FILE, toml_files
from weibao.rulebook.loader import TEXT as TEXT_FILE
from weibao.rulebook.tables import Field, Spec, decode, optional, read_toml, required
from weibao.rulebook.tabular_checks import FILE, FILES, INDICATORS, META, OWNER, check_owners, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MORE: Final = "more"
TEXT: Final = "text"
_INDICATORS: Final = "indicators"

_CITED: Final = specs.CITATION
_LISTS: Final[Mapping[str, Spec]] = {
    "units.units": specs.UNIT | _CITED,
    "indicators.indicators": specs.INDICATOR | _CITED,
    "vetoes.vetoes": specs.VETO | _CITED,
    "tasks.tasks": specs.TASK | _CITED,
    "phases.phases": specs.PHASE | _CITED,
    "phases.milestones": specs.MILESTONE | _CITED,
    "meetings.meetings": specs.MEETING | _CITED,
    "rules.rules": specs.RULE | _CITED,
    "requirements.requirements": specs.REQUIREMENT | _CITED,
    "counts.counts": counts.SPECS["COUNT"] | _CITED,
    "counts.unasked": counts.SPECS["UNASKED"],
    "rounds.rounds": rounds.SPECS["ROUND"] | _CITED,
    "rounds.inspections": rounds.SPECS["INSPECTION"] | _CITED,
    "annual.annual_fields": annual.SPECS["FIELD"] | _CITED,
    "evidence.evidence": specs.EVIDENCE | _CITED,
    "material_types.material_types": specs.MATERIAL_TYPE | _CITED,
    "settings.settings": specs.SETTING | _CITED,
    "documents.document_kinds": specs.DOCUMENT | _CITED,
    "people.posts": specs.POST | _CITED,
    "systems.work_systems": specs.WORK_SYSTEM | _CITED,
    **{f"checks.{name}": spec | _CITED for name, (_, spec) in proofs.SPECS.items()},
    "uncited.uncited": specs.UNCITED,
    "audit.remarks": specs.REMARK | _CITED,
    "meta.group": specs.GROUP | _CITED,
    "meta.veto_effects": specs.VETO_EFFECT,
    "meta.categories": specs.CATEGORY | _CITED,
    "meta.facts": specs.FACT | _CITED,
}
_INSIDE: Final[Mapping[str, Spec]] = {
    "source": specs.SOURCE,
    "aggregation": specs.AGGREGATION,
    "links": specs.LINK,
    "steps": counts.SPECS["COUNT_STEP"],
}
_DAY: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_EPOCH, _LAST_DAY = date(1899, 12, 30), 2_958_466  # of spreadsheets: day 0, and the first that is none any more
_FILE: Final[Spec] = {FILE: required(str), "category": optional(str, ""), "assumption": optional(str, "")}
_MORE: Final[Spec] = {"table": required(str), OWNER: required(str), **specs.SOURCE}
_PAIR: Final[Spec] = {"key": required(str), "value": required(str)}
_LINE: Final[Spec] = {"line": required(str, empty=True)}
# What stands in the table META; the other keys of meta.toml are tables of their own.
_HEAD: Final[Spec] = {key: field for key, field in specs.META.items() if f"meta.{key}" not in _LISTS}

NOTHING: Final = "（空）"
"""What a cell holds where an empty text means something else than no text, such as 不编文号."""

Cell = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its ASCII name, its columns in order, and its rows with a cell for each of them.

    Of one that was read from a workbook also the sheet's name, and each column's heading and letter there.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    headings: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@cache
def shape() -> Mapping[str, Mapping[str, Field]]:
    """Every table that there may be, with the field of each column."""
    tables: dict[str, dict[str, Field]] = {FILES: dict(_FILE), META: dict(_PAIR)}
    for name, spec in _LISTS.items():
        tables[name] = ({FILE: required(str)} if name.startswith(_INDICATORS) else {}) | _columns(spec)
        for key, field in spec.items():
            if key in _INSIDE and field.kind is list:
                tables[f"{name}.{key}"] = {OWNER: required(str)} | _INSIDE[key]
    return tables | {MORE: dict(_MORE), TEXT: dict(_LINE)}


def _columns(spec: Spec) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for key, field in spec.items():
        if field.kind is dict:
            found |= {f"{key}.{inner}": part for inner, part in _INSIDE[key].items()}
        elif field.of is not dict:
            found[key] = field
    return found


# --- a folder as tables -----------------------------------------------------------------------------


def to_tables(folder: Path) -> tuple[Table, ...]:
    """The rulebook in `folder` as tables, in the order of `shape`; those that hold nothing are there without rows.

    Raises RulebookError for bytes that are not clean TOML.
    """
    raws = {name: read_toml(path, name) for name, path in toml_files(folder).items()}
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in shape()}
    for name, raw in raws.items():
        rows[FILES].append({FILE: name, **{key: raw[key] for key in ("category", "assumption") if key in raw}})
    head = {"follows": ""} | raws["meta.toml"]  # with a row for what a changed rulebook has to say
    rows[META] = [{"key": key, "value": head[key]} for key in _HEAD if key in head]
    for name, raw in raws.items():
        _spread(name, raw, rows)
    lines = decode((folder / TEXT_FILE).read_bytes(), Spot(TEXT_FILE)).split("\n")
    lines[-1] = lines[-1] or NOTHING  # an empty row at the end is none to a spreadsheet
    rows[TEXT] = [{"line": line} for line in lines]
    return tuple(
        Table(
            name,
            tuple(columns),
            tuple(tuple(_cell(row.get(key), field) for key, field in columns.items()) for row in rows[name]),
        )
        for name, columns in shape().items()
    )


def _spread(name: str, raw: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    """Put the records of one file into their tables."""
    stem, in_folder = name.split("/")[0].removesuffix(".toml"), "/" in name
    for key, value in raw.items():
        table = f"{stem}.{key}"
        if table not in _LISTS:
            continue
        for record in value if isinstance(value, list) else [value]:
            flat = {FILE: name} if in_folder else {}
            for field, content in record.items():
                if isinstance(content, dict):
                    flat |= {f"{field}.{inner}": part for inner, part in content.items()}
                elif field == MORE:
                    rows[MORE] += [{"table": table, OWNER: record["id"], **part} for part in content]
                elif field in _INSIDE:
                    rows[f"{table}.{field}"] += [{OWNER: record["id"], **part} for part in content]
                else:
                    flat[field] = content
            rows[table].append(flat)


def _cell(value: Any, field: Field) -> Cell:
    if value == "" and not field.required and field.default:
        return NOTHING
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value  # type: ignore[no-any-return]


# --- tables as a folder -----------------------------------------------------------------------------


def to_files(tables: Sequence[Table], faults: Faults | None = None) -> dict[str, bytes]:
    """The files of a rulebook folder by name. Raises RulebookError for a table or column that does not belong there.

    Rows that are of nothing are left out and noted in `faults`; without it, they are an error. Whether the rules are
    right is the loader's to say.
    """
    import tomli_w

    noted = Faults() if faults is None else faults
    given = {table.name: list(_records(table)) for table in tables}
    words = code_words(META, "key", _PAIR["key"])
    check_owners(given, shape(), _LISTS, words, noted)
    names = {row[FILE]: row for row in given.get(FILES, ()) if str(row.get(FILE, "")).endswith(".toml")}
    raws: dict[str, dict[str, Any]] = {
        name: {key: row[key] for key in keys if key in row}
        for name, row in names.items()
        for keys in [("category", "assumption") if name.startswith(INDICATORS) else ("assumption",)]
    }
    head = raws.setdefault("meta.toml", {})
    for number, row in enumerate(given.get(META, ()), 1):
        key = row.get("key", "")
        with noted.noted():
            if key and key not in _HEAD:
                known = "、".join(words.get(key, key) for key in _HEAD)
                spot_of(META, number).fail(f"不认识的项“{key}”", f"只能是：{known}")
        if key in _HEAD and ("value" in row or (key != "follows" and _HEAD[key].kind in (str, list))):
            head.setdefault(key, _typed(row.get("value"), _HEAD[key], META, key))
    homeless = Faults()
    for name in _LISTS:
        for number, row in enumerate(given.get(name, ()), 1):
            with homeless.noted():
                _gather(name, row, number, given, raws)
    noted.found += homeless.found
    if faults is None or homeless.found:  # without these records much else would be wrong
        noted.tell()
    files = {name: tomli_w.dumps(raw, multiline_strings=True).encode() for name, raw in sorted(raws.items())}
    text = "\n".join("" if (line := row.get("line", "")) == NOTHING else str(line) for row in given.get(TEXT, ()))
    return files | {TEXT_FILE: text.encode()}


def _records(table: Table) -> Iterator[dict[str, Any]]:
    """The rows as records without empty cells; empty rows are left out, but for lines of the plan."""
    known = shape().get(table.name)
    if known is None:
        raise RulebookError(f"表“{table.name}”不属于规则库；只能有：{'、'.join(shape())}。")
    strangers = [column for column in table.columns if column not in known]
    if strangers:
        spot_of(table.name).fail(f"不认识的栏“{'、'.join(strangers)}”", f"这里只能有：{'、'.join(known)}")
    for row in table.rows:
        record = {key: value for key, value in zip(table.columns, row, strict=True) if value not in (None, "")}
        if record or table.name == TEXT:
            yield record


def _gather(
    name: str,
    row: dict[str, Any],
    number: int,
    given: Mapping[str, list[dict[str, Any]]],
    raws: dict[str, dict[str, Any]],
) -> None:
    """Put one record, the table's `number`th, back into its file."""
    stem, key = name.split(".")
    file = str(row.pop(FILE, "")) if stem == _INDICATORS else f"{stem}.toml"
    if file not in raws and stem == _INDICATORS:
        spot_of(name, number).fail(f"“{FILE}”一栏写的没有列在表“{TABLES[FILES][0]}”里", "改正，或者在那里加一行")
    if file not in raws:
        Spot(file).fail(NO_FILE)
    record = _record(name, row)
    for inner, field in _LISTS[name].items():
        if field.kind is list and field.of is dict:
            parts = list(_parts(name, inner, record.get("id"), given))
            if parts or field.required:
                record[inner] = parts
    if name == "meta.group":
        raws[file][key] = record
    else:
        raws[file].setdefault(key, []).append(record)


def _parts(name: str, inner: str, owner: object, given: Mapping[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The tables in the list `inner` of the record `owner`."""
    table, spec = (MORE, specs.SOURCE) if inner == MORE else (f"{name}.{inner}", _INSIDE[inner])
    for part in given.get(table, ()):
        if part.get(OWNER) == owner and part.get("table", name) == name:
            yield {key: _typed(part[key], spec[key], table, key) for key in spec if key in part}


def _record(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the table of a TOML file: dotted columns are tables again, required texts and lists may be empty."""
    record: dict[str, Any] = {}
    for column, field in _columns(_LISTS[name]).items():
        value = row.get(column)
        outer, _, inner = column.partition(".")
        if value is None and (inner or not (field.required and (field.empty or field.kind is list))):
            continue
        target = record.setdefault(outer, {}) if inner else record
        target[inner or outer] = _typed(value, field, name, column)
    return record


def _typed(value: Any, field: Field, table: str, column: str) -> Any:
    """A cell in the type of its field; what does not fit stays as it is, for the loader to say so."""
    if field.kind is list:
        lines = [line.strip() for line in str(value or "").split("\n") if line.strip()]
        return [_date(line) if field.of is date else line for line in lines]
    if field.kind is str:
        return "" if value in (None, NOTHING) else _text(value)
    if field.kind is bool and isinstance(value, str):
        return {"是": True, "否": False}.get(value.strip(), value)
    if field.kind is date:
        return _date(value)
    if field.kind is int and isinstance(value, str) and re.fullmatch(r"\s*-?\d+\s*", value, re.ASCII):
        return int(value)  # a number in a cell of texts
    if field.kind in (int, object) and isinstance(value, (float, Decimal)) and isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    return value


def _text(value: object) -> str:
    """A number or date that was typed into a column of texts, as it reads."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (float, Decimal)):
        return str(int(value)) if isfinite(value) and value == int(value) else str(Decimal(str(value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def _date(value: Any) -> Any:
    """A day as a text or as the number that a spreadsheet counts it by; anything else as it stands."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < _LAST_DAY:
        return _EPOCH + timedelta(days=int(value))
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return value
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return value
