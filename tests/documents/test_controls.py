"""Content controls of finished documents: found by tag, filled in a copy, and nothing else touched."""

from __future__ import annotations

from datetime import date

import pytest

from weibao.documents import layout as lay
from weibao.documents import limits
from weibao.documents.controls import Control, fill_controls, read_controls, styled_text
from weibao.documents.kind import Layout
from weibao.documents.layouts import compose
from weibao.documents.package import DOCUMENT_PART, read_package, write_package
from weibao.errors import TemplateError
from weibao.rulebook import load_calendar

OPEN = "皋未保办〔2024〕　　号"
NUMBER = "皋未保办〔2024〕3号"


@pytest.fixture(scope="module")
def document() -> bytes:
    """A template is as good as a filled document here: its controls hold the tags' text."""
    limit = lay.control(limits.tag(10, "工作日"), "2024年3月8日前（自本通知印发之日起10个工作日，按2024年2月23日暂算）")
    body = lay.paragraph("WBBody", "请于", limit, "完成整改。")
    return compose(Layout.UPWARD, body, title="关于整改的报告")


def words(control: Control) -> str | None:
    return NUMBER if control.tag == lay.DOC_NO else None


def test_controls_are_found_by_their_tags(document: bytes) -> None:
    tags = [control.tag for control in read_controls(document)]
    assert sorted(tags) == sorted([lay.DOC_NO, lay.SIGNER, lay.DATED, lay.PRINTED, "weibao:limit:10-workday"])


def test_one_control_is_filled_and_the_rest_stays(document: bytes) -> None:
    before = {control.tag: control.text for control in read_controls(document)}
    filled = fill_controls(document, words)
    after = {control.tag: control.text for control in read_controls(filled.content)}
    assert after == before | {lay.DOC_NO: NUMBER}
    old, new = read_package(document), read_package(filled.content)
    assert [name for name in old if old[name] != new[name]] == [DOCUMENT_PART]
    assert list(old) == list(new)


def test_the_look_of_the_text_stays(document: bytes) -> None:
    filled = fill_controls(document, lambda control: "王　签" if control.tag == lay.SIGNER else None)
    xml = read_package(filled.content)[DOCUMENT_PART].decode()
    at = xml.index("王　签")
    assert '<w:rStyle w:val="WBHeading2Text"/>' in xml[at - 200 : at]


def test_nothing_to_fill_gives_the_same_bytes(document: bytes) -> None:
    assert fill_controls(document, lambda control: control.text).content is document
    assert fill_controls(document, lambda _: None).content is document


def test_what_a_clerk_did_inside_a_control_is_replaced(document: bytes) -> None:
    parts = read_package(document)
    xml = parts[DOCUMENT_PART].decode()
    broken = '<w:r><w:t>皋未保办〔</w:t></w:r><w:ins w:id="1" w:author="甲"><w:r><w:t>2024〕9号</w:t></w:r></w:ins>'
    start = xml.index("<w:sdtContent>", xml.index(lay.DOC_NO)) + len("<w:sdtContent>")
    parts[DOCUMENT_PART] = (xml[:start] + broken + xml[xml.index("</w:sdtContent>", start) :]).encode()
    edited = write_package(parts)
    assert Control(lay.DOC_NO, "皋未保办〔2024〕9号") in read_controls(edited)
    filled = fill_controls(edited, words)
    assert Control(lay.DOC_NO, NUMBER) in read_controls(filled.content)
    assert b"<w:ins " not in read_package(filled.content)[DOCUMENT_PART]


def test_lines_of_a_control_are_breaks(document: bytes) -> None:
    filled = fill_controls(document, lambda control: "2024年3月8日\n（暂定）" if control.tag == lay.DATED else None)
    assert Control(lay.DATED, "2024年3月8日\n（暂定）") in read_controls(filled.content)


def test_texts_by_style() -> None:
    content = compose(Layout.GENERAL, lay.paragraph("WBBody", "正文"), title="甲")
    assert styled_text(content, "公文正文").startswith("正文")
    assert styled_text(content, "没有的样式") == ""


@pytest.mark.parametrize("content", [b"", b"PK", write_package({"a.txt": b"x"})])
def test_what_is_no_document_is_said(content: bytes) -> None:
    with pytest.raises(TemplateError, match="Word"):
        read_controls(content)


# --- controls that a clerk moved -------------------------------------------------------------------

DAY = '<w:sdt><w:sdtPr><w:tag w:val="weibao:dated"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
RUN = "<w:r><w:rPr><w:b/></w:rPr><w:t>旧</w:t></w:r>"
CELL = f"<w:tc><w:tcPr/><w:p><w:pPr/>{RUN}</w:p><w:p>{RUN}</w:p></w:tc>"


def holding(document: bytes, body: str) -> bytes:
    """A document with `body` as its whole text."""
    head, end = read_package(document)[DOCUMENT_PART].decode().split("<w:body>")[0], "</w:body></w:document>"
    return write_package({**read_package(document), DOCUMENT_PART: f"{head}<w:body>{body}{end}".encode()})


