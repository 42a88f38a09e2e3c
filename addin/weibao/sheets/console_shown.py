"""What a table sheet of 总台账 shows: a frame, its columns and their widths, and what is said where it is empty."""

from __future__ import annotations

from dataclasses import dataclass

from weibao.sheets.frame_fields import Field

HEADER_ROW = 2  # 0-based: the first row below it is the first of the data


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a sheet: the frame's key, its width in characters, and a heading where the frame's is too long."""

    key: str
    width: float
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet that shows one frame. `frozen` columns stay in sight; `empty` is said where there are no rows."""

    name: str
    frame: str
    columns: tuple[Shown, ...]
    frozen: int = 0
    empty: str = "没有内容。"
    extra: tuple[Field, ...] = ()  # columns that the frame at hand has besides its own


def columns(text: str) -> tuple[Shown, ...]:
    """Columns from lines of “key width [heading]”."""
    parts = [line.split() for line in text.strip().splitlines()]
    return tuple(Shown(key, float(width), *heading) for key, width, *heading in parts)
