"""Where the title on a cover is broken."""

from __future__ import annotations

import pytest

from weibao.charts.titles import broken

PARTS = ("如皋市", "创建全国未成年人保护示范县（市）", "工作", "会议图册")
WHOLE = "".join(PARTS)


@pytest.mark.parametrize(
    ("room", "lines", "size"),
    [
        (len(WHOLE) * 40, [WHOLE], 40),
        (len(WHOLE) * 40 - 1, ["如皋市创建全国未成年人保护示范县（市）", "工作会议图册"], 40),
        (19 * 30, ["如皋市创建全国未成年人保护示范县（市）", "工作会议图册"], 30),
        (16 * 30, ["如皋市", "创建全国未成年人保护示范县（市）", "工作会议图册"], 30),
        (15 * 30, None, 0),
    ],
)
def test_lines_end_between_parts(room: float, lines: list[str] | None, size: float) -> None:
    found = broken(PARTS, (40, 30), lambda way, size: all(len(line) * size <= room for line in way))
    assert found == ((lines, size) if lines else None)


def test_lines_are_about_as_long_as_each_other() -> None:
    parts = ("山谷县", "儿童友好", "工作", "会议图册")
    found = broken(parts, (40,), lambda way, size: all(len(line) <= 12 for line in way))
    assert found == (["山谷县儿童友好", "工作会议图册"], 40)