def body(content: bytes) -> str:
    xml = read_package(content)[DOCUMENT_PART].decode()
    return xml[xml.index("<w:body>") + len("<w:body>") : xml.index("</w:body>")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"<w:tbl><w:tr>{DAY.format(CELL)}</w:tr></w:tbl>", "<w:sdtContent><w:tc><w:tcPr/><w:p><w:pPr/><w:r>"),
        (f"<w:p>{DAY.format(DAY.format(RUN).replace('dated', 'other'))}</w:p>", "weibao:other"),
        (f"<w:p>{DAY.format('<w:sdt><w:sdtContent>' + RUN + '</w:sdtContent></w:sdt>')}</w:p>",
         "<w:sdt><w:sdtContent><w:r>"),
        (f"{DAY.format(f'<w:p>{RUN}</w:p>')}<w:p/>", "<w:sdtContent><w:p><w:r>"),
    ],
    ids=["cell", "nested", "inside another's", "block"],
)  # fmt: skip
def test_a_control_wherever_it_stands_is_filled_inside(document: bytes, text: str, kept: str) -> None:
    filled = fill_controls(holding(document, text), lambda _: "新")
    assert [control.text for control in filled.controls] == ["新"]
    assert kept in body(filled.content)
    assert "旧" not in body(filled.content)
    assert "<w:rPr><w:b/></w:rPr>" in body(filled.content)


def test_a_control_around_a_row_counts_as_gone(document: bytes) -> None:
    text = f"<w:tbl>{DAY.format(f'<w:tr>{CELL}</w:tr>')}</w:tbl><w:p/>"
    content = holding(document, text)
    filled = fill_controls(content, lambda _: "新")
    assert filled.controls == ()
    assert filled.content is content


def test_what_word_would_refuse_is_not_written(document: bytes) -> None:
    text = f"<w:tbl><w:tr/></w:tbl><w:p>{DAY.format(RUN)}</w:p>"
    with pytest.raises(TemplateError, match="单元格"):
        fill_controls(holding(document, text), lambda _: "新")


# --- limits ------------------------------------------------------------------------------------------

CALENDAR = load_calendar()


@pytest.mark.parametrize("unit", ["日", "月", "年", "工作日"])
def test_tags_of_limits_are_read_again(unit: str) -> None:
    assert limits.parse_tag(limits.tag(10, unit)) == (10, unit)


def test_a_draft_says_that_its_limit_is_provisional_and_numbering_settles_it() -> None:
    draft = limits.words(date(2024, 2, 23), 10, "工作日", CALENDAR)
    assert draft == "2024年3月8日前（自本通知印发之日起10个工作日，按2024年2月23日暂算）"
    settled = limits.settle(draft, date(2024, 2, 26), 10, "工作日", CALENDAR)
    assert settled == "2024年3月11日前（自本通知印发之日起10个工作日）"
    assert limits.words(date(2024, 2, 26), 10, "工作日", CALENDAR, settled=True) == settled
    assert limits.runs_from_issue(draft)


def test_a_limit_in_a_table_is_the_day_alone() -> None:
    cell = limits.row(date(2024, 2, 23), 15, "日", CALENDAR)
    assert cell == "2024年3月11日\n（暂定）"
    assert limits.settle(cell, date(2024, 2, 26), 15, "日", CALENDAR) == "2024年3月12日"


@pytest.mark.parametrize("start", [None, date(2060, 1, 4)])
def test_an_open_limit_is_filled_when_its_day_is_known(start: date | None) -> None:
    draft = limits.words(start, 10, "工作日", CALENDAR)
    settled = limits.settle(draft, date(2024, 2, 26), 10, "工作日", CALENDAR)
    assert settled == "2024年3月11日前（自本通知印发之日起10个工作日）"
    assert limits.settle(limits.row(start, 10, "工作日", CALENDAR), date(2024, 2, 26), 10, "工作日", CALENDAR)


def test_the_words_of_a_clerk_stay_around_the_day() -> None:
    typed = "2024年3月8日下班前，逾期不候（按2024年2月23日暂算）"
    settled = limits.settle(typed, date(2024, 2, 26), 10, "工作日", CALENDAR)
    assert settled is not None
    assert settled.startswith("2024年3月11日下班前，逾期不候")
    assert limits.settle("尽快", date(2024, 2, 26), 10, "工作日", CALENDAR) is None


WORDS = "自本通知印发之日起10个工作日"
SETTLED = f"2024年3月11日前（{WORDS}）"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        (f"2024 年 3 月 8 日前（{WORDS}，按2024年2月23日暂算）", SETTLED),
        (f"3月8日前（{WORDS}，按2024年2月23日暂算）", SETTLED),
        (f"２０２４年３月８日前（{WORDS}，按2024年2月23日暂算）", SETTLED),
        ("2024年3月8日下班前（按2024年2月23日暂算）", "2024年3月11日下班前"),
        ("2024年3月8日至2024年3月20日（暂定）", None),
        ("尽快（按2024年2月23日暂算）", None),
    ],
)
def test_a_day_is_found_however_it_is_written(text: str, settled: str | None) -> None:
    assert limits.is_open(text)
    assert limits.settle(text, date(2024, 2, 26), 10, "工作日", CALENDAR) == settled


@pytest.mark.parametrize("text", ["2024 年 3 月 8 日前", "3月8日前", "2024年03月08日前（含当日）", "尽快"])
def test_a_day_that_a_clerk_typed_as_certain_is_not_open(text: str) -> None:
    assert not limits.is_open(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [("自本通知印发之日起15个工作日", (15, "工作日")), ("自收到本函之日起十五日内", (15, "日")),
     ("自印发之日起二十天", (20, "日")),
     ("自印发之日起3个月", (3, "月")), ("2024年3月8日前", None)],
)  # fmt: skip
def test_the_period_that_the_words_name(text: str, found: tuple[int, str] | None) -> None:
    assert limits.period(text) == found
