"""条例 art. 8, 9, 13–17: what each 文种 may say and to whom; closing phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.documents.check.rule import CUSTOM, Hit, Level, regulation, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.documents.check.official import Official

_ASKS: Final = re.compile(
    r"(?:妥否|当否|是否妥当|可否).{0,6}请.{0,4}(?:批示|批复|审批|指示)|(?<![申报提呈])请予?(?:批准|批复|批示|审批)(?!件)|恳请.{0,10}(?:批准|支持|解决)|请予支持解决"
)
_REQUEST: Final = re.compile(
    r"(?:妥否|当否|是否妥当|可否|是否可行).{0,6}请.{0,4}(?:批示|批复|审批|指示|审定)|请(?:予)?(?:批示|批复|审批|批准|指示)"
)
_CLOSINGS: Final = {
    "通知": "特此通知", "通报": "特此通报", "报告": "特此报告", "函": "特此函", "批复": "此复", "公告": "特此公告",
    "通告": "特此通告",
}  # fmt: skip
_ORDERS: Final = re.compile(r"务必|责令|必须|限期整改|严令")
_BELOW: Final = re.compile(r"各(?:镇|乡|街道|县|区|村|社区|科室|直属|所属|下属)|下级|本市各|所属(?:各|单位)")


def _text(official: Official) -> str:
    return "".join(p.flat for p in official.body if not p.table)


def _end(official: Official) -> str:
    texts = [p.flat for p in official.body if not p.table]
    return "".join(texts[-3:])


def _last_place(official: Official) -> str:
    return official.body[-1].place if official.body else "正文"


@rule("request-closing", Level.MUST, regulation("八"), "请示的结语")
def _request_closing(official: Official) -> Iterator[Hit]:
    if official.genre == "请示" and official.doc_no and not _REQUEST.search(_end(official)):
        advice = "正文最后另起一段写“妥否，请批示”或“当否，请批复”。"
        yield Hit(_last_place(official), "没有请求指示、批准的结语", "如“妥否，请批示”", advice)


@rule("report-asks", Level.MUST, regulation("十五"), "报告不得夹带请示事项")
def _report_asks(official: Official) -> Iterator[Hit]:
    if official.genre != "报告":
        return
    for paragraph in official.body:
        if match := _ASKS.search(paragraph.flat):
            yield Hit(paragraph.place, f"“{match[0]}”", "报告不夹带请示事项", "删去这句话；需要批准的另写请示。")


@rule("report-copies-down", Level.MUST, regulation("十五"), "上行文不抄送下级机关")
def _report_copies_down(official: Official) -> Iterator[Hit]:
    for paragraph in official.imprint.copies if official.imprint and official.upward else []:
        if match := _BELOW.search(paragraph.flat):
            found = f"抄送“{paragraph.flat[match.start() : match.start() + 8]}”"
            yield Hit(paragraph.place, found, "不抄送下级机关", "删去下级机关。")


@rule("reply-closing", Level.NORMAL, regulation("八"), "批复的结语")
def _reply_closing(official: Official) -> Iterator[Hit]:
    if official.genre == "批复" and official.doc_no and not re.search(r"此复", _end(official)):
        yield Hit(_last_place(official), "没有“此复”", "“此复”或“特此批复”", "正文最后另起一段写“此复”。")


@rule("other-closing", Level.NORMAL, regulation("八"), "结语与文种一致")
def _other_closing(official: Official) -> Iterator[Hit]:
    if official.genre not in _CLOSINGS:
        return
    end = _end(official)
    for genre, closing in _CLOSINGS.items():
        wrong = genre != official.genre and re.search(rf"{closing}(?:[告复]?知?)?[。！]?$", end)
        if wrong and not (genre == "批复" and official.genre == "函"):
            found = f"{official.genre}以“{closing}”结尾"
            yield Hit(
                _last_place(official),
                found,
                f"与文种一致，如“{_CLOSINGS[official.genre]}”",
                "改正结语，或改用相应的文种。",
            )


@rule("letter-asks", Level.NORMAL, regulation("八"), "函的用语")
def _letter_asks(official: Official) -> Iterator[Hit]:
    if official.genre == "函":
        for paragraph in official.body:
            if re.search(r"请.{0,2}批示", paragraph.flat):
                yield Hit(paragraph.place, "“请批示”", "“请予支持”“请函复”", "函用于不相隶属的机关，不用“请批示”。")


@rule("letter-tone", Level.CUSTOM, CUSTOM, "函的语气")
def _letter_tone(official: Official) -> Iterator[Hit]:
    if official.genre != "函":
        return
    for paragraph in official.body:
        own = re.sub(r"《[^《》]*》", "", paragraph.flat)
        match = _ORDERS.search(own) or re.search(r"你(?:单位|局|委|办|校|院|处)", own)
        if match:
            yield Hit(paragraph.place, f"“{match[0]}”", "用“贵单位”，不用命令口气", "改为商洽的语气。")


@rule("opening-colon", Level.CUSTOM, CUSTOM, "引出下文的标点")
def _opening_colon(official: Official) -> Iterator[Hit]:
    for paragraph in official.body[:3]:
        if re.search(r"(?:通知|通报|报告|函告|请示|意见|说明|纪要)如下[。；]$", paragraph.flat):
            yield Hit(paragraph.place, f"“{paragraph.flat[-6:]}”", "“……如下：”", "把句号改为冒号。")


@rule("notice-sections", Level.CUSTOM, CUSTOM, "引出下文之后的内容")
def _notice_sections(official: Official) -> Iterator[Hit]:
    if official.body and re.search(r"如下[：:]$", official.body[-1].flat) and official.doc_no:
        yield Hit(official.body[-1].place, "“如下：”后面没有内容", "写明具体事项", "补上内容。")


@rule("report-closing", Level.CUSTOM, CUSTOM, "报告的结语")
def _report_closing(official: Official) -> Iterator[Hit]:
    told = re.search(r"特此报告|以上报告|专此报告|请审阅|请审议", _end(official))
    if official.genre == "报告" and official.doc_no and official.body and not told:
        yield Hit(_last_place(official), "没有结语", "“特此报告”或“以上报告，请审阅”", "正文最后另起一段写结语。")


@rule("meeting-facts", Level.CUSTOM, CUSTOM, "会议通知的要素")
def _meeting_facts(official: Official) -> Iterator[Hit]:
    if official.genre == "通知" and re.search(r"召开\S*会(?!议精神)", official.title_text):
        text = _text(official) + "".join(p.flat for p in official.body if p.table)
        missing = [word for word in ("时间", "地点") if word not in text]
        if missing:
            found = f"没有写{'、'.join(missing)}"
            yield Hit(_last_place(official), found, "写明会议时间、地点和参加人员", "补上会议要素。")


@rule("minutes-duty", Level.CUSTOM, CUSTOM, "议定事项的责任")
def _minutes_duty(official: Official) -> Iterator[Hit]:
    for paragraph in official.body if official.minutes else []:
        decided = re.match(r"会议(?:议定|决定)(?!以下|如下|事项)", paragraph.flat)
        if decided and not re.search(r"由|负责|牵头|[局委办府部院会校]要", paragraph.flat):
            yield Hit(paragraph.place, "没有责任单位", "每个议定事项有责任单位和时限", "写明由谁办、什么时候办完。")
