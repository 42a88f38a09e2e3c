"""What the history keeps of what people type."""

from __future__ import annotations

import re

import pytest

from weibao.campaign.history_privacy import has_mark, kept, kept_input, kept_path

MARK = "〔[^〔〕]+ [0-9a-f]{4}〕"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系 13812345678。", f"联系 {MARK}。"), ("手机１３８ 1234 5678", f"手机{MARK}"),
        ("0513-87654321", MARK), ("电话：87654321", f"电话：{MARK}"), ("热线为87654321", f"热线为{MARK}"),
        ("王小明（8岁）被欺凌", f"{MARK}（8岁）被欺凌"), ("身份证 320682201001011234", f"身份证 {MARK}"),
    ],
)  # fmt: skip
def test_numbers_and_children_are_left_out(text: str, shown: str) -> None:
    assert re.fullmatch(shown, kept(text))
    assert has_mark(kept(text))
    assert kept(kept(text)) == kept(text)


@pytest.mark.parametrize(
    "text", ["周明", "2023-09-30", "20230930", "谷〔2026〕12号", "0.25", "编号 00123456789012", "见 12.01234567"]
)
def test_the_rest_stays(text: str) -> None:
    assert kept(text) == text
    assert not has_mark(text)


def test_another_number_is_another_mark_and_its_spelling_is_none() -> None:
    assert kept("138-1234-5678") == kept("１３８１２３４５６７８")
    assert kept("13812345678") != kept("13812345679")


@pytest.mark.parametrize("column", ["电话", "办公电话", "联系电话"])
def test_of_a_column_for_telephones_nothing_is_kept(column: str) -> None:
    masked = kept_input(f"回收情况/1-D07/{column}", "周明8765转2")
    assert re.fullmatch(MARK, masked)
    assert kept_input(f"回收情况/1-D07/{column}", masked) == masked
    assert kept_input(f"回收情况/1-D07/{column}", "见通讯录") == "见通讯录"
    assert kept_input("回收情况/1-D07/备注", "第876号") == "第876号"


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("佐证材料/实验小学三年级学生李某某", "照片.jpg"), ("佐证材料/13812345678", "王小明（8岁）.pdf"),
        ("佐证材料/I01", "I01-01_方案.docx"),
    ],
)  # fmt: skip
def test_what_lies_in_a_folder_begins_as_the_folder(folder: str, name: str) -> None:
    path = kept_path(f"{folder}/{name}")
    assert path.startswith(f"{kept_path(folder)}/")
    assert kept_path(path) == path
    assert not re.search("李某某|13812345678|王小明", path)
    assert has_mark(path) == ("I01" not in folder)
