"""Which file a registered material is: every way to write it, and what is never guessed."""

from __future__ import annotations

import unicodedata

import pytest

from weibao.compute.proof_resolve import Listing, is_path, parts_of, resolve
from weibao.compute.proof_texts import Sketch, Words, figures_in, likeness, places_in

FOLDER = "佐证材料/07 市教育局"
FILES = (
    f"{FOLDER}/I22 校园安全/平安校园创建方案.pdf",
    f"{FOLDER}/I22 校园安全/I22-02_20230615_校园安全检查记录.pdf",
    f"{FOLDER}/I23 双减/课后服务统计表.xlsx",
    f"{FOLDER}/I24 心理/心理教师名册.xlsx",
    f"{FOLDER}/通知.pdf",
    "佐证材料/10 市民政局/通知.pdf",
    "佐证材料/10 市民政局/会议纪要.pdf",
    "佐证材料/10 市民政局/旧/会议纪要.pdf",
    "佐证材料/共用/规划纲要.pdf",
)
LISTING = Listing(FILES, "佐证材料")


def found(location: str, title: str, *, indicator: str = "I22", alone: bool = True) -> tuple[str, tuple[str, ...]]:
    result = resolve(location, title, indicator, FOLDER, LISTING, alone=alone)
    return result.by, result.files


@pytest.mark.parametrize(
    ("location", "title", "by", "file"),
    [
        (FILES[0], "随便什么", "path", FILES[0]),
        ("07 市教育局/I22 校园安全/平安校园创建方案.pdf", "随便什么", "path", FILES[0]),
        ("I22 校园安全/平安校园创建方案.PDF", "随便什么", "path", FILES[0]),
        ("平安校园创建方案.pdf", "随便什么", "path", FILES[0]),
        (unicodedata.normalize("NFD", FILES[0]), "随便什么", "path", FILES[0]),
        ("别的文件夹/规划纲要.pdf", "随便什么", "name", FILES[8]),
        ("规划纲要.pdf", "随便什么", "name", FILES[8]),
        ("通知.pdf", "随便什么", "path", FILES[4]),
        (f"{FOLDER}/I22 校园安全", "平安校园创建方案", "title", FILES[0]),
        (f"{FOLDER}/I22 校园安全", "《平安校园创建方案》", "title", FILES[0]),
        ("", "校园安全检查记录", "title", FILES[1]),
        ("", "校园安全检查记录（2023年6月）", "likeness", FILES[1]),
        (f"{FOLDER}/I24 心理", "完全不同的名称", "folder", FILES[3]),
    ],
)  # fmt: skip
def test_one_file_is_meant(location: str, title: str, by: str, file: str) -> None:
    assert found(location, title) == (by, (file,))


@pytest.mark.parametrize(
    ("location", "title", "alone"),
    [
        ("", "毫不相干的材料", True),
        ("没有这个文件.pdf", "毫不相干的材料", True),
        (f"{FOLDER}/I22 校园安全", "毫不相干的材料", False),  # two files lie there, and several rows that point there
        (FOLDER, "毫不相干的材料", True),  # all that a unit has is no set
        (f"{FOLDER}/I24 心理", "完全不同的名称", False),  # one file, and several rows that point there
        ("", "方案", True),  # too short to be told by a likeness
    ],
)
def test_nothing_is_guessed(location: str, title: str, alone: bool) -> None:
    assert found(location, title, alone=alone) == ("", ())


@pytest.mark.parametrize("location", ["I22 校园安全", "I22 校园安全/", f"{FOLDER}/i22 校园安全"])
def test_a_folder_is_one_set(location: str) -> None:
    assert found(location.rstrip("/"), "毫不相干的材料", alone=True) == ("folder", FILES[:2])
    assert is_path(location)


def test_several_candidates_are_named_and_none_is_taken() -> None:
    result = resolve("会议纪要.pdf", "会议纪要", "I03", "佐证材料/99 没有", LISTING, alone=True)
    assert result.candidates == (FILES[6], FILES[7])
    assert not result.files


