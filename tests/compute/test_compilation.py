"""资料汇编, pure: which files stay out, what may be released, names of files, boxes. Cases in the office's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from weibao.compute.compilation import Chapter, Compiled, Entry, Kept, Piece, Volume, pages_of
from weibao.compute.compilation_barred import Releases, Why, barred, code_of, releases, what_to_look_at
from weibao.compute.compilation_boxes import boxes
from weibao.compute.compilation_names import LONGEST, Namer, clean, part, units
from weibao.compute.proof_records import FileFacts, Material
from weibao.compute.returns import EvidenceInput
from weibao.compute.settings import Settings

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

DIGEST = "3f2a91c4" + "0" * 56
PDF: dict[str, Any] = {"size": 10, "digest": DIGEST, "kind": "pdf", "pages": 2, "characters": 90}

# 说法、文件、没有读、放行、结果（空着就是收录）
STAYS_OUT: tuple[tuple[str, dict[str, Any], bool, bool, str], ...] = (
    ("普通的文件收录", {}, False, False, ""),
    ("扫描件收录", {"characters": 0}, False, False, ""),
    ("有密级标志的不收", {"secret": "机密"}, False, False, "secret"),
    ("有密级标志的放行了也不收", {"secret": "机密", "personal": {"身份证号码": 1}}, False, True, "secret"),
    ("文件名有密级标志的不收", {"path": "佐证材料/机密★会议.pdf"}, False, True, "secret"),
    ("放在机密文件夹里的不收", {"path": "佐证材料/07 甲局/机密材料/通知.pdf"}, False, True, "secret"),
    ("没有读过的不收", {}, True, False, "unread"),
    ("没有读过的放行了也不收", {"personal": {"身份证号码": 1}}, True, True, "unread"),
    ("从来没有读到的不收", {"kind": "", "digest": ""}, False, False, "unread"),
    ("加了密码的不收", {"kind": "locked", "problem": "locked"}, False, True, "unread"),
    ("损坏的不收", {"problem": "damaged"}, False, False, "unread"),
    ("指到别处的链接不收", {"problem": "link", "kind": "", "digest": ""}, False, False, "unread"),
    ("程序不收", {"kind": "exe"}, False, True, "unsuitable"),
    ("压缩包没有读，不收", {"kind": "zip"}, False, True, "unsuitable"),
    ("空文件不收", {"kind": "empty"}, False, False, "unsuitable"),
    ("有身份证号码的不收", {"personal": {"身份证号码": 2}}, False, False, "personal"),
    ("有未成年人姓名的不收", {"personal": {"未成年人姓名": 1, "手机号码": 1}}, False, False, "personal"),
    ("有银行卡号的不收", {"personal": {"银行卡号": 1}}, False, False, "personal"),
    ("有个人信息、核对放行的收录", {"personal": {"身份证号码": 2}}, False, True, ""),
    ("只有手机号码的收录", {"personal": {"手机号码": 1}}, False, False, ""),
    ("内部资料收录", {"internal": True}, False, False, ""),
)


@pytest.mark.parametrize(
    ("said", "values", "unread", "released", "why"), STAYS_OUT, ids=[case[0] for case in STAYS_OUT]
)
def test_what_stays_out(said: str, values: dict[str, Any], unread: bool, released: bool, why: str) -> None:
    assert said
    facts = FileFacts(**{"path": "佐证材料/07 甲局/通知.pdf", **PDF, **values})
    allowed = Releases({code_of(facts): "王某某"} if released else {})
    found = barred(facts, facts.path, unread=unread, releases=allowed)
    assert (found.why.value if found else "") == why
    # Only what is left out for personal data shows how it may be released.
    assert bool(found and found.code) is (why == "personal")


def test_a_file_that_nobody_knows_is_unread() -> None:
    found = barred(None, "佐证材料/x.pdf", unread=False, releases=Releases())
    assert found is not None
    assert found.why is Why.UNREAD


def test_what_is_in_and_wants_a_look() -> None:
    facts = FileFacts(**{"path": "a.pdf", **PDF, "personal": {"身份证号码": 1, "手机号码": 3}, "internal": True})
    said = what_to_look_at(facts, Releases({code_of(facts): "王某某"}))
    assert said == "含个人信息，由王某某放行；有手机号码 3 处，看是不是工作联系电话；标着内部资料，看能不能对外提供"
    assert what_to_look_at(FileFacts(**{"path": "a.pdf", **PDF}), Releases()) == ""


@pytest.mark.parametrize(
    ("typed", "names", "wrong"),
    [
        ("", {}, 0),
        ("3f2a91c4=王某某", {"3f2a91c4": "王某某"}, 0),
        ("3F2A91C4：王某某、0123abcd = 李某", {"3f2a91c4": "王某某", "0123abcd": "李某"}, 0),
        ("3f2a91c4", {}, 1),  # nobody answers for it
        ("佐证材料/a.pdf=王某某", {}, 1),
        ("3f2a91c4=", {}, 1),
    ],
)
def test_releases_name_who_answers(village: Rulebook, typed: str, names: dict[str, str], wrong: int) -> None:
    settings, _ = Settings.build(village, {"compile_allow": typed})
    found, said = releases(settings)
    assert dict(found.names) == names
    assert [item.code for item in said] == ["compile-allow-unreadable"] * wrong


def test_pages_count_a_picture_as_one_and_are_unknown_where_one_is() -> None:
    pdf, photo, word = (
        FileFacts("a", kind="pdf", pages=3), FileFacts("b", kind="jpeg"), FileFacts("c", kind="docx")
    )  # fmt: skip
    assert pages_of([pdf, photo]) == 4
    assert pages_of([pdf, word]) is None
    assert pages_of([]) is None


# --- names --------------------------------------------------------------------------------------------

HOSTILE = (
    ("../../../etc/passwd", "etcpasswd"),
    ("..\\..\\会议", "会议"),
    ('=HYPERLINK("http://x")', "HYPERLINK(httpx)"),
    ("会议\u202egnp.exe", "会议gnp.exe"),
    ("a\x00b\nc\td", "abcd"),
    ("CON", "CON_"),
    ("nul.txt", "nul.txt_"),
    ("名单. . .", "名单"),
    ("100%完成#1[终稿]", "100完成1终稿"),
    ("", ""),
    ("…", "…"),
    ("e\u0301", "é"),
)


@pytest.mark.parametrize(("typed", "name"), HOSTILE)
def test_names_that_people_type(typed: str, name: str) -> None:
    assert clean(typed) == name


def nobody(_text: str) -> tuple[str, ...]:
    return ()


def named(book: Rulebook, title: str, name: str, *, several: int = 0, scan: Any = nobody) -> str:
    category, indicator = book.categories[0], book.indicators[0]
    item = EvidenceInput(indicator.id, title, dated=date(2023, 6, 15))
    row = Material("D01", "回收/第1轮/a.xlsx", item)
    return Namer(1, category).file(indicator, 2, several, row, "市政府办", name, scan)


@pytest.mark.parametrize("title", ["长" * 400, "𠀀" * 400, "a" * 400, "长" * 70 + "\u0301" * 90, "=" * 50, "../" * 80])
@pytest.mark.parametrize("name", ["材料.PDF", "x." + "e" * 90, "没有后缀", ".pdf", "a.p\u202edf", "x.doc.exe "])
def test_paths_are_short_and_stay_below(rugao: Rulebook, title: str, name: str) -> None:
    path = named(rugao, title, name)
    assert units(path) <= LONGEST
    parts = path.split("/")
    assert len(parts) == 4
    assert all(len(part.encode()) <= 240 and part == part.strip(". ") for part in parts)
    assert not set(path) & set('\\:*?"<>|#%[]\n\x00\u202e')
    assert parts[-1].startswith("I01-02_20230615_市政府办_")


def test_a_name_says_number_day_unit_and_title(rugao: Rulebook) -> None:
    folder = "01 组织领导/组织协调/I01 规划与绩效"
    assert named(rugao, "全体会议纪要", "扫描0001.PDF") == f"{folder}/I01-02_20230615_市政府办_全体会议纪要.pdf"
    # Of a set each file keeps a name of its own.
    assert named(rugao, "全体会议", "签到表.jpg", several=3) == f"{folder}/I01-02-3_20230615_市政府办_签到表.jpg"


def test_no_name_leads_to_a_person(rugao: Rulebook) -> None:
    def scan(text: str) -> tuple[str, ...]:
        return ("未成年人姓名",) if "李思思" in text else ()

    assert named(rugao, "学生李思思的情况", "a.pdf", scan=scan).endswith("_市政府办_材料.pdf")
    assert named(rugao, "走访记录", "李思思.pdf", several=1, scan=scan).endswith("_市政府办_走访记录.pdf")


def test_a_long_part_of_a_folder_is_cut() -> None:
    assert part("很" * 40) == "很" * 16
    assert part("a" * 15 + " b", 17) == "a" * 15 + "b"


# --- boxes --------------------------------------------------------------------------------------------


def volume(book: Rulebook, pages: list[list[int | None]]) -> Volume:
    chapters = []
    for indicator, counts in zip(book.indicators, pages, strict=False):
        entries = tuple(
            Entry("n", indicator.id, "D01", "t", Kept.INCLUDED, dated=date(2023, 1, 1), pages=count,
                  pieces=(Piece("a", "b", "", 1),))
            for count in counts
        )  # fmt: skip
        chapters.append(Chapter(indicator, "f", entries))
    return Volume(book.categories[0], 1, "01 甲", tuple(chapters))


@pytest.mark.parametrize(
    ("pages", "codes"),
    [
        ([[10], [10], [10]], ["01-I01~I03"]),
        ([[298], [1], [10]], ["01-I01", "01-I02~I03"]),  # a leaf takes a page, too
        ([[299], [1]], ["01-I01", "01-I02"]),
        ([[900], [1]], ["01-I01", "01-I02"]),  # an indicator is not torn apart
        ([[None] * 200, [None] * 200], ["01-I01", "01-I02"]),
    ],
)
def test_a_box_ends_where_the_next_indicator_would_overfill_it(
    village: Rulebook, pages: list[list[int | None]], codes: list[str]
) -> None:
    settings, _ = Settings.build(village, {})
    found = boxes(Compiled((volume(village, pages),)), settings)
    assert [box.code for box in found] == codes
    assert {box.of for box in found} == {len(codes)}
    assert {box.years for box in found} == {(2023,)}


def test_how_many_pages_a_box_takes_is_a_setting(rugao: Rulebook) -> None:
    settings, _ = Settings.build(rugao, {"compile_box_pages": "20"})
    compiled = Compiled((volume(rugao, [[10], [10], [10]]),))
    assert [box.code for box in boxes(compiled, settings)] == ["01-I01", "01-I02", "01-I03"]
    assert len(boxes(compiled, replace(settings, texts={"compile_box_pages": "很多"}))) == 1
