"""Titles are broken into balanced lines and never inside a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibao.documents.titles import title_lines, well_shaped

MATTER = ("关于限期整改", "未成年人保护", "示范创建", "有关问题的通知")


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("", ["关于限期整改未成年人保护", "示范创建有关问题的通知"]),
        ("谷管理处", ["谷管理处关于限期整改", "未成年人保护示范创建", "有关问题的通知"]),
        (
            "如皋市未成年人保护工作领导小组办公室",
            ["如皋市未成年人保护工作领导小组办公室", "关于限期整改未成年人保护", "示范创建有关问题的通知"],
        ),
    ],
)
def test_lines_are_balanced(issuer: str, lines: list[str]) -> None:
    found = list(title_lines((issuer, *MATTER)))
    assert "".join(found) == issuer + "".join(MATTER)
    assert well_shaped([len(line) for line in found])
    assert max(map(len, found)) <= 20
    if issuer != "谷管理处":  # several good answers there
        assert found == lines


def test_a_name_longer_than_a_line_stands_alone() -> None:
    name = "某" * 24
    assert title_lines((name, *MATTER))[0] == name
    assert title_lines(()) == ()
    assert title_lines(("通知",)) == ("通知",)


@given(st.lists(st.text("字", min_size=1, max_size=20), min_size=1, max_size=7))
def test_no_segment_is_ever_split_and_no_line_is_too_long(segments: list[str]) -> None:
    lines = title_lines(segments)
    assert "".join(lines) == "".join(segments)
    assert max(map(len, lines)) <= 20
    edges = {len("".join(segments[:n])) for n in range(len(segments) + 1)}
    cuts = {len("".join(lines[:n])) for n in range(len(lines) + 1)}
    assert cuts <= edges


@pytest.mark.parametrize(
    ("lengths", "good"),
    [([12], True), ([12, 11], True), ([8, 12], True), ([8, 12, 9], True), ([18, 12, 11], True),
     ([12, 12], False), ([12, 6, 12], False), ([12, 12, 8], False), ([8, 12, 12], False)],
)  # fmt: skip
def test_trapezium_and_diamond(lengths: list[int], good: bool) -> None:
    assert well_shaped(lengths) is good
