"""Ch. 9: punctuation (GB/T 15834), figures (GB/T 15835), units (GB 3100); numbers of documents and days in the text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from weibao.documents.check.rule import CUSTOM, Hit, Level, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.model import Paragraph
    from weibao.documents.check.official import Official

_HAN: Final = r"\u4e00-\u9fff"
_NARROW: Final = re.compile(rf"(?<=[{_HAN}”》）])[,;:!?](?=[{_HAN}“《（]|$)|(?<=[{_HAN}])\([^()]*[{_HAN}][^()]*\)")
_STRAIGHT: Final = re.compile(rf"[\"'](?=[{_HAN}])|(?<=[{_HAN}])[\"']")
_WEEKDAYS: Final = "一二三四五六日天"
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日天])[）)])?")


def _texts(official: Official) -> Iterator[Paragraph]:
    """All text that people read as text, tables included."""
    imprint = {id(p) for p in official.imprint.paragraphs} if official.imprint else set()
    known = {id(p) for p in (official.doc_no, official.send_to, official.date) if p}
    for paragraph in official.flow:
        if not paragraph.empty and id(paragraph) not in imprint | known:
            yield paragraph


def _search(official: Official, pattern: re.Pattern[str], expected: str, advice: str) -> Iterator[Hit]:
    for paragraph in _texts(official):
        if match := pattern.search(paragraph.flat):
            start = max(0, match.start() - 5)
            yield Hit(paragraph.place, f"“{paragraph.flat[start : match.end() + 5]}”", expected, advice)


@rule("punct-narrow", Level.MUST, "9", "标点用全角")
def _punct_narrow(official: Official) -> Iterator[Hit]:
    skipped = [*official.enclosures, *official.notes, *official.signatories, *official.attendance]
    for hit in _search(official, _NARROW, "汉字之间用全角标点", "把半角标点改为全角。"):
        if hit.place not in {p.place for p in skipped}:
            yield hit


@rule("punct-quotes", Level.MUST, "9", "引号")
def _punct_quotes(official: Official) -> Iterator[Hit]:
    yield from _search(official, _STRAIGHT, "用弯引号“”‘’", "把直引号改为中文引号。")


@rule("punct-double", Level.NORMAL, "9", "重复的标点")
def _punct_double(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"[，、；：]{2,}|。{2,}(?!。)|，。|。，|、。|；。|：。")
    yield from _search(official, pattern, "标点不重复", "删去多余的标点；省略号用“……”。")


@rule("punct-dots", Level.NORMAL, "9", "省略号和破折号")
def _punct_dots(official: Official) -> Iterator[Hit]:
    pattern = re.compile(rf"(?<=[{_HAN}])(?:\.{{3,}}|…(?!…)(?<!……))|(?<=[{_HAN}])--+(?=[{_HAN}])")
    yield from _search(official, pattern, "省略号“……”，破折号“——”", "改用规范的省略号或破折号。")


@rule("punct-pairs", Level.NORMAL, "9", "成对的标点")
def _punct_pairs(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        if paragraph.table or paragraph in official.title:
            continue
        for left, right in ("（）", "《》", "“”", "〔〕"):
            if paragraph.flat.count(left) != paragraph.flat.count(right):
                found = f"“{left}”{paragraph.flat.count(left)}个，“{right}”{paragraph.flat.count(right)}个"
                yield Hit(paragraph.place, found, "成对使用", "补上或删去一个。")


@rule("punct-list", Level.CUSTOM, CUSTOM, "书名号之间的顿号")
def _punct_list(official: Official) -> Iterator[Hit]:
    yield from _search(official, re.compile("》、《|”、“"), "并列的书名号、引号之间通常不用顿号", "可以删去顿号。")


@rule("figure-wide", Level.NORMAL, "9", "全角数字")
def _figure_wide(official: Official) -> Iterator[Hit]:
    yield from _search(official, re.compile("[０-９]"), "半角阿拉伯数字", "把全角数字改为半角。")


@rule("figure-year", Level.MUST, "9", "年份标全称")
def _figure_year(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"(?<![\d第〇零一二三四五六七八九十])\d{2}年(?:\d{1,2}月|[上下]半年|度|底|初)")
    yield from _search(official, pattern, "年份用四位数字", "把年份写全，如2023年。")


@rule("figure-date", Level.NORMAL, "9", "日期写法")
def _figure_date(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"(?<![\d.])(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?![\d.])")
    for paragraph in _texts(official):
        match = None if paragraph.table else pattern.search(paragraph.flat)
        if match:
            yield Hit(paragraph.place, f"“{match[0]}”", "如2023年3月1日", "用“年”“月”“日”写日期。")


@rule("figure-zero", Level.NORMAL, "9", "日期不编虚位")
def _figure_zero(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"(?<!\d)\d{4}年(?:0\d月|\d{1,2}月0\d日)")
    yield from _search(official, pattern, "如3月1日", "去掉月、日前面的0。")


@rule("figure-day", Level.NORMAL, "9", "不存在的日期")
def _figure_day(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        for match in _DAY.finditer(paragraph.flat):
            if _day(match) is None:
                yield Hit(paragraph.place, f"“{match[0]}”", "日历上有的日期", "核对日期。")


@rule("figure-weekday", Level.NORMAL, "9", "日期与星期")
def _figure_weekday(official: Official) -> Iterator[Hit]:
    for paragraph in _texts(official):
        for match in _DAY.finditer(paragraph.flat):
            day = _day(match)
            if day and match[4] and _WEEKDAYS.index(match[4]) % 7 != day.weekday() and not _sunday(match[4], day):
                found = f"“{match[0]}”"
                yield Hit(paragraph.place, found, f"星期{_WEEKDAYS[day.weekday()]}", "核对日期和星期。")


def _sunday(written: str, day: date) -> bool:
    return written in "日天" and day.weekday() == 6


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


@rule("unit-form", Level.NORMAL, "9", "计量单位")
def _unit_form(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"\d\s*(?:公分|平米|立方(?!米|厘|分)|市斤|华里|英寸|马力|[Kk][Mm](?![a-z])|[Mm]²|㎡)")
    yield from _search(official, pattern, "法定计量单位的中文名称", "改用法定计量单位，如厘米、平方米、千米。")


@rule("cited-brackets", Level.MUST, "7.2.5", "引用文号的括号")
def _cited_brackets(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"[\[【（(［﹝](?:19|20)\d{2}[\]】）)］﹞]\s?第?\d+号")
    yield from _search(official, pattern, "文号的年份用六角括号“〔〕”", "改用六角括号。")


@rule("cited-order", Level.CUSTOM, CUSTOM, "引用公文")
def _cited_order(official: Official) -> Iterator[Hit]:
    yield from _search(
        official, re.compile(r"〔\d{4}〕\d+号文?[）)]?《"), "先引标题，后引发文字号", "把文号移到标题后的括号里。"
    )


@rule("open-blank", Level.CUSTOM, CUSTOM, "还没有填的空")
def _open_blank(official: Official) -> Iterator[Hit]:
    pattern = re.compile(r"×{2,}|[Xx]{2,}(?![A-Za-z])|_{3,}|\{\{|\{%|（待[定填补]）")
    yield from _search(official, pattern, "全部填写完整", "填上，或删去。")
