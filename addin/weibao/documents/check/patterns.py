"""What the elements of an official document look like as text: wide patterns, so that wrong ones are recognised too."""

from __future__ import annotations

import re
from typing import Final

GENRES: Final = ("决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
                 "议案", "函", "纪要")  # fmt: skip
"""The kinds of official documents (条例 art. 8); 命令 has two names."""

_HAN_NUMBER: Final = "一二三四五六七八九十百"
_YEAR: Final = r"(?:[0-9０-９]{2,4}|[〇○Ｏ零一二三四五六七八九]{2,4})"

_BRACKETS: Final = "〔〕\\[\\]【】（）()［］﹝﹞"
DOC_NO: Final = re.compile(
    rf"^(?P<code>[^\s\d{_BRACKETS}，。、；：]{{1,20}}?)(?P<lead>第?)\s?(?P<open>[〔\[【（(［﹝])\s?"
    rf"(?P<year>[^{_BRACKETS}]{{0,6}})(?P<close>[〕\]】）)］﹞])\s?(?P<nth>第?)(?P<number>[\d\u3000 ×ＸX_]*)号"
    r"(?P<rest>(?:[\t \u3000]+签\s*发\s*人.*)?)$"
)
"""发文字号 in any spelling, alone or with 签发人 behind it."""

SIGNATORY: Final = re.compile(r"签\s*发\s*人\s*(?P<colon>[：:]?)")
COPY_NO: Final = re.compile(r"^(?:份号[：:]?|№|No\.?)?\s*\d{1,8}$")
SECRECY: Final = re.compile(r"^(?:绝\s?密|机\s?密|秘\s?密)(?=$|[^\u4e00-\u9fff])|^(?:绝密|机密|秘密)\W?\S{0,8}$")
URGENCY: Final = re.compile(
    r"^(?:紧急程度[：:])?(?:特\s{0,2}急|加\s{0,2}急|特\s?提|平\s?急|紧\s{0,2}急|急\s?件?|火急)$"
)
ORDER_NO: Final = re.compile(r"^[（(]?第?\s?[\d\u3000 ×〇零一二三四五六七八九十]+\s?号[）)]?$")
ISSUE_NO: Final = re.compile(
    r"^[（(〔\[]?(?:\d{4}年)?[）)〕\]]?\s?第?[\d\u3000 ×〇零一二三四五六七八九十]+\s?[期号次][）)]?$"
    r"|^〔\d{4}〕.{0,6}[期号]$"
)
DATE: Final = re.compile(
    rf"^{_YEAR}\s*(?:年\s*[^年月日，。]{{0,4}}月\s*[^年月日，。]{{0,4}}日|[.．\-/]\s?\d{{1,2}}\s?[.．\-/]\s?\d{{1,2}}日?)$"
)
CAPTION: Final = re.compile(r"^[图表]\s?\d{1,3}(?:[-－.．—]\d{1,3})?(?:[\s\u3000]|$)")
"""图1　…, 表2-1　…, which the standard leaves to the office: it has no figures."""

ENCLOSURES: Final = re.compile(r"^附\s*件?\s*[：:]|^附\s*件\s*\d{1,2}\s*[.．、：:]\s*\S")
ENCLOSURE_MARK: Final = re.compile(
    rf"^(?P<before>\S+〔\d{{4}}〕\d+号)?附\s*[件]\s*(?P<number>[0-9０-９]{{1,3}}|[{_HAN_NUMBER}]{{1,3}})?\s*(?P<tail>[：:.．、]?)$"
)
COPIES: Final = re.compile(r"^抄\s*[送报]\s*[：:]")
SENT: Final = re.compile(r"^(?:主\s*送|分\s*送|发\s*送|发)\s*[：:]")
PRINTED: Final = re.compile(r"[日\d]\s*印(?:\s*[发制])?$")
OLD_IMPRINT: Final = re.compile(r"^主\s*题\s*词|共\s*印\s*\S{0,6}\s*份|印制份数|^抄\s*报")
ATTENDANCE: Final = re.compile(r"^(?P<label>出\s*席|请\s*假|缺\s*席|列\s*席)(?:人员|单位)?\s*(?P<colon>[：:])")
NOTE: Final = re.compile(r"^[（(].*[）)]?$|^(?:联系人|此件)")
NO_TEXT: Final = re.compile(r"此页无正文|以下无正文|本页无正文")

LEVELS: Final = (
    re.compile(rf"^[{_HAN_NUMBER}]+、"),
    re.compile(rf"^[（(][{_HAN_NUMBER}]+[）)]"),
    re.compile(r"^\d+[.．、](?!\d)"),
    re.compile(r"^[（(]\d+[）)]"),
)
"""The four levels 一、（一）1.（1）, also where the punctuation is wrong."""

TITLE_END: Final = re.compile(rf"(?:{'|'.join(GENRES)})(?:[（(][^（）()]*[）)])?[。，；、：！]?$")


def chinese_value(text: str) -> int:
    """一 to 九十九 as a number, 0 for anything else."""
    digits = {digit: n for n, digit in enumerate("零一二三四五六七八九")}
    tens, ten, ones = text.partition("十")
    if not ten:
        return digits.get(text, 0) if len(text) == 1 else 0
    value = (digits.get(tens, -1) if tens else 1) * 10 + (digits.get(ones, -1) if ones else 0)
    return value if 9 < value < 100 else 0


def level_of(text: str) -> int:
    """1–4 for a text that begins with the number of a level, 0 otherwise."""
    return next((level for level, pattern in enumerate(LEVELS, 1) if pattern.match(text)), 0)