def test_a_file_that_we_moved_is_found_under_its_old_path() -> None:
    listing = Listing(FILES, "佐证材料", {f"{FOLDER}/旧/方案.pdf": FILES[0], f"{FOLDER}/x.pdf": "佐证材料/没有了.pdf"})
    assert resolve(f"{FOLDER}/旧/方案.pdf", "甲", "I22", FOLDER, listing, alone=True).files == (FILES[0],)
    assert not resolve(f"{FOLDER}/x.pdf", "甲", "I22", FOLDER, listing, alone=True).files


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("档案室3柜2层", False), ("档案室/3柜", False), ("原件存办公室", False), ("", False), ("方案.pdf", True),
        ("佐证材料/07 市教育局", True), ("I22 校园安全", True), ("D:\\材料", True), ("../外面", True),
        ("\\\\srv\\a", True), ("会议材料/", True), ("会议材料\\", True), ("会议材料", False),
    ],
)  # fmt: skip
def test_a_shelf_is_no_path(location: str, path: bool) -> None:
    assert is_path(location) is path


def test_several_files_in_one_cell() -> None:
    assert parts_of("甲.pdf、乙.pdf；丙.jpg") == ("甲.pdf", "乙.pdf", "丙.jpg")
    assert parts_of("档案室、办公室") == ("档案室、办公室",)
    assert parts_of("通知、签到表.pdf") == ("通知、签到表.pdf",)


NOUNS = {"Q01": ("镇（街道）", "镇(街道)"), "Q03": ("儿童主任",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全市共有14个镇（街道）", {("Q01", True, 14)}),
        ("全市14个镇（街道）均已设站", {("Q01", True, 14)}),
        ("我镇现有儿童主任18名，儿童主任总数为18名", {("Q03", False, 18)}),
        ("对3个镇（街道）开展督导", set()),
        ("2023年镇（街道）工作站", set()),
        ("全镇共有18名儿童主任", {("Q03", False, 18)}),
    ],
)
def test_totals_and_not_parts(text: str, said: set[tuple[str, bool, int]]) -> None:
    assert set(figures_in(text, NOUNS)) == said


ORGANS = Words({}, ["人民政府", "公安局", "民政局"], ["如皋市", "南通市"], "市")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("根据海安市人民政府要求", {"海安市"}), ("张家港市公安局印发", {"张家港市"}),
        ("如皋市公安局、南通市民政局", set()),
        ("报县公安局备案", set()), ("抄送：县公安局", {"县公安局"}), ("××县人民政府", {"××县"}),
        ("某某镇的做法", {"某某镇"}),
        ("某镇的做法", set()),
        ("本市公安局、各县人民政府、全市人民政府", set()), ("在辖区公安局", set()), ("由海安市公安局牵头", {"海安市"}),
    ],
)  # fmt: skip
def test_names_of_other_places(text: str, names: set[str]) -> None:
    assert set(places_in(text, ORGANS)) == names


def test_the_same_text_under_other_names_is_alike() -> None:
    sentence = "为做好未成年人保护工作，{}成立工作站，明确职责，落实人员，建立发现报告、个案会商、转介帮扶等制度。"
    base = sentence * 10
    other = "".join(chr(0x4E00 + (7 * n * n + 3 * n) % 2000) for n in range(400))
    sketches = []
    for text in (base.format(*["白蒲镇"] * 10), base.format(*["东陈镇"] * 10), other):
        sketch = Sketch(["白蒲镇", "东陈镇"])
        sketch.add(text)
        sketches.append(sketch.values())
    assert likeness(sketches[0], sketches[1]) == 1.0
    assert likeness(sketches[0], sketches[2]) < 0.1


def test_a_row_without_an_indicator_has_no_folders_of_its_own() -> None:
    """Whatever a folder is called, its name begins with nothing."""
    listing = Listing([f"{FOLDER}/I01 方案/方案.pdf"], "佐证材料")
    assert listing.own_folders(FOLDER, "I01") == (f"{FOLDER}/I01 方案",)
    assert listing.own_folders(FOLDER, "") == ()
